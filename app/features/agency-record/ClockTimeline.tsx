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
      {points.map(({ key, day, what, is, isInvented, eventId }) => (
        <li
          key={key}
          className={clsx(
            "relative grid gap-x-4 py-1.5 pl-6 sm:grid-cols-[7.5rem_minmax(0,1fr)]",
            is === "due" && day < today && "text-ink-soft",
          )}
        >
          <span
            aria-hidden
            className={clsx(
              "absolute top-3 -left-[0.4375rem] size-3 rounded-full border-2",
              is === "due" && "border-accent bg-paper",
              is === "today" && "border-danger bg-danger",
              is === "ours" && "border-accent bg-accent",
              is === "theirs" && "border-ink-soft bg-ink-soft",
            )}
          />
          <time dateTime={day} className="tabular-nums">
            {shortDate(day)}
          </time>
          <span>
            {eventId === null ? (
              <span className={clsx(is === "today" && "font-medium text-danger")}>{what}</span>
            ) : (
              <a href={`#event-${eventId}`} className="link">
                {what}
              </a>
            )}
            {is === "theirs" ? <span className="text-ink-soft">, the agency</span> : null}
            {is === "due" && day < today ? <span>, passed</span> : null}
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
