import { counted } from "#app/domain/counted.ts";
import { useState } from "react";
import type { ProseNode } from "#app/document/prose.ts";
import type { Editor } from "#app/editor/editor.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { Button } from "#app/ui/Button.tsx";
import { useAskedWord } from "./asked-word.ts";
import { type NotPutIn, putBlocksIn } from "./put-word-in.ts";

interface PutWordInProps {
  readonly documentId: string;
  /** The editor to write into; null until the draft takes edits. */
  readonly editor: Editor | null;
  readonly mayEdit: boolean;
}

type PutStep =
  | { readonly at: "asked"; readonly sentence: string | null }
  | { readonly at: "reading" }
  | { readonly at: "done"; readonly paragraphs: number };

/** Puts the text of a Word file in at the caret, once its reader has set the caret there (W7). */
export default function PutWordIn({ documentId, editor, mayEdit }: PutWordInProps) {
  const { asked: arrivalId, close: onClose } = useAskedWord();
  const [step, setStep] = useState<PutStep>({ at: "asked", sentence: null });
  const put = async (changes: "with" | "without") => {
    if (!editor || arrivalId === null) return;
    setStep({ at: "reading" });
    const text = await readBlocks(documentId, arrivalId, changes);
    if (!Array.isArray(text)) return setStep({ at: "asked", sentence: text.sentence });
    if (editor.isDestroyed || !editor.view.editable) {
      return setStep({ at: "asked", sentence: CLOSED });
    }
    const not = putBlocksIn(editor.view, text);
    if (not !== null) return setStep({ at: "asked", sentence: NOT[not] });
    setStep({ at: "done", paragraphs: text.length });
    editor.view.focus();
  };
  const button = "min-h-9 px-3 py-1.5";
  if (arrivalId === null) return null;
  if (!mayEdit) {
    return (
      <Banner
        kind="word"
        action={
          <Button className={button} onClick={onClose}>
            Close
          </Button>
        }
      >
        Only drafters can put a text in, while the draft is open. Nothing was changed.
      </Banner>
    );
  }
  if (step.at === "done") {
    return (
      <Banner
        kind="word"
        action={
          <Button className={button} onClick={onClose}>
            Close
          </Button>
        }
      >
        <output>
          {counted(step.paragraphs, "paragraph")} of the Word file are in the draft. Undo takes them
          back in one step.
        </output>
      </Banner>
    );
  }
  const busy = step.at === "reading" || editor === null;
  return (
    <Banner
      kind="word"
      action={
        <>
          <Button className={button} look="primary" busy={busy} onClick={() => void put("with")}>
            {busy ? "One moment…" : "Put it in here"}
          </Button>
          <Button className={button} busy={busy} onClick={() => void put("without")}>
            Without its tracked changes
          </Button>
          <Button className={button} onClick={onClose}>
            Not now
          </Button>
        </>
      }
    >
      {step.at === "asked" && step.sentence !== null ? (
        <span role="alert">{step.sentence}</span>
      ) : (
        "Click where the text of the Word file should go, then put it in there. Its comments stay out."
      )}
    </Banner>
  );
}

async function readBlocks(
  documentId: string,
  arrivalId: string,
  changes: "with" | "without",
): Promise<ProseNode[] | { readonly sentence: string }> {
  try {
    const answer = await fetch(
      `/documents/${documentId}/word-blocks/${arrivalId}?changes=${changes}`,
      { headers: { Accept: "application/json" } },
    );
    if (answer.status === 404) return { sentence: GONE };
    if (!answer.ok) return { sentence: FAILED };
    // Checked by the server against the schema of the text.
    const { blocks } = (await answer.json()) as { readonly blocks: ProseNode[] };
    return blocks;
  } catch {
    // Nothing but the request and its answer is tried.
    return { sentence: FAILED };
  }
}

const GONE =
  "This Word file is no longer here: a Word file waits for a day, for the person who sent it. Nothing was changed; send it again.";
const FAILED =
  "The text of the Word file could not be read now. Nothing was changed; try again in a moment.";
const CLOSED = "The draft does not take edits now. Nothing was changed.";
const NOT: Readonly<Record<NotPutIn, string>> = {
  "too-large":
    "The text of the Word file is too long to be put in at once. Nothing was changed; bring it in as a new draft, or in parts.",
  "in-footnote":
    "Paragraphs can’t stand in a footnote. Nothing was changed; click in the text itself, and put it in there.",
  nothing: "There is no text in the Word file. Nothing was changed.",
};
