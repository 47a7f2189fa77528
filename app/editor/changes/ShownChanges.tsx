import { ArrowDown, ArrowUp, Undo2, X } from "lucide-react";
import { useState } from "react";
import { organizationColor } from "#app/domain/colors.ts";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { useStore } from "#app/ui/store.ts";
import { changeSentence, doerText } from "./change-sentences.ts";
import type { LiveComparison, ListedChange } from "./comparison.ts";
import { countedChanges, countsByPerson } from "./counts.ts";
import { Since } from "./Since.tsx";
import type { DeskChanges } from "./use-changes.ts";

const SMALL = "min-h-9 px-3 py-1.5";

/** The changes that are drawn in the text, and the one that one stands at: one bar, on a phone too (M32). */
export function ShownChanges({
  comparison,
  changes,
  who,
}: {
  readonly comparison: LiveComparison;
  readonly changes: DeskChanges;
  readonly who: {
    readonly userId: string;
    readonly documentId: string;
    /** Whether the reader may put words back. */
    readonly may: boolean;
  };
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
          <span className="font-medium">{countedChanges(left)}</span> since{" "}
          <Since choice={comparison.choice} changes={changes} />
        </label>
        {left.length > 0 ? (
          <span className="max-sm:sr-only">: {countsByPerson(left, who.userId)}</span>
        ) : null}
        {seen > 0 ? <span className="text-ink-soft"> ({seen} seen)</span> : null}
      </p>
      {at ? (
        <output className="changes-at">
          <ChangeSentence at={at} number={index + 1} count={all.length} />
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
        <ButtonLink
          className={`${SMALL} max-sm:hidden`}
          to={`/documents/${who.documentId}/history`}
        >
          History
        </ButtonLink>
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

/** Tells what failed, and at which change. */
interface ProblemAt {
  readonly at: string | null;
  readonly words: string;
}

/** "3 of 12: Ana Example (Council), Nov 27, 2:02 p.m., replaced “old” by “new”." */
function ChangeSentence({
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
      <span className={`changes-who ${org}`}>{doerText(change.doer, person, suggesters)}</span>,{" "}
      {asSentence(changeSentence(change))}
    </>
  );
}

/** Actions on the change that one stands at. */
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
