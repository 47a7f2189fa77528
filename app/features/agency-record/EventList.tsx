import { counted } from "#app/domain/counted.ts";
import { clsx } from "clsx";
import { Link } from "react-router";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import type { CurrentEvent, RecordedEvent, RetractedEvent } from "#server/services/index.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import {
  eventDaysText,
  eventSentences,
  titleOfEvent,
} from "#app/domain/agency-record/event-sentences.ts";
import { lacksOfContent } from "./lacks-of-content.ts";

interface EventListProps {
  readonly documentId: string;
  readonly events: readonly CurrentEvent[];
  readonly mayRecord: boolean;
}

/** The record by date: each letter as one entry with all that it says (L63), and what was corrected. */
export function EventList({ documentId, events, mayRecord }: EventListProps) {
  return (
    <Card>
      <ol className="divide-y divide-rule">
        {lettersOf(events).map((parts) => (
          <li key={parts[0].letterId} className="px-5 py-4">
            {parts.length > 1 ? <LetterHead parts={parts} /> : null}
            {parts.map((part) => (
              <EventEntry
                key={part.event.id}
                documentId={documentId}
                current={part}
                mayRecord={mayRecord}
                isPart={parts.length > 1}
              />
            ))}
            {parts.length > 1 ? <LetterFiles parts={parts} /> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

type EventsOfLetter = readonly [CurrentEvent, ...CurrentEvent[]];

/** The events of each letter together, where its first one stands. */
function lettersOf(events: readonly CurrentEvent[]): EventsOfLetter[] {
  const letters = new Map<string, [CurrentEvent, ...CurrentEvent[]]>();
  for (const event of events) {
    const letter = letters.get(event.letterId);
    if (letter) letter.push(event);
    else letters.set(event.letterId, [event]);
  }
  return [...letters.values()];
}

/** The days of a letter, once for all that it says. */
function LetterHead({ parts }: { readonly parts: EventsOfLetter }) {
  const { event } = parts.find((part) => part.event.kind !== "received") ?? parts[0];
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h3 className="font-medium">One letter, {parts.length} things that it says</h3>
      <p className="text-sm text-ink-soft tabular-nums">{eventDaysText(event)}</p>
    </div>
  );
}

function LetterFiles({ parts }: { readonly parts: EventsOfLetter }) {
  const files = parts.flatMap(({ attachments }) => attachments);
  return files.length > 0 ? (
    <div className="mt-3">
      <AttachmentList files={files} />
    </div>
  ) : null;
}

function EventEntry({
  documentId,
  current,
  mayRecord,
  isPart,
}: {
  readonly documentId: string;
  readonly current: CurrentEvent;
  readonly mayRecord: boolean;
  /** Whether it is one of several things that a letter says: its days and files stand at the letter. */
  readonly isPart: boolean;
}) {
  const { event, attachments, earlier } = current;
  const Title = isPart ? "h4" : "h3";
  const hasOwnDay = !isPart || event.kind === "received";
  return (
    <div
      id={`event-${event.id}`}
      className={clsx(
        "scroll-mt-24 target:bg-accent-soft",
        isPart && "mt-3 border-l-2 border-rule pl-4",
      )}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Title className="font-medium">{titleOfEvent(event)}</Title>
        {hasOwnDay ? (
          <p className="text-sm text-ink-soft tabular-nums">{eventDaysText(event)}</p>
        ) : null}
      </div>
      <EventDetails recorded={current} />
      {!isPart && attachments.length > 0 ? (
        <div className="mt-2">
          <AttachmentList files={attachments} />
        </div>
      ) : null}
      {earlier.map((former) => (
        <FormerEvent key={former.event.id} recorded={former} />
      ))}
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
        {event.isInvented ? <InventedMark /> : null}
        <span>
          {personLabel(current.by)}, <Timestamp at={current.at} as="day" />
        </span>
        <Link to={`/documents/${documentId}/record/events/${event.id}`} className="link">
          {mayRecord ? "Items, files, corrections" : "More"}
          <span className="sr-only">
            {" "}
            of {titleOfEvent(event)}, {eventDaysText(event)}
          </span>
        </Link>
      </p>
    </div>
  );
}

/** Shows an event's contents besides its dates. */
export function EventDetails({ recorded: { event } }: { readonly recorded: RecordedEvent }) {
  const words = eventSentences(event).join(" ");
  return (
    <>
      {words === "" ? null : <p className="mt-0.5 wrap-anywhere">{words}</p>}
      {event.note === null ? null : (
        <p className="mt-0.5 whitespace-pre-line text-ink-soft">{event.note}</p>
      )}
      {lacksOfContent(event).map(({ what, follows }) => (
        <p key={what} className="mt-1 border-l-2 border-accent pl-3">
          <b className="font-medium">It lacks {what}.</b> {follows}
        </p>
      ))}
    </>
  );
}

/** Shows an event as it was recorded before a correction. */
function FormerEvent({ recorded }: { readonly recorded: RecordedEvent }) {
  const { event, by, at } = recorded;
  return (
    <div className="mt-2 border-l-2 border-rule-strong pl-3 text-sm text-ink-soft">
      <p>
        Recorded before as <s>{titleOfEvent(event)}</s>, <s>{eventDaysText(event)}</s>, by{" "}
        {personLabel(by)}, <Timestamp at={at} ends />
      </p>
      <EventDetails recorded={recorded} />
    </div>
  );
}

/** Retracted events with their reasons. */
export function RetractedEvents({ events }: { readonly events: readonly RetractedEvent[] }) {
  return (
    <details>
      <summary className="link inline-block cursor-pointer py-1">
        {counted(events.length, "event was taken back", "events were taken back")}
      </summary>
      <ul className="mt-2 grid gap-3">
        {events.map((retracted) => (
          <li
            key={retracted.event.id}
            id={`event-${retracted.event.id}`}
            className="scroll-mt-24 border-l-2 border-rule-strong pl-3 text-sm"
          >
            <p>
              <s>
                {titleOfEvent(retracted.event)}, {eventDaysText(retracted.event)}
              </s>
            </p>
            <p>{retracted.reason}</p>
            <p className="text-ink-soft">
              {personLabel(retracted.retraction.by)}, <Timestamp at={retracted.retraction.at} />
            </p>
            <AttachmentList files={retracted.attachments} />
          </li>
        ))}
      </ul>
    </details>
  );
}
