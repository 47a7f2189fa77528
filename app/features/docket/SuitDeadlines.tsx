import { clsx } from "clsx";
import { Link } from "react-router";
import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { hourText } from "#app/domain/clock-hour.ts";
import { shortDate, writtenDate } from "#app/domain/dates.ts";
import type { docketPaths } from "./docket-paths.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";

/** The open deadlines of a lawsuit, earliest first, each with its reason and source. */
export function SuitDeadlines({
  deadlines,
  today,
  paths,
  drafts,
}: {
  readonly deadlines: readonly SuitDeadline[];
  readonly today: string;
  /** Null where the reader records nothing. */
  readonly paths: ReturnType<typeof docketPaths> | null;
  /** Where a paper that is due can be begun, by the key of its deadline. */
  readonly drafts: ReadonlyMap<string, string>;
}) {
  return (
    <>
      <Card>
        <ol className="divide-y divide-rule">
          {deadlines.map((deadline) => (
            <li key={deadline.key} className="px-5 py-4">
              <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <p className="min-w-0 font-medium">{deadline.what}</p>
                <DueDay deadline={deadline} today={today} />
              </div>
              <Derivation deadline={deadline} />
              {deadline.kind === "notice-of-appeal" && paths ? (
                <AppealLinks to={paths} eventId={deadline.eventId} />
              ) : null}
              <DraftLink to={drafts.get(deadline.key)} what={deadline.what} />
            </li>
          ))}
        </ol>
      </Card>
      <p className="mt-2 text-sm text-ink-soft">
        Days roll forward off weekends and federal holidays (FRCP 6(a)). Holidays of the state,
        local rules and standing orders are not known here: check them.
      </p>
    </>
  );
}

/** Closes the time to appeal: the notice, or that there will be none. */
function AppealLinks({
  to,
  eventId,
}: {
  readonly to: ReturnType<typeof docketPaths>;
  readonly eventId: string | null;
}) {
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
      <Link to={to.record("appeal")} className="link">
        Record the notice of appeal
      </Link>
      {eventId === null ? null : (
        <Link to={to.event(eventId)} className="link">
          None will be filed
        </Link>
      )}
    </p>
  );
}

function DraftLink({ to, what }: { readonly to: string | undefined; readonly what: string }) {
  if (to === undefined) return null;
  return (
    <p className="mt-1 text-sm">
      <Link to={to} className="link">
        Draft it<span className="sr-only">: {what}</span>
      </Link>
    </p>
  );
}

/** A due date, and whether it has passed. */
export function DueDay({
  deadline: { kind, due, hour, isDone, isMoot, by },
  today,
}: {
  readonly deadline: SuitDeadline;
  readonly today: string;
}) {
  const isOpen = !isDone && !isMoot;
  const isOver = isOpen && due < today;
  const isToday = isOpen && due === today;
  // Of an appeal it may have been decided that none is filed.
  const settled = kind === "notice-of-appeal" ? "Decided" : "Done";
  const passed = by === "us" ? "Overdue" : "Missed";
  const status = isDone ? settled : isOver ? passed : isToday ? "Today" : null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
      <span>
        <time dateTime={due}>{writtenDate(due)}</time>
        {hour ? `, ${hourText(hour)}` : null}
      </span>
      <span
        className={clsx("text-sm", isOver || isToday ? "font-medium text-danger" : "text-ink-soft")}
      >
        {status}
      </span>
    </p>
  );
}

/** The reason for a date, its source, and the date under another reading of an unsettled rule. */
function Derivation({ deadline }: { readonly deadline: SuitDeadline }) {
  const { why, source, orElse, isInvented, by } = deadline;
  return (
    <div className="mt-0.5 grid gap-1 text-sm text-ink-soft">
      <p>
        {by === "us" ? "Ours. " : "Theirs. "}
        {why} <span className="whitespace-nowrap">[{source}]</span>
      </p>
      {orElse === null ? null : (
        <p>
          Counted from service on the agency instead it is{" "}
          <time dateTime={orElse}>{shortDate(orElse)}</time>. Which of the two counts is unsettled.
        </p>
      )}
      {isInvented ? (
        <p>
          <InventedMark />
        </p>
      ) : null}
    </div>
  );
}
