import { capitalized } from "#app/domain/dates.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { takeOutHiddenSigns } from "#app/editor/behavior/hidden-signs.ts";
import { run } from "#app/editor/commands/run.ts";
import type { Editor } from "#app/editor/editor.ts";
import { addressOf } from "#app/features/review/finding-address.ts";
import { UpdateValues } from "#app/features/review/UpdateValues.tsx";
import { Button } from "#app/ui/Button.tsx";
import type { ReadinessView } from "#server/services/index.ts";

/** The longest wait for an answer, in milliseconds. */
const WAIT_MS = 30_000;
/**
 * Milliseconds before the first automatic check: the text opens first, and somebody may be typing.
 */
const FIRST_MS = 5_000;
/** The number of findings listed beside the text; the submit page has all. */
const SHOWN = 8;

type ReadinessAnswer = { readonly view: ReadinessView } | { readonly sentence: string } | null;

/** The open findings of the saved draft, each linked to its place. */
export default function ReadinessList({
  documentId,
  editor,
}: {
  readonly documentId: string;
  /** Null while nobody writes here. */
  readonly editor: Editor | null;
}) {
  const [answer, setAnswer] = useState<ReadinessAnswer>(null);
  const [isAsking, setIsAsking] = useState(false);

  /** The number of the last question: an earlier one that is answered later tells nothing. */
  const last = useRef(0);

  const ask = useCallback(async () => {
    last.current += 1;
    const mine = last.current;
    setIsAsking(true);
    const found = await readinessOf(documentId);
    if (mine !== last.current) return;
    setAnswer(found);
    setIsAsking(false);
  }, [documentId]);
  useEffect(() => {
    const timer = setTimeout(() => void ask(), FIRST_MS);
    return () => clearTimeout(timer);
  }, [ask]);

  return (
    <div className="grid gap-2 text-sm">
      <div aria-live="polite">
        {answer === null ? <p className="text-ink-soft">Looking through the draft…</p> : null}
        {answer && "sentence" in answer ? <p>{answer.sentence}</p> : null}
        {answer && "view" in answer ? <Found documentId={documentId} view={answer.view} /> : null}
      </div>
      {answer && "view" in answer ? (
        <>
          <UpdateValues documentId={documentId} findings={answer.view.findings} onDone={ask} />
          <TakeOutSigns findings={answer.view.findings} editor={editor} onDone={ask} />
        </>
      ) : null}
      <Button
        type="button"
        className="justify-self-start"
        disabled={isAsking}
        onClick={() => void ask()}
      >
        {isAsking ? "Checking…" : "Check again"}
      </Button>
    </div>
  );
}

/** Milliseconds in which an edit is saved, as a rule: what is looked through is what is saved. */
const SAVED_MS = 1_500;

/** A button that takes out of the text what can't be seen. */
function TakeOutSigns({
  findings,
  editor,
  onDone,
}: {
  readonly findings: ReadinessView["findings"];
  readonly editor: Editor | null;
  readonly onDone: () => void;
}) {
  const inText = findings.some(
    ({ check, place }) => check === "hidden-sign" && place.kind === "block",
  );
  if (!editor || !inText) return null;
  const takeOut = () => {
    run(editor, takeOutHiddenSigns);
    setTimeout(onDone, SAVED_MS);
  };
  return (
    <Button type="button" className="justify-self-start" onClick={takeOut}>
      Take out signs that can’t be seen
    </Button>
  );
}

function Found({
  documentId,
  view: { findings, more: unlisted },
}: {
  readonly documentId: string;
  readonly view: ReadinessView;
}) {
  if (findings.length === 0) return <p>Nothing is left open.</p>;
  const count = findings.length + unlisted;
  const more = count - SHOWN;
  return (
    <>
      <p className="font-medium">
        {count === 1 ? "One thing is" : `${count} things are`} left open:
      </p>
      <ul className="mt-1 grid gap-1.5">
        {findings.slice(0, SHOWN).map(({ check, words, place }, at) => {
          const to = addressOf(documentId, place);
          const href = place.kind === "block" ? `#${place.id}` : to;
          return (
            // Equal findings may occur in one place; the list is never reordered.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${at}-${check}`} className="break-words">
              {href ? (
                <a href={href} className="link">
                  {capitalized(words)}
                </a>
              ) : (
                capitalized(words)
              )}
            </li>
          );
        })}
      </ul>
      {more > 0 ? (
        <p className="mt-1.5">
          <a href={`/documents/${documentId}/submit`} className="link">
            And {more} more
          </a>
        </p>
      ) : null}
    </>
  );
}

async function readinessOf(documentId: string): Promise<ReadinessAnswer> {
  try {
    const response = await fetch(`/documents/${documentId}/readiness`, {
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (response.ok) return { view: (await response.json()) as ReadinessView };
    return { sentence: "The draft could not be looked through now. Check again in a moment." };
  } catch {
    // Nothing but the request and its answer is tried.
    return { sentence: "You are offline, or the server is busy. Check again in a moment." };
  }
}
