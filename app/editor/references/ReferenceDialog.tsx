import type { Editor } from "@tiptap/core";
import { Dialog } from "#app/ui/Dialog.tsx";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import type { ReferenceAt } from "./reference-at.ts";

const ReferencePicker = lazyWhenShown(() => import("./ReferencePicker.tsx"), {
  meanwhile: "Looking through the text…",
});

/** The dialog's purpose: a new reference at the caret, or other targets for an existing one. */
export type ReferenceAsked = { readonly reference: ReferenceAt | null } | null;

interface ReferenceDialogProps {
  readonly editor: Editor;
  readonly asked: ReferenceAsked;
  readonly onGoTo: (id: string) => void;
  readonly onClose: () => void;
}

/** The reference picker in a dialog. */
export function ReferenceDialog({ editor, asked, onGoTo, onClose }: ReferenceDialogProps) {
  return (
    <Dialog
      open={asked !== null}
      onClose={onClose}
      title={asked?.reference ? "Change cross-reference" : "Cross-reference"}
      wide
      onCloseFocus={(event) => {
        event.preventDefault();
        focusText(editor.view);
      }}
    >
      {asked ? (
        <ReferencePicker
          editor={editor}
          reference={asked.reference}
          onGoTo={onGoTo}
          onClose={onClose}
        />
      ) : null}
    </Dialog>
  );
}
