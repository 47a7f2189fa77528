import { AlertDialog } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { buttonClass, type ButtonLook } from "./Button.tsx";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The question. */
  readonly title: string;
  /** Says what will happen. */
  readonly children: ReactNode;
  /** The label of the confirming button, which names the action. */
  readonly confirm: string;
  readonly look: ButtonLook;
  readonly onConfirm: () => void;
}

/** The content of a confirmation dialog. */
export default function ConfirmDialogContent({
  open,
  onClose,
  title,
  children,
  confirm,
  look,
  onConfirm,
}: ConfirmDialogProps) {
  // Radix returns the focus to a dialog's trigger; this one is opened by code and has none.
  const opener = useRef<Element | null>(null);
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <AlertDialog.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={() => {
            if (opener.current instanceof HTMLElement)
              opener.current.focus({ preventScroll: true });
          }}
          className="fixed top-1/2 left-1/2 z-50 max-h-[90dvh] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-rule bg-raised p-6 shadow-raised"
        >
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">
            {title}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-soft">
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel className={buttonClass("plain")}>Cancel</AlertDialog.Cancel>
            <AlertDialog.Action className={buttonClass(look)} onClick={onConfirm}>
              {confirm}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
