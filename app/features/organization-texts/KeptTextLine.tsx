import { Link } from "react-router";
import type { KeptTextSummary } from "#server/services/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** A line of the list of what an organization keeps. */
export function KeptTextLine({
  text: { name, note, changedBy, changedAt },
  to,
  of,
}: {
  readonly text: KeptTextSummary;
  readonly to: string;
  /** The kind of document that it begins; none for a clause. */
  readonly of?: string;
}) {
  return (
    <>
      <p>
        <Link to={to} className="font-medium wrap-anywhere hover:underline">
          {name}
        </Link>
        {of ? <span className="text-ink-soft"> · {of}</span> : null}
      </p>
      {note ? <p className="mt-1 wrap-anywhere">{note}</p> : null}
      <p className="mt-1 text-sm text-ink-soft">
        {changedBy ?? "Somebody who is no longer here"}, <Timestamp at={changedAt} as="day" />
      </p>
    </>
  );
}
