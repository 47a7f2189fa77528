import { Link } from "react-router";
import { clsx } from "clsx";
import type { WaitingEntry, WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** What waits for the reader across their matters, the most urgent first. */
export function WaitingGroups({ groups }: { readonly groups: readonly WaitingGroup[] }) {
  return (
    <div className="grid gap-8">
      {groups.map((group) =>
        group.name === "later" ? (
          <Later key={group.name} group={group} />
        ) : (
          <Section key={group.name} title={group.title}>
            <Entries group={group} />
          </Section>
        ),
      )}
    </div>
  );
}

/** Far off, and so folded away. */
function Later({ group }: { readonly group: WaitingGroup }) {
  const count = group.entries.length + group.more;
  return (
    <details>
      <summary className="cursor-pointer py-2 font-medium">
        {count === 1 ? "1 date lies" : `${count} dates lie`} further ahead
      </summary>
      <div className="mt-2">
        <Entries group={group} />
      </div>
    </details>
  );
}

function Entries({ group: { name, entries, more } }: { readonly group: WaitingGroup }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} isLate={name === "late"} />
        ))}
      </ul>
      {more > 0 ? (
        <p className="border-t border-rule px-5 py-3 text-sm text-ink-soft">
          {more === 1 ? "1 more is" : `${more} more are`} not shown here. The pages of the matters
          have all of them.
        </p>
      ) : null}
    </Card>
  );
}

function Entry({ entry, isLate }: { readonly entry: WaitingEntry; readonly isLate: boolean }) {
  const { what, about, matter, path, due, since, why, source, isInvented } = entry;
  return (
    <li className="relative flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-4 hover:bg-wash">
      <div className="min-w-0 flex-1 basis-72">
        <Link to={path} className="after:absolute after:inset-0 hover:underline">
          <span className="font-medium">{what}</span>
          <span className="text-ink-soft"> · {about}</span>
        </Link>
        <p className="text-sm text-ink-soft">
          {matter.title} {isInvented ? <InventedMark /> : null}
        </p>
        {why === null ? null : (
          <p className="mt-1 text-sm text-ink-soft">
            {why}
            {source === null ? null : (
              <>
                {" "}
                <span className="whitespace-nowrap">Source:</span> {source}
              </>
            )}
          </p>
        )}
      </div>
      {due === null ? null : (
        <p className="text-sm sm:max-w-64 sm:text-right">
          <time dateTime={due.on} className="block">
            {due.words}
          </time>
          <span className={clsx(isLate ? "font-medium text-danger" : "text-ink-soft")}>
            {due.distance}
          </span>
        </p>
      )}
      {since === null ? null : (
        <p className="text-sm text-ink-soft">
          since <Timestamp at={since} as="day" />
        </p>
      )}
    </li>
  );
}
