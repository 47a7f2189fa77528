import { ArrowDown, ArrowUp, Undo2, X } from "lucide-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import type { BaselineChoice } from "#app/domain/changes/answers.ts";
import { organizationColor } from "#app/domain/colors.ts";
import { shortInstant } from "#app/domain/dates.ts";
import type { MarginProps } from "#app/editor/margin/margin-props.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { useStore } from "#app/ui/store.ts";
import { changeInWords, doerInWords } from "./change-words.ts";
import type { LiveComparison, ListedChange } from "./comparison.ts";
import { counted, countsByOrganization, countsByPerson } from "./counts.ts";
import { type DeskChanges, useChanges } from "./use-changes.ts";
import "./changes.css";

const SMALL = "min-h-9 px-3 py-1.5";

/** What changed in the draft since a moment: the bar above the text, and the marks in it (M14). */
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
      return <Shown comparison={shown.comparison} changes={changes} who={who} />;
    case "loading":
      return (
        <Banner kind="word" action={<CloseButton onClick={close} />}>
          <output>Looking for what changed since {choiceInWords(shown.choice)}…</output>
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

/** What others changed since the reader looked, said once and quietly (M16). */
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
        {counted(theirs.length)} {countsByOrganization(theirs)} since you looked.
      </output>
    </Banner>
  );
}

