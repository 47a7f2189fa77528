import { createPortal } from "react-dom";
import type { MarginProps } from "#app/editor/margin/margin-props.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { useStore } from "#app/ui/store.ts";
import type { LiveComparison } from "./comparison.ts";
import { countedChanges, countsByOrganization } from "./counts.ts";
import { choiceLabel, Since } from "./Since.tsx";
import { ShownChanges } from "./ShownChanges.tsx";
import { type DeskChanges, useChanges } from "./use-changes.ts";
import "./changes.css";

const SMALL = "min-h-9 px-3 py-1.5";

/**
 * Shows what changed in the draft since a moment: the bar above the text, and the marks in it
 * (M14).
 */
export function Changes({ desk, editor, bars }: MarginProps) {
  const changes = useChanges(desk, editor);
  if (!bars) return null;
  const bar = barOf(changes, {
    userId: desk.you.userId,
    documentId: desk.view.id,
    may: desk.editable,
  });
  return bar && createPortal(bar, bars);
}

interface BarFor {
  readonly userId: string;
  readonly documentId: string;
  /** Whether the reader may put words back. */
  readonly may: boolean;
}

function barOf(changes: DeskChanges, who: BarFor) {
  const { shown, close } = changes;
  switch (shown.is) {
    case "nothing":
      return null;
    case "news":
      return <News comparison={shown.comparison} changes={changes} userId={who.userId} />;
    case "shown":
      return <ShownChanges comparison={shown.comparison} changes={changes} who={who} />;
    case "loading":
      return (
        <Banner kind="word" action={<CloseButton onClick={close} />}>
          <output>Looking for what changed since {choiceLabel(shown.choice)}…</output>
        </Banner>
      );
    case "differs":
      return <Differs shown={shown} changes={changes} documentId={who.documentId} />;
    case "failed":
      return (
        <Banner kind="word" action={<CloseButton onClick={close} />}>
          <output>{shown.sentence}</output>
        </Banner>
      );
  }
}

function CloseButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button className={SMALL} onClick={onClick}>
      Close
    </Button>
  );
}

/** Says once and quietly what others changed since the reader looked (M16). */
function News({
  comparison,
  changes,
  userId,
}: {
  readonly comparison: LiveComparison;
  readonly changes: DeskChanges;
  readonly userId: string;
}) {
  const { changes: all } = useStore(comparison.state);
  const theirs = all.filter(({ person, isSeen }) => !isSeen && person?.userId !== userId);
  if (theirs.length === 0) return null;
  return (
    <Banner
      kind="word"
      action={
        <>
          <Button className={SMALL} onClick={() => void changes.open(comparison.choice)}>
            Show
          </Button>
          <Button className={SMALL} look="quiet" onClick={changes.close}>
            Dismiss
          </Button>
        </>
      }
    >
      <output>
        {countedChanges(theirs)} {countsByOrganization(theirs)} since you looked.
      </output>
    </Banner>
  );
}

/** A moment from which the draft does not go on: the way to the texts, and to another moment. */
function Differs({
  shown: { choice, textOf },
  changes,
  documentId,
}: {
  readonly shown: Extract<DeskChanges["shown"], { readonly is: "differs" }>;
  readonly changes: DeskChanges;
  readonly documentId: string;
}) {
  return (
    <Banner
      kind="word"
      action={
        <>
          {textOf ? (
            <ButtonLink
              className={SMALL}
              to={`/documents/${documentId}/redline?from=${textOf.number}&to=draft`}
            >
              Compare the texts
            </ButtonLink>
          ) : null}
          <CloseButton onClick={changes.close} />
        </>
      }
    >
      Changes since <Since choice={choice} changes={changes} label="Changes since" />:{" "}
      <output>
        {choice.isKept
          ? "the draft was restored since, or converted by an upgrade, so who changed which words can’t be told."
          : "the draft as it was then is not kept, so who changed which words can’t be told."}{" "}
        {textOf === null
          ? "Choose another moment."
          : textOf.isSame
            ? "The two texts can be compared word by word."
            : `The text of version ${textOf.number}, made before it, can be compared with the draft word by word.`}
      </output>
    </Banner>
  );
}
