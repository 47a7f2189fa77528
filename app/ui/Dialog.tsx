import type { DialogProps } from "./DialogContent.tsx";
import { lazyPart } from "./lazy/lazy-parts.ts";

/** A dialog over the desk. */
export const Dialog = lazyPart<DialogProps>(() => import("./DialogContent.tsx"));
