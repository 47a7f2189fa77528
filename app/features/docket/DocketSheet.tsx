import { clsx } from "clsx";
import { Link } from "react-router";
import {
  docketKindOf,
  maySetDays,
  type DocketEventKind,
} from "#app/domain/docket-event/kinds/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import type { DocketLine, DocketLineText, RetractedLine } from "#server/services/index.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { docketPaths } from "./docket-paths.ts";
import { DueDay } from "./SuitDeadlines.tsx";

interface DocketSheetProps {
  readonly paths: ReturnType<typeof docketPaths>;
  readonly mayRecord: boolean;
  readonly today: string;
}

/** The docket sheet: number, date, text, what follows from each entry, files. */
export function DocketSheet({
  lines,
  ...rest
}: DocketSheetProps & { readonly lines: readonly DocketLine[] }) {
  return (
    <Card>
      <ol className="divide-y divide-rule">
        {lines.map((line) => (
          <li
            key={line.id}
            id={`entry-${line.id}`}
            className="grid gap-x-4 gap-y-1 px-5 py-4 sm:grid-cols-[4rem_7rem_minmax(0,1fr)]"
          >
            <Place line={line} />
            <Entry line={line} {...rest} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Number and date: side by side on a phone, in columns elsewhere. */
function Place({ line: { number, dated } }: { readonly line: DocketLineText }) {
  return (
    <div className="flex gap-x-3 tabular-nums sm:contents">
      <p className="font-medium">
        {number === null ? (
          <span className="font-normal text-ink-soft">
            <span aria-hidden>–</span>
            <span className="sr-only">No number</span>
          </span>
        ) : (
          <>
            <span className="sr-only">No. </span>
            {number}
          </>
        )}
      </p>
      <p className="text-ink-soft">
        {dated === null ? <i>Not recorded</i> : <time dateTime={dated}>{shortDate(dated)}</time>}
      </p>
    </div>
  );
}

function Entry({
  line,
  paths,
  mayRecord,
  today,
  open = line.follows,
}: DocketSheetProps & {
  readonly line: DocketLine;
  /** The deadlines of it that may be open, where they are shown elsewhere. */
  readonly open?: DocketLine["follows"];
}) {
  const { kind, text, sentences, follows, before, attachments, document } = line;
  const shown = follows.filter(
    // An entry that is itself a deadline shows its date already.
    (deadline) => deadline.key !== line.id && isShownThere(deadline),
  );
  return (
    <div className="min-w-0">
      <p className="whitespace-pre-line">{text}</p>
      <p className="text-sm text-ink-soft">
        {[namesItself(line) ? null : `${docketKindOf(kind).label}.`, ...sentences]
          .filter(Boolean)
          .join(" ")}
      </p>
      {document ? (
        <p className="text-sm">
          <Link to={`/documents/${document.id}`} className="link">
            {document.title}
          </Link>
        </p>
      ) : null}
      {shown.length > 0 ? (
        <ul
          aria-label="What follows"
          className="mt-2 grid gap-1 border-l-2 border-rule-strong pl-3"
        >
          {shown.map((deadline) => (
            <li key={deadline.key} className="text-[0.9375rem]">
              <span className="mr-2">{deadline.what}:</span>
              <span className="inline-block">
                <DueDay deadline={deadline} today={today} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {line.hanging.length > 0 ? (
        <Hanging lines={line.hanging} paths={paths} mayRecord={mayRecord} today={today} />
      ) : null}
      {attachments.length > 0 ? (
        <div className="mt-2">
          <AttachmentList files={attachments} />
        </div>
      ) : null}
      {before.map((earlier) => (
        <FormerLine key={earlier.id} line={earlier} />
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
        {line.isInvented ? <InventedMark /> : null}
        <span>
          {personLabel(line.by)}, <Timestamp at={line.at} as="day" />
        </span>
        {mayRecord ? <Acts line={line} open={open} paths={paths} today={today} /> : null}
      </div>
    </div>
  );
}

/** The days that an entry sets, the earliest first: each its own entry, corrected and done by itself. */
function Hanging({ lines, ...rest }: DocketSheetProps & { readonly lines: readonly DocketLine[] }) {
  return (
    <ul
      aria-label="Days that it sets"
      className="mt-2 grid gap-3 border-l-2 border-rule-strong pl-3"
    >
      {lines.map((line) => (
        <li key={line.id} id={`entry-${line.id}`} className="scroll-mt-24 text-[0.9375rem]">
          {line.follows.filter(isShownThere).map((deadline) => (
            <div key={deadline.key} className="flex flex-wrap gap-x-2">
              <DueDay deadline={deadline} today={rest.today} />
            </div>
          ))}
          <Entry line={{ ...line, follows: [] }} open={line.follows} {...rest} />
        </li>
      ))}
    </ul>
  );
}

/** Whether a day stands with its entry: services and releases have tables of their own. */
function isShownThere({ kind }: DocketLine["follows"][number]): boolean {
  return kind !== "service" && kind !== "release";
}

/** Whether the text begins with the name of the entry's kind. */
function namesItself({ kind, text }: DocketLine): boolean {
  return text.toLowerCase().startsWith(docketKindOf(kind).label.toLowerCase());
}

function Acts({
  line,
  open,
  paths,
  today,
}: Pick<DocketSheetProps, "paths" | "today"> & {
  readonly line: DocketLine;
  readonly open: DocketLine["follows"];
}) {
  const { id, kind, text, suggestedKind, isOpen, named } = line;
  const about = <span className="sr-only"> “{text.slice(0, 60)}”</span>;
  const isUndone = isOpen && open.some(({ isDone, isMoot }) => !isDone && !isMoot);
  const { label, question } = docketKindOf(kind).task ?? DONE;
  const isAhead = named.some(({ dated }) => dated >= today);
  return (
    <>
      <Link to={paths.event(id)} className="link">
        Correct or attach{about}
      </Link>
      {suggestedKind === null ? null : (
        <Link to={paths.event(id, suggestedKind)} className="link">
          Is this {docketKindOf(suggestedKind).recognized?.asked}?{about}
        </Link>
      )}
      {named.length > 0 || (maySetDays(kind) && !SETS_NONE.has(kind)) ? (
        <Link to={paths.days(id)} className={clsx("link", isAhead && "font-medium")}>
          {named.length === 0
            ? "Record a day that it sets"
            : `Confirm ${named.length === 1 ? "the day" : `${named.length} days`} that it sets`}
          {about}
        </Link>
      ) : null}
      {isUndone ? (
        <ConfirmForm
          intent="finish"
          fields={{ eventId: id }}
          label={label}
          look="quiet"
          about={text.slice(0, 60)}
          question={question}
          consequence="Everybody in the matter sees it, and no reminder comes any more. The entry can be corrected."
          confirm="Record that it is done"
        />
      ) : null}
    </>
  );
}

/** Papers that order nothing: a day after them is offered only where a rule sets one. */
const SETS_NONE: ReadonlySet<DocketEventKind> = new Set(["service", "answer", "appeal"]);

const DONE = { label: "Done", question: "Is it done?" };

/** The text of an entry before its correction. */
function FormerLine({ line }: { readonly line: DocketLineText }) {
  return (
    <p className="mt-2 text-sm text-ink-soft">
      Corrected; it said:{" "}
      <del>
        {[line.number === null ? null : `No. ${line.number}`, line.dated && shortDate(line.dated)]
          .filter(Boolean)
          .join(", ")}{" "}
        {line.text} {line.sentences.join(" ")}
      </del>{" "}
      ({personLabel(line.by)}, <Timestamp at={line.at} as="day" />)
    </p>
  );
}

/** Retracted entries with their reasons. */
export function RetractedLines({ lines }: { readonly lines: readonly RetractedLine[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {lines.map(({ line, reason, attachments, by, at }) => (
          <li
            key={line.id}
            id={`entry-${line.id}`}
            className="scroll-mt-24 px-5 py-4 text-[0.9375rem]"
          >
            <del className="text-ink-soft">
              {[line.number && `No. ${line.number}`, line.dated && shortDate(line.dated)]
                .filter(Boolean)
                .join(", ")}{" "}
              {line.text}
            </del>
            <p className="mt-0.5 whitespace-pre-line">{reason}</p>
            <p className="text-sm text-ink-soft">
              {personLabel(by)}, <Timestamp at={at} as="day" />
            </p>
            <AttachmentList files={attachments} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
