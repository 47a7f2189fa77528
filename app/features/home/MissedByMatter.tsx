import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import { missedPath } from "#app/domain/deadlines/missed.ts";
import type { WaitingEntry, WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { EntryDay, NotShown } from "./EntryDay.tsx";

/** The days that agencies missed, folded: one line a matter, the one with the latest day first. */
export function MissedByMatter({ group: { entries, more } }: { readonly group: WaitingGroup }) {
  const slugs = [...new Set(entries.map(({ matter }) => matter.slug))].toReversed();
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {slugs.map((slug) => (
          <li key={slug}>
            <Missed entries={entries.filter(({ matter }) => matter.slug === slug)} />
          </li>
        ))}
      </ul>
      <NotShown count={more} />
    </Card>
  );
}

function Missed({ entries }: { readonly entries: readonly WaitingEntry[] }) {
  const last = entries.at(-1);
  if (!last) return null;
  const { matter, due } = last;
  const isInvented = entries.some((entry) => entry.isInvented);
  return (
    <details>
      <summary className="cursor-pointer px-5 py-3 hover:bg-wash">
        <span className="font-medium">{counted(entries.length, "date")}</span>
        <span className="text-ink-soft">
          {" "}
          · {matter.title}, {entries.length === 1 ? "" : "the latest "}
          {due?.distance.split(", and")[0]}
        </span>
      </summary>
      <div className="px-5 pb-4">
        <ul className="grid gap-3">
          {entries.map((entry) => (
            <li
              key={entry.key}
              className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1"
            >
              <Link to={entry.path} className="min-w-0 flex-1 basis-64 hover:underline">
                {entry.what} <span className="text-ink-soft">· {entry.about}</span>
              </Link>
              <EntryDay entry={entry} isLate={false} />
            </li>
          ))}
        </ul>
        <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Link to={missedPath(matter.slug)} className="link">
            Recorded elsewhere, not pursued, or remind me
          </Link>
          {isInvented ? <InventedMark /> : null}
        </p>
      </div>
    </details>
  );
}
