import { counted } from "#app/domain/counted.ts";
import type { ListedChange } from "./comparison.ts";

export function countedChanges(changes: readonly ListedChange[]): string {
  return changes.length === 0 ? "No changes" : counted(changes.length, "change");
}

/** "8 by Ravi (ILRC), 4 by you". */
export function countsByPerson(changes: readonly ListedChange[], userId: string): string {
  return tally(changes, ({ person }) => {
    if (!person) return "somebody";
    if (person.userId === userId) return "you";
    return person.organization ? `${person.name} (${person.organization})` : person.name;
  })
    .map(([who, count]) => `${count} by ${who}`)
    .join(", ");
}

/** "by ILRC", "by ILRC and Mijente". */
export function countsByOrganization(changes: readonly ListedChange[]): string {
  const names = tally(
    changes,
    ({ person }) => person?.organization || (person?.name ?? "somebody"),
  );
  const list = names.map(([name, count]) => (names.length > 1 ? `${name} (${count})` : name));
  const last = list.pop() ?? "";
  return `by ${list.length > 0 ? `${list.join(", ")} and ${last}` : last}`;
}

/** Names with how often each comes, the most frequent first. */
function tally(
  changes: readonly ListedChange[],
  nameOf: (change: ListedChange) => string,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const name = nameOf(change);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
