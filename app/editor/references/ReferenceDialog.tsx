import type { Editor } from "#app/editor/editor.ts";
import { Dialog } from "#app/ui/Dialog.tsx";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import type { ReferenceAsked } from "./reference-at.ts";
import ReferencePicker from "./ReferencePicker.tsx";

interface ReferenceDialogProps {
  readonly open: boolean;
  readonly editor: Editor;
  readonly asked: ReferenceAsked;
  readonly onGoTo: (id: string) => void;
  readonly onClose: () => void;
}

/** The reference picker in a dialog. */
export default function ReferenceDialog({
  open,
  editor,
  asked,
  onGoTo,
  onClose,
}: ReferenceDialogProps) {
  return (
    <Dialog
      open={open}
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
