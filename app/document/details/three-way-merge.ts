/**
 * Merges concurrent edits of a form, field by field, from the common base, what the other person
 * saved since, and what this person sends. What only one side changed is taken. What both changed
 * differently is a clash: this person's value stays in the form, and the clash reports the other's,
 * so that no change is lost silently.
 *
 * Lists of entries with an `id` are merged by it; lists of plain values, as sets. A group that the
 * form did not send was not on its page, and stays as stored.
 */

export type FormValue =
  | string
  | number
  | boolean
  | undefined
  | readonly FormValue[]
  | { readonly [name: string]: FormValue };

type FieldGroup = { readonly [name: string]: FormValue };

/** A field that both sides changed. */
export interface Clash {
  /** The field's name in the form that was sent, such as `signers[0].name`. */
  readonly field: string;
  readonly what:
    | "changed"
    /** The other side removed an entry that this person changed; it stays. */
    | "removed"
    /** The other side changed an entry that this person removed; it comes back. */
    | "missing"
    /** Both reordered the list; this person's order stays. */
    | "order";
  /** The other side's value; undefined where it is blank or not a single value. */
  readonly theirs: FormValue;
  readonly mine: FormValue;
}

/** A value that only the other side changed; this person's page still shows the old one. */
export interface TakenValue {
  readonly field: string;
  readonly theirs: FormValue;
}

interface ThreeWayMerge {
  readonly value: FormValue;
  readonly clashes: readonly Clash[];
  readonly taken: readonly TakenValue[];
  /** The path of each list entry in the sent form, by its path in the merged form. */
  readonly moved: ReadonlyMap<string, string>;
}

interface MergeSides {
  readonly base: FormValue;
  readonly theirs: FormValue;
  readonly mine: FormValue;
}

/** The path of a value in the sent form and in the merged form. */
interface FieldPlace {
  readonly sent: string;
  readonly merged: string;
}

interface Findings {
  readonly overridden: boolean;
  readonly clashes: Clash[];
  readonly taken: TakenValue[];
  readonly moved: Map<string, string>;
}

/**
 * @param overridden whether this person has seen the other's values and decided: their own then win
 * without a clash.
 */
export function threeWayMerge(sides: MergeSides, { overridden = false } = {}): ThreeWayMerge {
  const findings: Findings = { overridden, clashes: [], taken: [], moved: new Map() };
  const value = mergeValue(sides, { sent: "", merged: "" }, findings);
  const { clashes, taken, moved } = findings;
  return { value, clashes: overridden ? [] : clashes, taken, moved };
}

function mergeValue(sides: MergeSides, place: FieldPlace, findings: Findings): FormValue {
  const { base, theirs, mine } = sides;
  if (sameValue(mine, theirs)) return theirs;
  if (isGroup(theirs) || isGroup(base)) {
    if (mine === undefined) return theirs;
    if (isGroup(mine)) {
      const groups = { base: groupOf(base), theirs: groupOf(theirs), mine };
      return mergeGroups(groups, place, findings);
    }
  }
  if (Array.isArray(mine) || Array.isArray(theirs)) {
    const lists = { base: listOf(base), theirs: listOf(theirs), mine: listOf(mine) };
    const all = [...lists.base, ...lists.theirs, ...lists.mine];
    return all.some(isGroup) ? mergeEntries(lists, place, findings) : mergeSets(lists);
  }
  if (sameValue(mine, base)) {
    findings.taken.push({ field: place.sent, theirs });
    return theirs;
  }
  if (!sameValue(theirs, base)) {
    findings.clashes.push({ field: place.sent, what: "changed", theirs, mine });
  }
  return mine;
}

function mergeGroups(
  { base, theirs, mine }: Record<keyof MergeSides, FieldGroup>,
  place: FieldPlace,
  findings: Findings,
): FieldGroup {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const within = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);
  return Object.fromEntries(
    names.map((name) => [
      name,
      mergeValue(
        { base: own(base, name), theirs: own(theirs, name), mine: own(mine, name) },
        { sent: within(place.sent, name), merged: within(place.merged, name) },
        findings,
      ),
    ]),
  );
}

/**
 * Sets, such as ids that are ticked: everything that either side added, without what either side
 * removed.
 */
function mergeSets({
  base,
  theirs,
  mine,
}: Record<keyof MergeSides, readonly FormValue[]>): FormValue[] {
  const kept = theirs.filter((value) => !base.includes(value) || mine.includes(value));
  const added = mine.filter((value) => !base.includes(value) && !theirs.includes(value));
  return [...kept, ...added];
}

