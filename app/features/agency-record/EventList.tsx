import { Link } from "react-router";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { personInWords } from "#app/features/organization/person-words.ts";
import type { CurrentEvent, RecordedEvent, RetractedEvent } from "#server/services/index.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { daysInWords, eventInWords, lacksInWords, titleOfEvent } from "./event-words.ts";

interface EventListProps {
  readonly documentId: string;
  readonly events: readonly CurrentEvent[];
  readonly mayRecord: boolean;
}

/** The recorded events by date, each with what it corrected (L16). */
export function EventList({ documentId, events, mayRecord }: EventListProps) {
  return (
    <Card>
      <ol className="divide-y divide-rule">
        {events.map((current) => (
          <li
            key={current.event.id}
            id={`event-${current.event.id}`}
            className="scroll-mt-24 px-5 py-4 target:bg-accent-soft"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <h3 className="font-medium">{titleOfEvent(current.event)}</h3>
              <p className="text-sm text-ink-soft tabular-nums">{daysInWords(current.event)}</p>
            </div>
            <EventDetails recorded={current} />
            {current.attachments.length > 0 ? (
              <div className="mt-2">
                <AttachmentList files={current.attachments} />
              </div>
            ) : null}
            {current.earlier.map((earlier) => (
              <FormerEvent key={earlier.event.id} recorded={earlier} />
            ))}
            <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
              {current.event.isInvented ? <InventedMark /> : null}
              <span>
                {personInWords(current.by)}, <Timestamp at={current.at} as="day" />
              </span>
              <Link
                to={`/documents/${documentId}/record/events/${current.event.id}`}
                className="link"
              >
                {mayRecord ? "Items, files, corrections" : "More"}
                <span className="sr-only">
                  {" "}
                  of {titleOfEvent(current.event)}, {daysInWords(current.event)}
                </span>
              </Link>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What an event says besides its dates. */
export function EventDetails({ recorded: { event } }: { readonly recorded: RecordedEvent }) {
  const words = eventInWords(event).join(" ");
  return (
    <>
      {words === "" ? null : <p className="mt-0.5 wrap-anywhere">{words}</p>}
      {event.note === null ? null : (
        <p className="mt-0.5 whitespace-pre-line text-ink-soft">{event.note}</p>
      )}
      {lacksInWords(event).map(({ what, follows }) => (
        <p key={what} className="mt-1 border-l-2 border-accent pl-3">
          <b className="font-medium">It lacks {what}.</b> {follows}
        </p>
      ))}
    </>
  );
}

/** What was recorded before a correction. */
function FormerEvent({ recorded }: { readonly recorded: RecordedEvent }) {
  const { event, by, at } = recorded;
  return (
    <div className="mt-2 border-l-2 border-rule-strong pl-3 text-sm text-ink-soft">
      <p>
        Recorded before as <s>{titleOfEvent(event)}</s>, <s>{daysInWords(event)}</s>, by{" "}
        {personInWords(by)}, <Timestamp at={at} ends />
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
        {events.length === 1 ? "1 event was taken back" : `${events.length} events were taken back`}
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
                {titleOfEvent(retracted.event)}, {daysInWords(retracted.event)}
              </s>
            </p>
            <p>{retracted.reason}</p>
            <p className="text-ink-soft">
              {personInWords(retracted.retraction.by)}, <Timestamp at={retracted.retraction.at} />
            </p>
            <AttachmentList files={retracted.attachments} />
          </li>
        ))}
      </ul>
    </details>
  );
}
