import type { ReactNode } from "react";
import { lazyPart } from "./lazy/lazy-parts.ts";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What it is for, where the title does not say it. */
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  /** Slides in from that side instead of standing in the middle. */
  readonly side?: "left" | "right";
  /** Where the focus goes when it closes; otherwise to what opened it. */
  readonly onCloseFocus?: (event: Event) => void;
  readonly children: ReactNode;
}

/** A dialog over the desk. */
export const Dialog = lazyPart<DialogProps>(() => import("./DialogContent.tsx"));
