import { counted } from "#app/domain/counted.ts";
import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useId, useMemo, useState } from "react";
import { redlineToHtml } from "#app/document/redline/html.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { replaceText, type TextReplaced } from "#app/editor/commands/replace-text.ts";
import { Button } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { useLatest } from "#app/ui/use-latest.ts";
import { inSlices } from "#app/editor/changes/in-slices.ts";
import { reportUnlessUnreachable, unreachable } from "#app/ui/unreachable.ts";
import type { AskedRestore } from "./asked-restore.ts";
import { planRestore, type RestorePart, type RestorePlan } from "./restore-plan.ts";
import "#app/styles/redline.css";

interface RestoreVersionProps {
  readonly documentId: string;
  readonly asked: AskedRestore;
  /** The editor to write into; null until the draft takes edits. */
  readonly editor: Editor | null;
  /** Whether the reader may edit the draft at all. */
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** Changes that are drawn; of more the number is said. */
const MOST_DRAWN = 60;

type RestoreStep =
  | { readonly at: "loading" }
  | { readonly at: "failed" }
  | { readonly at: "chosen"; readonly version: ProseJSON; readonly plan: RestorePlan }
  | { readonly at: "writing" }
  | { readonly at: "done"; readonly result: TextReplaced & { readonly since: number } };

/**
 * Puts an earlier text's words back into the draft: says what would change, and does it as an ordinary edit of
 * the reader, which takes one step to undo.
 */
export default function RestoreVersion(props: RestoreVersionProps) {
  const { documentId, asked, editor, mayEdit, onClose } = props;
  const [step, setStep] = useState<RestoreStep>({ at: "loading" });
  if (!mayEdit) {
    return (
      <Banner kind="word" action={<CloseButton onClick={onClose} />}>
        Only drafters can put an earlier text back, while the draft is open. Nothing was changed.
      </Banner>
    );
  }
  if (step.at === "done") {
    return (
      <Banner kind="word" action={<CloseButton onClick={onClose} />}>
        <output>{resultSentence(asked, step.result)}</output>
      </Banner>
    );
  }
  const write = async (version: ProseJSON, chosen: ReadonlySet<RestorePart>) => {
    if (!editor) return;
    setStep({ at: "writing" });
    // Others may have written since it was shown: only what is still as it was shown is changed.
    const keys = new Set([...chosen].map(({ key }) => key));
    const doc = editor.state.doc.toJSON() as ProseJSON;
    const again = await inSlices(planRestore(doc, version), () => editor.isDestroyed);
    if (!again) return;
    const same = again.parts.filter(({ key }) => keys.has(key));
    const since = keys.size - new Set(same.map(({ key }) => key)).size;
    replaceText(editor, again.compose(new Set(same)), (result) => {
      setStep({ at: "done", result: { ...result, since } });
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      // Undo is the next thing that somebody may want.
      onCloseFocus={(event) => {
        event.preventDefault();
        editor?.view.focus();
      }}
      wide
      title={`Put ${restoredLabel(asked)} back`}
      lead="It is an edit of yours like any other: everybody sees it at once, and one Undo takes it back."
    >
      {step.at === "failed" ? (
        <div className="grid gap-4">
          <p>
            The earlier text could not be read. The draft was not changed; try again, and load the
            page anew if it happens twice.
          </p>
          <div>
            <Button onClick={() => setStep({ at: "loading" })}>Try again</Button>
          </div>
        </div>
      ) : step.at === "chosen" ? (
        <Choice
          plan={step.plan}
          blocks={asked.blocks}
          onCancel={onClose}
          onConfirm={(chosen) => void write(step.version, chosen)}
        />
      ) : step.at === "loading" ? (
        <Comparing
          documentId={documentId}
          asked={asked}
          editor={editor}
          onCompared={(version, plan) => setStep({ at: "chosen", version, plan })}
          onFailure={() => setStep({ at: "failed" })}
        />
      ) : (
        <p>Writing…</p>
      )}
    </Dialog>
  );
}

/** Fetches the version and compares the draft with it, once the draft takes edits. */
function Comparing({
  documentId,
  asked,
  editor,
  onCompared,
  onFailure,
}: Pick<RestoreVersionProps, "documentId" | "asked" | "editor"> & {
  readonly onCompared: (version: ProseJSON, plan: RestorePlan) => void;
  readonly onFailure: () => void;
}) {
  const latest = useLatest({ onCompared, onFailure });
  useEffect(() => {
    if (!editor) return undefined;
    let isWanted = true;
    const compare = async () => {
      const version = await fetchText(documentId, asked);
      const now = editor.state.doc.toJSON() as ProseJSON;
      const plan = await inSlices(planRestore(now, version), () => !isWanted);
      if (plan && isWanted) latest.current?.onCompared(version, plan);
    };
    compare().catch((error: unknown) => {
      reportUnlessUnreachable(error);
      if (isWanted) latest.current?.onFailure();
    });
    return () => {
      isWanted = false;
    };
  }, [documentId, asked, editor, latest]);
  return <p>{editor ? "Comparing the draft with it…" : "Waiting until the draft takes edits…"}</p>;
}

function CloseButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button className="min-h-9 px-3 py-1.5" onClick={onClick}>
      Close
    </Button>
  );
}

/** Shows what would change, of the whole text or of chosen sections. */
function Choice({
  plan,
  blocks,
  onCancel,
  onConfirm,
}: {
  readonly plan: RestorePlan;
  readonly blocks: readonly string[];
  readonly onCancel: () => void;
  readonly onConfirm: (chosen: ReadonlySet<RestorePart>) => void;
}) {
  const id = useId();
  const offered = useMemo(
    () =>
      blocks.length === 0
        ? plan.parts
        : plan.parts.filter(({ ids }) => ids.some((one) => blocks.includes(one))),
    [plan, blocks],
  );
  const sections = [...new Set(offered.map(({ section }) => section))];
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = offered.filter(({ section }) => !left.has(section));
  const drawn = useMemo(() => drawnParts(chosen), [chosen]);
  if (offered.length === 0) {
    return (
      <div className="grid gap-4">
        <p>
          {blocks.length === 0
            ? "The draft has the same words already. There is nothing to put back."
            : "This paragraph has the same words already. There is nothing to put back."}
        </p>
        <div>
          <Button onClick={onCancel}>Close</Button>
        </div>
      </div>
    );
  }
  const toggle = (section: number) => {
    const next = new Set(left);
    if (!next.delete(section)) next.add(section);
    setLeft(next);
  };
  const count = counted(chosen.length, "paragraph");
  return (
    <div className="grid gap-5">
      {sections.length > 1 ? (
        <fieldset>
          <legend className="mb-1 font-medium">Sections to put back</legend>
          <ul className="grid max-h-48 gap-0.5 overflow-y-auto">
            {sections.map((section) => {
              const parts = offered.filter((part) => part.section === section).length;
              return (
                <li key={section}>
                  <label className="flex items-baseline gap-2 py-1" htmlFor={`${id}-${section}`}>
                    <input
                      id={`${id}-${section}`}
                      type="checkbox"
                      checked={!left.has(section)}
                      onChange={() => toggle(section)}
                    />
                    <span>{plan.sections[section] ?? "Before the first heading"}</span>
                    <span className="text-sm text-ink-soft">{parts}</span>
                  </label>
                </li>
              );
            })}
          </ul>
        </fieldset>
      ) : null}
      <section aria-label="What would change">
        <p className="mb-2 font-medium">What would change in the draft</p>
        <div className="redline is-proposal max-h-72 overflow-y-auto rounded border border-rule bg-paper p-4">
          <div className="prose" dangerouslySetInnerHTML={{ __html: drawn }} />
          {chosen.length > MOST_DRAWN ? (
            <p className="mt-3 text-sm text-ink-soft">
              {chosen.length - MOST_DRAWN} more are not shown here.
            </p>
          ) : null}
        </div>
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          look="primary"
          disabled={chosen.length === 0}
          onClick={() => onConfirm(new Set(chosen))}
        >
          Put {count} back
        </Button>
      </div>
    </div>
  );
}

function drawnParts(parts: readonly RestorePart[]): string {
  const blocks = parts.slice(0, MOST_DRAWN).flatMap((part) => part.blocks);
  return redlineToHtml({ blocks, counts: NO_COUNTS, exact: true });
}

const NO_COUNTS = { inserted: 0, deleted: 0, moved: 0, changed: 0 };

/** Names the words that are put back. */
function restoredLabel({ text }: AskedRestore): string {
  return typeof text === "number" ? `words of version ${text}` : "earlier words";
}

function resultSentence(
  asked: AskedRestore,
  { left, since, isCut }: TextReplaced & { readonly since: number },
): string {
  if (isCut) {
    return `Only a part of the ${restoredLabel(asked)} was put back, since the draft was closed or something was undone meanwhile. Undo takes that part back.`;
  }
  const kept = left + since;
  const others =
    kept === 0
      ? ""
      : ` ${counted(kept, "paragraph was", "paragraphs were")} left alone, since others changed something there meanwhile.`;
  return `The ${restoredLabel(asked)} are back.${others} One Undo takes this back.`;
}

async function fetchText(documentId: string, { text }: AskedRestore): Promise<ProseJSON> {
  const of =
    typeof text === "number"
      ? `versions/${text}`
      : `state?generation=${text.generation}&sequence=${text.sequence}`;
  const answer = await fetch(`/documents/${documentId}/changes/${of}`).catch(unreachable);
  if (!answer.ok) return unreachable();
  const { prose } = (await answer.json().catch(unreachable)) as { readonly prose: ProseJSON };
  return prose;
}
