import { useState } from "react";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import type { PeopleDetails } from "#app/document/organization-texts/people-in-text.ts";
import type { Editor } from "#app/editor/editor.ts";
import type { ClauseLibraryView } from "#server/services/index.ts";
import { Dialog } from "#app/ui/Dialog.tsx";
import { ClauseLibrary } from "./ClauseLibrary.tsx";
import { KeepClause } from "./KeepClause.tsx";

interface ClausesProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly documentId: string;
  readonly editor: Editor;
  readonly people: PeopleDetails;
}

/** The clauses of one's organizations: one is put in, or what is selected becomes one. */
export default function Clauses({ open, onClose, documentId, editor, people }: ClausesProps) {
  const [keepers, setKeepers] = useState<ClauseLibraryView["organizations"] | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const close = () => {
    setKeepers(null);
    setSaid(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={keepers ? "Keep the selected paragraphs" : "Clauses"}
      wide
      onCloseFocus={(event) => {
        event.preventDefault();
        focusText(editor.view);
      }}
    >
      {keepers ? (
        <KeepClause
          documentId={documentId}
          editor={editor}
          people={people}
          organizations={keepers}
          onKept={(name) => {
            setSaid(`“${name}” is kept.`);
            setKeepers(null);
          }}
          onBack={() => setKeepers(null)}
        />
      ) : (
        <ClauseLibrary
          documentId={documentId}
          editor={editor}
          said={said}
          onKeep={setKeepers}
          onInsert={(change) => {
            close();
            // Once the dialog has given the keys back: a suggestion that this opens takes them.
            setTimeout(() => {
              if (editor.isDestroyed) return;
              focusText(editor.view);
              change();
            });
          }}
          onClose={close}
        />
      )}
    </Dialog>
  );
}
