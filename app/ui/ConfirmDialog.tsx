import type { ConfirmDialogProps } from "./ConfirmDialogContent.tsx";
import { lazyPart } from "./lazy/lazy-parts.ts";

/** Asks once, before what can't be taken back. The first button, which has the focus, is the way out. */
export const ConfirmDialog = lazyPart<ConfirmDialogProps>(
  () => import("./ConfirmDialogContent.tsx"),
);
