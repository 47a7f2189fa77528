import { counted } from "#app/domain/counted.ts";
import { clsx } from "clsx";
import type { WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Says how many lines of a list are left out. */
export function NotShown({ count }: { readonly count: number }) {
  return count > 0 ? (
    <p className="border-t border-rule px-5 py-3 text-sm text-ink-soft">
      {counted(count, "more is", "more are")} not shown here. The pages of the matters have all of
      them.
    </p>
  ) : null;
}

/** The day of an entry and how far off it is, or since when it waits. */
export function EntryDay({
  entry: { due, since },
  isLate,
}: {
  readonly entry: Pick<WaitingEntry, "due" | "since">;
  readonly isLate: boolean;
}) {
  if (due !== null) {
    return (
      <p className="text-sm sm:max-w-64 sm:text-right">
        <time dateTime={due.on} className="block">
          {due.words}
        </time>
        <span className={clsx(isLate ? "font-medium text-danger" : "text-ink-soft")}>
          {due.distance}
        </span>
      </p>
    );
  }
  return since === null ? null : (
    <p className="text-sm text-ink-soft">
      since <Timestamp at={since} as="day" />
    </p>
  );
}
