import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { ForeignPaste } from "./read-foreign.ts";

/** 6 kB of the desk, packed, that nobody needs before they paste. */
export const foreignPaste = createLazyPart<ForeignPaste>(() => import("./read-foreign.ts"));
