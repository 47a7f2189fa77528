import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PageCatalog } from "./catalog.ts";
import { ENGLISH } from "./english.ts";
import { SPANISH } from "./spanish.ts";

/** The catalogs by language. */
export const CATALOG: Readonly<Record<PageLanguage, PageCatalog>> = { en: ENGLISH, es: SPANISH };