type Keyed = ReadonlyMap<string, FieldGroup>;

function mergeEntries(
  lists: Record<keyof MergeSides, readonly FormValue[]>,
  place: FieldPlace,
  findings: Findings,
): FormValue[] {
  const base = byKey(lists.base, "base");
  const theirs = byKey(lists.theirs, "theirs");
  const mine = byKey(lists.mine, "mine");
  const sentAt = new Map([...mine.keys()].map((key, index) => [key, index]));
  const clash = (what: Clash["what"], field = place.sent, saved: FormValue = undefined) =>
    findings.clashes.push({ field, what, theirs: saved, mine: undefined });

  const stays = (key: string): boolean => {
    const before = base.get(key);
    const [ours, other] = [mine.get(key), theirs.get(key)];
    if (ours && other) return true;
    if (ours) {
      if (!before) return !isAmong(ours, theirs, base);
      if (sameValue(ours, before)) return false;
      clash("removed", `${place.sent}[${sentAt.get(key) ?? 0}]`);
      return true;
    }
    if (!before) return true;
    if (sameValue(other, before)) return false;
    clash("missing", place.sent, other);
    return !findings.overridden;
  };
  const keys = mergeOrder({ base, theirs, mine }, () => clash("order")).filter(stays);
  return keys.map((key, index) => {
    const at = sentAt.get(key);
    const merged = `${place.merged}[${index}]`;
    const sent = at === undefined ? place.sent : `${place.sent}[${at}]`;
    findings.moved.set(merged, sent);
    const [ours, other] = [mine.get(key), theirs.get(key)];
    if (!ours || !other) return ours ?? other ?? {};
    return mergeGroups(
      { base: base.get(key) ?? groupOf(undefined), theirs: other, mine: ours },
      { sent, merged },
      findings,
    );
  });
}

/**
 * Indexes entries by id; an entry without an id, or with a duplicate one, belongs to its own side
 * alone.
 */
function byKey(list: readonly FormValue[], side: string): Keyed {
  const entries = new Map<string, FieldGroup>();
  list.filter(isGroup).forEach((entry, index) => {
    const id = own(entry, "id");
    const key = typeof id === "string" && !entries.has(`id ${id}`) ? `id ${id}` : null;
    entries.set(key ?? `${side} ${index}`, entry);
  });
  return entries;
}

/** Whether the other side added an equal entry under another id. */
function isAmong(entry: FieldGroup, theirs: Keyed, base: Keyed): boolean {
  if (own(entry, "id") !== undefined) return false;
  return [...theirs].some(
    ([key, other]) => !base.has(key) && sameValue({ ...other, id: undefined }, entry),
  );
}

/**
 * All keys in the order of the side that reordered; keys only on the other side keep their relative
 * position.
 */
function mergeOrder(
  { base, theirs, mine }: Record<keyof MergeSides, Keyed>,
  bothMoved: () => void,
): string[] {
  const common = (list: Keyed) =>
    [...list.keys()].filter((key) => base.has(key) && theirs.has(key) && mine.has(key)).join("\n");
  const [before, other, own] = [common(base), common(theirs), common(mine)];
  if (own !== before && other !== before && own !== other) bothMoved();
  const [first, second] = own === before ? [theirs, mine] : [mine, theirs];
  const keys = [...first.keys()];
  let previous: string | undefined;
  for (const key of second.keys()) {
    if (!first.has(key)) keys.splice(previous ? keys.indexOf(previous) + 1 : 0, 0, key);
    previous = key;
  }
  return keys;
}

/** Whether two values are equal; a blank equals a missing value. */
export function sameValue(one: FormValue, other: FormValue): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => sameValue(each, other[at]));
  }
  if (!isGroup(one) || !isGroup(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => sameValue(own(one, name), own(other, name)));
}

function isGroup(value: FormValue): value is FieldGroup {
  return typeof value === "object" && !Array.isArray(value);
}

function groupOf(value: FormValue): FieldGroup {
  return isGroup(value) ? value : {};
}

function listOf(value: FormValue): readonly FormValue[] {
  return Array.isArray(value) ? (value as readonly FormValue[]) : [];
}

/** An own property, never one of the prototype. */
function own(group: FieldGroup, name: string): FormValue {
  return Object.hasOwn(group, name) ? group[name] : undefined;
}
