import type { ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import { listed } from "#app/domain/listed.ts";
import type { RequestedItem } from "./template-details.ts";
import { joined, type TemplateRun } from "./writer.ts";

type SaidOutcome = Pick<ItemOutcome, "outcome" | "details">;

/** Items of which letters say the same. */
interface OutcomeGroup extends SaidOutcome {
  /** Their indexes, without those below another one of the group; null for every item. */
  readonly at: readonly number[] | null;
}

/**
 * The outcomes that those letters give the items, each once with all items of which it is said (L62).
 * @param events the ids of the letters.
 */
export function outcomeGroups(
  items: readonly RequestedItem[],
  events: ReadonlySet<string>,
): OutcomeGroup[] {
  const groups = new Map<string, SaidOutcome & { readonly at: number[] }>();
  for (const [index, item] of items.entries()) {
    for (const { outcome, details, eventId } of item.outcomes) {
      if (!events.has(eventId) || outcome === "pending") continue;
      const key = JSON.stringify([outcome, { ...details, replaces: false }]);
      const group = groups.get(key) ?? { outcome, details, at: [] };
      if (!group.at.includes(index)) group.at.push(index);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ at, ...said }) => ({ ...said, at: shortened(items, at) }));
}

function shortened(
  items: readonly RequestedItem[],
  at: readonly number[],
): readonly number[] | null {
  const above = (index: number): number[] => {
    const level = items[index]?.level ?? 1;
    const parent = items.findLastIndex((item, before) => before < index && item.level < level);
    return parent === -1 ? [] : [parent, ...above(parent)];
  };
  // An item means its parts, unless some of them are named themselves: then it means those.
  const meant = at.filter((index) => {
    const below = items.flatMap((_, part) => (above(part).includes(index) ? [part] : []));
    const named = below.filter((part) => at.includes(part)).length;
    return named === 0 || named === below.length;
  });
  const isTold = (index: number) => [index, ...above(index)].some((one) => meant.includes(one));
  // An item that has parts is answered with them.
  const isLeaf = (index: number) => (items[index + 1]?.level ?? 0) <= (items[index]?.level ?? 1);
  if (items.every((_, index) => !isLeaf(index) || isTold(index))) return null;
  return meant.filter((index) => !above(index).some((one) => meant.includes(one)));
}

/** Whether every item, or a part of each, has an outcome in one of the groups. */
export function isEachAnswered(
  items: readonly RequestedItem[],
  groups: readonly OutcomeGroup[],
): boolean {
  return areAllTold(
    items,
    groups.flatMap(({ at }) => at ?? items.map((_, index) => index)),
  );
}

/** Whether those items are, with what stands below them, all that the request asks for. */
export function areAllTold(items: readonly RequestedItem[], at: readonly number[]): boolean {
  return shortened(items, at) === null;
}

/**
 * The groups as clauses of a sentence whose subject is the agency: "released in full …".
 * @param records the words for the records of those items; null for all of them.
 */
export function outcomeClauses(
  groups: readonly OutcomeGroup[],
  records: (at: readonly number[] | null) => readonly TemplateRun[],
): TemplateRun[] {
  return joined(
    groups.map(({ outcome, details, at }) => {
      const { exemptions, office, part } = details;
      const claimed = exemptions.map(({ number, statute, privilege }) => {
        const on = statute ?? privilege;
        return on ? `${number} (${on})` : number;
      });
      const where = office ?? "another office";
      const verb = outcome === "consulted" ? `${CONSULTS} ${where} about` : VERBS[outcome];
      return [
        `${verb} `,
        ...records(at),
        ...(part === null ? [] : [` (${part})`]),
        ...(outcome === "referred" ? [` to ${where}`] : []),
        ...(claimed.length === 0 ? [] : [`, citing 5 U.S.C. § 552${listed(claimed)}`]),
      ];
    }),
    "; it ",
  );
}

const CONSULTS = "wrote that it is in consultation with";

const VERBS: Readonly<Record<Exclude<ItemOutcome["outcome"], "consulted">, string>> = {
  pending: "has not answered as to",
  "produced-in-full": "released in full",
  "produced-in-part": "released part of, and withheld the rest of,",
  "withheld-in-full": "withheld in full",
  "no-records": "wrote that it found none of",
  referred: "referred",
  "neither-confirmed-nor-denied": "neither confirmed nor denied that it has",
  "closed-administratively": "closed, without deciding it, the request for",
  withdrawn: "treated as withdrawn the request for",
};

/** Whether a letter gave any records. */
export function releasesSome(groups: readonly SaidOutcome[]): boolean {
  return groups.some(({ outcome }) => outcome.startsWith("produced"));
}