function Shown({
  comparison,
  changes,
  who,
}: {
  readonly comparison: LiveComparison;
  readonly changes: DeskChanges;
  readonly who: BarFor;
}) {
  const { changes: all, current } = useStore(comparison.state);
  const [problem, setProblem] = useState<ProblemAt | null>(null);
  const [asks, setAsks] = useState(false);
  const left = all.filter(({ isSeen }) => !isSeen);
  const seen = all.length - left.length;
  const index = all.findIndex(({ change }) => change.id === current);
  const at = all[index] ?? null;
  const fail = (words: string) => setProblem({ at: current, words });
  return (
    <section aria-label="Changes" className="changes-bar" data-at={at ? true : undefined}>
      <p className="changes-count">
        <label>
          <span className="font-medium">{counted(left.length)}</span> since{" "}
          <Since choice={comparison.choice} changes={changes} />
        </label>
        {left.length > 0 ? (
          <span className="max-sm:sr-only">: {countsByPerson(left, who.userId)}</span>
        ) : null}
        {seen > 0 ? <span className="text-ink-soft"> ({seen} seen)</span> : null}
      </p>
      {at ? (
        <output className="changes-at">
          <ChangeInWords at={at} number={index + 1} count={all.length} />
          {problem?.at === current ? (
            <span className="block text-danger">{problem.words}</span>
          ) : null}
        </output>
      ) : null}
      <div className="changes-acts">
        <IconButton
          icon={ArrowUp}
          label="Previous change"
          disabled={all.length === 0}
          onClick={() => comparison.step(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label="Next change"
          disabled={all.length === 0}
          onClick={() => comparison.step(1)}
        />
        {at ? (
          <AtChange
            at={at}
            comparison={comparison}
            mayEdit={who.may}
            isLast={left.length < 2}
            onFail={fail}
          />
        ) : null}
        {left.length > 0 ? (
          <Button className={SMALL} onClick={() => setAsks(true)}>
            All seen
          </Button>
        ) : null}
        <Button className={SMALL} onClick={changes.close}>
          <X aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:sr-only">Close</span>
        </Button>
      </div>
      <ConfirmDialog
        open={asks}
        onClose={() => setAsks(false)}
        title={`Mark ${left.length === 1 ? "the change" : `all ${left.length} changes`} as seen?`}
        confirm="All seen"
        look="primary"
        onConfirm={() => {
          setAsks(false);
          void comparison.tickAll().catch(() => fail(NOT_TICKED));
        }}
      >
        For yourself alone. The text stays as it is.
      </ConfirmDialog>
    </section>
  );
}

/** What could not be done, and at which change. */
interface ProblemAt {
  readonly at: string | null;
  readonly words: string;
}

/** The moment that changes are shown since, to choose. */
function Since({
  choice,
  changes,
  label,
}: {
  readonly choice: BaselineChoice;
  readonly changes: DeskChanges;
  /** Where no label is around it. */
  readonly label?: string;
}) {
  const baselines = changes.answer?.baselines ?? [choice];
  const list = baselines.some(({ key }) => key === choice.key) ? baselines : [choice, ...baselines];
  return (
    <select
      className="changes-since"
      aria-label={label}
      value={choice.key}
      onChange={(event) => {
        const next = list.find(({ key }) => key === event.target.value);
        if (next) void changes.open(next);
      }}
    >
      {list.map((one) => (
        <option key={one.key} value={one.key}>
          {choiceInWords(one)}
        </option>
      ))}
    </select>
  );
}

/** "3 of 12: Ana Example (Council), Nov 27, 2:02 p.m., replaced “old” by “new”." */
function ChangeInWords({
  at: { change, person, suggesters },
  number,
  count,
}: {
  readonly at: ListedChange;
  readonly number: number;
  readonly count: number;
}) {
  const org = person ? `org-${organizationColor(person.colour).cssName}` : "";
  return (
    <>
      {number} of {count}:{" "}
      <span className={`changes-who ${org}`}>{doerInWords(change.doer, person, suggesters)}</span>,{" "}
      {asSentence(changeInWords(change))}
    </>
  );
}

/** What can be done with the change that one stands at. */
function AtChange({
  at,
  comparison,
  mayEdit,
  isLast,
  onFail,
}: {
  readonly at: ListedChange;
  readonly comparison: LiveComparison;
  readonly mayEdit: boolean;
  /** Whether no other is left to be seen. */
  readonly isLast: boolean;
  readonly onFail: (words: string) => void;
}) {
  const { change, isSeen } = at;
  const notTicked = () => onFail(NOT_TICKED);
  return (
    <>
      {isSeen ? (
        <Button className={SMALL} onClick={() => void comparison.tick(at, false).catch(notTicked)}>
          Not seen yet
        </Button>
      ) : (
        <Button
          className={SMALL}
          look="primary"
          onClick={() => void comparison.tickAndGoOn(at).catch(notTicked)}
        >
          {isLast ? "Seen" : "Seen, next"}
        </Button>
      )}
      {mayEdit && isOfTable(change) ? (
        <span className="text-ink-soft">Lines and columns are taken out in the table itself.</span>
      ) : mayEdit ? (
        <Button
          className={SMALL}
          onClick={() => {
            if (!comparison.putBack(change.id)) onFail(CANNOT);
          }}
        >
          <Undo2 aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:sr-only">Put the old words back</span>
        </Button>
      ) : null}
    </>
  );
}

/** Whether a line or a cell of a table came, which is not put back from here. */
function isOfTable({ pieces }: ListedChange["change"]): boolean {
  return pieces.some((piece) => piece.is === "line" || piece.is === "cell");
}

/** A period, unless the quoted words end with one. */
function asSentence(words: string): string {
  return /[.!?]”$/u.test(words) ? words : `${words}.`;
}

const CANNOT =
  "The old words can’t be put back from here: the text has changed around them, or they were part of a table. Nothing was changed.";
const NOT_TICKED =
  "That you have seen it could not be kept on the server; it counts until you leave this page.";

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

/** "version 2 “Filed draft”", "I last looked (Nov 26, 2:02 PM)". */
function choiceInWords({ kind, version, organization, at }: BaselineChoice): string {
  const when = shortInstant(new Date(at), new Intl.DateTimeFormat().resolvedOptions().timeZone);
  switch (kind) {
    case "looked":
      return `I last looked (${when})`;
    case "approved":
      return `${organization ?? "my organization"} last approved (version ${version?.number ?? ""}, ${when})`;
    case "version":
      return `version ${version?.number ?? ""}${version?.name ? ` “${version.name}”` : ""} (${when})`;
    case "day":
      return `the end of ${when.split(",").slice(0, 1).join("")}`;
  }
}
