import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import type { WaitingEntry, WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import { InventedMark, InventedOnce } from "#app/ui/InventedMark.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { EntryDay, NotShown } from "./EntryDay.tsx";
import { MissedByMatter } from "./MissedByMatter.tsx";

interface WaitingGroupsProps {
  readonly groups: readonly WaitingGroup[];
  /** Whether lines say which matter they are of: where the reader has several. */
  readonly namesMatter: boolean;
}

/** Lists all that waits for the reader across their matters, in the order of the groups. */
export function WaitingGroups({ groups, namesMatter }: WaitingGroupsProps) {
  return groups.map((group) => {
    if (group.name === "later") {
      return <Later key={group.name} group={group} namesMatter={namesMatter} />;
    }
    return (
      <Section key={group.name} title={group.title}>
        {group.name === "agency-late" ? (
          <MissedByMatter group={group} />
        ) : (
          <Entries group={group} namesMatter={namesMatter} />
        )}
      </Section>
    );
  });
}

interface EntriesProps {
  readonly group: WaitingGroup;
  readonly namesMatter: boolean;
}

/** Far off, and so folded away. */
function Later({ group, namesMatter }: EntriesProps) {
  const count = group.entries.length + group.more;
  return (
    <details>
      <summary className="cursor-pointer py-2 font-medium">
        {counted(count, "date lies", "dates lie")} further ahead
      </summary>
      <div className="mt-2">
        <Entries group={group} namesMatter={namesMatter} />
      </div>
    </details>
  );
}

function Entries({ group: { name, entries, more }, namesMatter }: EntriesProps) {
  return (
    <InventedOnce entries={entries}>
      <Card>
        <ul className="divide-y divide-rule">
          {entries.map((entry) => (
            <Entry
              key={entry.key}
              entry={entry}
              isLate={name === "late"}
              namesMatter={namesMatter}
            />
          ))}
        </ul>
        <NotShown count={more} />
      </Card>
    </InventedOnce>
  );
}

interface EntryProps {
  readonly entry: WaitingEntry;
  readonly isLate: boolean;
  readonly namesMatter: boolean;
}

function Entry({ entry, isLate, namesMatter }: EntryProps) {
  const { what, about, matter, path, why, source, isInvented } = entry;
  const isNamed = namesMatter && about !== matter.title;
  return (
    <li className="relative flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-3 hover:bg-wash">
      <div className="min-w-0 flex-1 basis-64">
        <Link to={path} className="after:absolute after:inset-0 hover:underline">
          <span className="font-medium">{what}</span>
          <span className="text-ink-soft"> · {about}</span>
        </Link>
        {isNamed || isInvented ? (
          <p className="text-sm text-ink-soft">
            {isNamed ? matter.title : null} {isInvented ? <InventedMark /> : null}
          </p>
        ) : null}
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
      <EntryDay entry={entry} isLate={isLate} />
    </li>
  );
}
