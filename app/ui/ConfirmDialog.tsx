import type { ReactNode } from "react";
import type { ButtonLook } from "./Button.tsx";
import { lazyPart } from "./lazy/lazy-parts.ts";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The question. */
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** The button that does it and says so. */
  readonly confirm: string;
  readonly look: ButtonLook;
  readonly onConfirm: () => void;
}

/** Asks once, before what can't be taken back. The first button, which has the focus, is the way out. */
export const ConfirmDialog = lazyPart<ConfirmDialogProps>(
  () => import("./ConfirmDialogContent.tsx"),
);
