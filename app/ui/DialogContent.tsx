import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useRef, type ReactNode } from "react";

const MIDDLE =
  "top-1/2 left-1/2 max-h-[90dvh] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border border-rule";

const SIDES = {
  left: "inset-y-0 left-0 w-80 max-w-[85vw]",
  right: "inset-y-0 right-0 w-80 max-w-[85vw]",
  below: "inset-x-0 bottom-0 max-h-[80dvh] rounded-t-xl border-t border-rule",
} as const;

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The purpose, where the title does not say it. */
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  /** Aligns it with that side of the window instead of centering it. */
  readonly side?: "left" | "right" | "below";
  /** Where the focus goes when it closes; default: to what opened it. */
  readonly onCloseFocus?: (event: Event) => void;
  readonly children: ReactNode;
}

/** The content of a dialog. */
export default function DialogContent({
  open,
  onClose,
  title,
  lead,
  wide = false,
  side,
  onCloseFocus,
  children,
}: DialogProps) {
  // Radix returns the focus to a dialog's trigger; this one is opened by code and has none.
  const opener = useRef<Element | null>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // An act in the dialog may have led the keys into a text already.
            const { activeElement } = document;
            if (activeElement instanceof HTMLElement && activeElement.isContentEditable) {
              event.preventDefault();
            } else if (onCloseFocus) onCloseFocus(event);
            else if (opener.current instanceof HTMLElement)
              opener.current.focus({ preventScroll: true });
          }}
          aria-describedby={lead ? undefined : ""}
          className={clsx(
            "fixed z-50 overflow-y-auto bg-raised p-5 shadow-raised sm:p-6",
            side ? SIDES[side] : clsx(MIDDLE, wide ? "max-w-3xl" : "max-w-md"),
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <Dialog.Title className="text-lg font-semibold tracking-tight">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="-mt-1 -mr-2 grid size-9 shrink-0 cursor-pointer place-items-center rounded-md text-ink-soft hover:bg-wash hover:text-ink"
            >
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </div>
          {lead ? (
            <Dialog.Description className="mt-1 text-[0.9375rem] text-ink-soft">
              {lead}
            </Dialog.Description>
          ) : null}
          <div className="mt-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
