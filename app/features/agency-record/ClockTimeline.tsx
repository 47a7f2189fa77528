import { clsx } from "clsx";
import { shortDate } from "#app/domain/dates.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import type { ClockPoint } from "./clock-points.ts";

/** A vertical timeline of past events and due dates. */
export function ClockTimeline({
  points,
  today,
}: {
  readonly points: readonly ClockPoint[];
  /** ISO date. */
  readonly today: string;
}) {
  return (
    <ol className="ml-2 border-l-2 border-rule-strong">
      {points.map(({ key, day, what, mark, isInvented, eventId }) => (
        <li
          key={key}
          className={clsx(
            "relative grid gap-x-4 py-1.5 pl-6 sm:grid-cols-[7.5rem_minmax(0,1fr)]",
            mark === "due" && day < today && "text-ink-soft",
          )}
        >
          <span
            aria-hidden
            className={clsx(
              "absolute top-3 -left-[0.4375rem] size-3 rounded-full border-2",
              mark === "due" && "border-accent bg-paper",
              mark === "today" && "border-danger bg-danger",
              mark === "ours" && "border-accent bg-accent",
              mark === "theirs" && "border-ink-soft bg-ink-soft",
            )}
          />
          <time dateTime={day} className="tabular-nums">
            {shortDate(day)}
          </time>
          <span>
            {eventId === null ? (
              <span className={clsx(mark === "today" && "font-medium text-danger")}>{what}</span>
            ) : (
              <a href={`#event-${eventId}`} className="link">
                {what}
              </a>
            )}
            {mark === "theirs" ? <span className="text-ink-soft">, the agency</span> : null}
            {mark === "due" && day < today ? <span>, passed</span> : null}
            {isInvented ? (
              <>
                {" "}
                <InventedMark />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
