import type { Editor } from "#app/editor/editor.ts";
import { useState } from "react";
import { Button } from "#app/ui/Button.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { insertedRange, recoverableText } from "./recoverable-edits.ts";
import { restoreEdits } from "./restore-edits.ts";
import type { RecoverableEdits, RecoveryReason } from "./recovery-store.ts";

interface RecoveryPanelProps {
  /** Nonempty. */
  readonly offered: readonly RecoverableEdits[];
  /** Whether the device could not store some of them. */
  readonly onlyHere: boolean;
  /** The editor to insert them into; null while the draft is read-only. */
  readonly editor: Editor | null;
  /** Called once they have been inserted or discarded. */
  readonly onDone: (edits: RecoverableEdits) => void;
}

/** Reports recoverable edits, and lets their author copy, insert or discard them (R17). */
export default function RecoveryPanel({ offered, onlyHere, editor, onDone }: RecoveryPanelProps) {
  const [shown, setShown] = useState(false);
  const [into, setInto] = useState<Editor | null>(null);
  /** To the words that were put in: until the dialog is gone, the text has no caret to scroll to. */
  const showPut = (event: Event) => {
    setInto(null);
    if (!into || into.isDestroyed || !into.isEditable) return;
    event.preventDefault();
    focusText(into.view);
    into.view.dispatch(into.state.tr.scrollIntoView());
  };
  return (
    <>
      <Banner
        kind="word"
        action={
          <Button className="min-h-9 px-3 py-1.5" onClick={() => setShown(true)}>
            Look at your words
          </Button>
        }
      >
        {onlyHere
          ? "Words that you wrote are not in this draft. They are only in this window: copy them before you close it."
          : "Words that you wrote are not in this draft. They are kept on this device."}
      </Banner>
      <Dialog
        open={shown}
        onClose={() => setShown(false)}
        title="Your words beside the draft"
        lead={`Only you see them, and only ${onlyHere ? "in this window" : "on this device"}. What is marked is what the draft does not have.`}
        wide
        {...(into && { onCloseFocus: showPut })}
      >
        <ul className="grid gap-6">
          {offered.map((edits) => (
            <li key={edits.id}>
              <Offer edits={edits} editor={editor} onPut={setInto} onDone={onDone} />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

const REASONS: Readonly<Record<RecoveryReason, string>> = {
  frozen: "Written after the draft was closed for edits",
  generation: "Written before the draft was reopened or restored",
  "merged-away": "Somebody removed what you were writing in",
  "fresh-start": "Kept while the page started afresh",
};

function reasonOf({ reason, removedBy }: RecoverableEdits): string {
  return removedBy === undefined
    ? REASONS[reason]
    : `${removedBy} removed what you were writing in`;
}

function Offer({
  edits,
  editor,
  onPut,
  onDone,
}: {
  edits: RecoverableEdits;
  onPut: (into: Editor) => void;
} & Omit<RecoveryPanelProps, "offered" | "onlyHere">) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(recoverableText(edits.blocks));
    setCopied(true);
  };
  const put = (into: Editor) => {
    into.view.dispatch(restoreEdits(into.state, edits.blocks));
    onPut(into);
    onDone(edits);
  };
  return (
    <section className="rounded-lg border border-rule p-4">
      <h3 className="font-medium">{reasonOf(edits)}</h3>
      <p className="text-sm text-ink-soft">
        <Timestamp at={edits.at} />
      </p>
      <div className="mt-3 grid max-h-80 gap-3 overflow-y-auto rounded bg-paper p-4 font-legal whitespace-pre-line">
        {edits.blocks.map((block, index) => {
          const { at, words: own } = insertedRange(block);
          return (
            <p key={block.id ?? `at-${index}`}>
              {block.text.slice(0, at)}
              <mark className="bg-accent-soft text-ink underline decoration-accent">{own}</mark>
              {block.text.slice(at + own.length)}
            </p>
          );
        })}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {editor ? (
          <Button look="primary" onClick={() => put(editor)}>
            Put into the draft
          </Button>
        ) : null}
        <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
        {asking ? (
          <>
            <Button look="danger" onClick={() => onDone(edits)}>
              Delete these words from this device
            </Button>
            <Button onClick={() => setAsking(false)}>Keep them</Button>
          </>
        ) : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            Discard…
          </Button>
        )}
        {editor ? null : (
          <p className="text-sm text-ink-soft">
            They can be put into the draft once it takes edits again.
          </p>
        )}
      </div>
    </section>
  );
}
