import type { Editor } from "@tiptap/core";
import { Dialog } from "#app/ui/Dialog.tsx";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import type { ReferenceAt } from "./reference-at.ts";

const ReferencePicker = lazyWhenShown(() => import("./ReferencePicker.tsx"), {
  meanwhile: "Looking through the text…",
});

/** What is asked: a new reference where the caret stands, or other places for one that is there. */
export type ReferenceAsked = { readonly reference: ReferenceAt | null } | null;

interface ReferenceDialogProps {
  readonly editor: Editor;
  readonly asked: ReferenceAsked;
  readonly onGoTo: (id: string) => void;
  readonly onClose: () => void;
}

/** The picker in its window. */
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
