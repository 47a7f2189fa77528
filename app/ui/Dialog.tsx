import type { DialogProps } from "./DialogContent.tsx";
import { lazyPart } from "./lazy/lazy-parts.ts";

export const Dialog = lazyPart<DialogProps>(() => import("./DialogContent.tsx"));
