import { PAGE_LANGUAGES } from "#app/domain/public-page/content.ts";
import type { PublicPageAddress } from "#server/services/index.ts";
import { inLanguage, publicPath } from "./addresses.ts";

/** The most addresses that the protocol allows in one list. */
const MAX_ADDRESSES = 50_000;

/**
 * The list of published pages by the protocol of sitemaps.org. Addresses consist of slugs, so nothing
 * in them needs an escape.
 */
export function sitemapOf(pages: readonly PublicPageAddress[], origin: string): string {
  const newest = pages[0]?.updatedAt;
  const listed = [
    ...(newest === undefined ? [] : [{ path: "/p", updatedAt: newest }]),
    ...pages.map(({ slug, updatedAt }) => ({ path: publicPath(slug), updatedAt })),
  ];
  const entries = listed.flatMap(({ path, updatedAt }) =>
    PAGE_LANGUAGES.map((language) => {
      const address = new URL(inLanguage(path, language), origin).href;
      return `  <url><loc>${address}</loc><lastmod>${updatedAt}</lastmod></url>\n`;
    }),
  );
  const fitting = entries.slice(0, MAX_ADDRESSES).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${fitting}</urlset>\n`;
}
