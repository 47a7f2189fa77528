import type { ConfirmDialogProps } from "./ConfirmDialogContent.tsx";
import { lazyPart } from "./lazy/lazy-parts.ts";

/** Asks before something irreversible. The first button, which has the focus, cancels. */
export const ConfirmDialog = lazyPart<ConfirmDialogProps>(
  () => import("./ConfirmDialogContent.tsx"),
);
