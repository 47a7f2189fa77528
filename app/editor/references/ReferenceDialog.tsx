import type { Editor } from "@tiptap/core";
import { lazy, Suspense } from "react";
import { Window } from "~/components/desk/Window";
import type { ReferenceAt } from "./reference-at";

const ReferencePicker = lazy(() => import("./ReferencePicker"));

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
    <Window
      open={asked !== null}
      onClose={onClose}
      title={asked?.reference ? "Change cross-reference" : "Cross-reference"}
      wide
      onCloseFocus={(event) => {
        event.preventDefault();
        editor.view.focus();
      }}
    >
      <Suspense fallback={<p className="text-ink-soft">Looking through the text…</p>}>
        {asked ? (
          <ReferencePicker
            editor={editor}
            reference={asked.reference}
            onGoTo={onGoTo}
            onClose={onClose}
          />
        ) : null}
      </Suspense>
    </Window>
  );
}
