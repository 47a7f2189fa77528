import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { ForeignPaste } from "./read-foreign.ts";

/** 6 kB compressed of the desk's code that are not needed before a paste. */
export const foreignPaste = createLazyPart<ForeignPaste>(() => import("./read-foreign.ts"));
