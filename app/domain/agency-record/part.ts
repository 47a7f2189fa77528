import { DECIDED_BESIDE, isDecidedBeside, nameOfPart } from "#app/domain/clock/parts.ts";
import { listed } from "#app/domain/listed.ts";
import type { BilingualText } from "#app/domain/public-page/content.ts";
import type { AgencyEventKind, AgencyEventOf } from "./event.ts";

/** The kind and the details of an event. */
type EventMatter = {
  readonly [K in AgencyEventKind]: Pick<AgencyEventOf<K>, "kind" | "details">;
}[AgencyEventKind];

/** An item of a request as filed, in its order: its number there, and how deep it stands. */
export interface LeveledItem {
  readonly id: string;
  readonly label: string;
  readonly level: number;
}

/** The items below an item: its parts, and theirs. */
function partsBelow<I extends LeveledItem>(items: readonly I[], at: number): readonly I[] {
  const { level } = items[at] ?? { level: 0 };
  const below = items.slice(at + 1);
  const end = below.findIndex((item) => item.level <= level);
  return end < 0 ? below : below.slice(0, end);
}

/**
 * The ids of the ticked items, in the order of the request. An item means its parts too, unless some
 * of them are ticked themselves: then it means those.
 */
export function withParts(items: readonly LeveledItem[], ticked: readonly string[]): string[] {
  const chosen = new Set(ticked);
  const found = new Set<string>();
  for (const [at, { id }] of items.entries()) {
    if (!chosen.has(id)) continue;
    found.add(id);
    const below = partsBelow(items, at).map((part) => part.id);
    if (!below.some((part) => chosen.has(part))) below.forEach((part) => found.add(part));
  }
  return items.flatMap(({ id }) => (found.has(id) ? [id] : []));
}

/** The fewest items that mean these ones: "2" for 2, 2(a) and 2(b). */
function fewest<I extends LeveledItem>(items: readonly I[], ids: ReadonlySet<string>): I[] {
  const meant = new Set<string>();
  return items.filter((item, at) => {
    if (!ids.has(item.id) || meant.has(item.id)) return false;
    const below = partsBelow(items, at);
    if (below.every(({ id }) => ids.has(id))) below.forEach(({ id }) => meant.add(id));
    return true;
  });
}

/** The items of a request that a letter decides, as stored. */
interface NamedItems {
  /** The clock's name of that part: "items 1 and 3". Null for all of the request. */
  readonly part: string | null;
  readonly items: readonly { readonly id: string; readonly label: string }[];
}

/** The ticked items as one part, however they were ticked; all of them are the request as a whole. */
export function namedItems(items: readonly LeveledItem[], ticked: readonly string[]): NamedItems {
  const ids = withParts(items, ticked);
  if (ids.length === 0 || ids.length === items.length) return { part: null, items: [] };
  const named = fewest(items, new Set(ids)).map(({ id, label }) => ({ id, label }));
  const labels = named.map(({ label }) => label);
  return { part: itemsLabel(labels).en, items: named };
}

/** "item 2", "items 1 to 3 and 5"; in Spanish with the article that follows "sobre". */
export function itemsLabel(labels: readonly string[]): {
  readonly en: string;
  readonly es: string;
} {
  const [only] = labels;
  if (only !== undefined && labels.length === 1)
    return { en: `item ${only}`, es: `el punto ${only}` };
  const last = (names: readonly string[]) => names.at(-1) ?? "";
  const es = inRuns(labels, "a");
  return {
    en: `items ${listed(inRuns(labels, "to"))}`,
    es: `los puntos ${es.length < 2 ? last(es) : `${es.slice(0, -1).join(", ")} y ${last(es)}`}`,
  };
}

/** Three and more whole numbers in a row as one: "1 to 3". */
function inRuns(labels: readonly string[], to: string): string[] {
  const runs: string[][] = [];
  for (const label of labels) {
    const before = runs.at(-1);
    if (before && /^\d+$/u.test(label) && Number(before.at(-1)) + 1 === Number(label)) {
      before.push(label);
    } else runs.push([label]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]} ${to} ${run.at(-1)}`] : run));
}

/** Names of the matters that are decided beside the records. */
const BESIDE: readonly BilingualText[] = [
  { en: DECIDED_BESIDE.expedition, es: "el trámite acelerado" },
  { en: DECIDED_BESIDE.feeWaiver, es: "la exención de costos" },
  { en: DECIDED_BESIDE.feeCategory, es: "la categoría de costos" },
];

/**
 * The subject of an event, for its name: the part of the request that it decides, or the office that
 * has it. Null for all of the request.
 */
export function aboutOf(event: EventMatter): BilingualText | null {
  if (event.kind === "received") return { en: event.details.office, es: null };
  if (!("part" in event.details) || event.details.part === null) return null;
  const { part, items } = event.details;
  if (items.length > 0) return itemsLabel(items.map(({ label }) => label));
  return BESIDE.find(({ en }) => en === nameOfPart(part)) ?? { en: part, es: null };
}

/**
 * A part that was typed, rather than chosen from items or from what is decided beside the records;
 * null for others. It can't be told which items it means.
 */
export function typedPart(event: EventMatter): string | null {
  if (!("part" in event.details) || event.details.part === null) return null;
  const { part, items } = event.details;
  return items.length > 0 || isDecidedBeside(nameOfPart(part)) ? null : part;
}

/**
 * The ids of the items that an event is about; none where it decides something beside the records,
 * and null for all of them, or where its part was typed.
 */
export function itemsOfEvent(
  event: EventMatter,
  items: readonly LeveledItem[],
): readonly string[] | null {
  if (!("part" in event.details) || event.details.part === null) return null;
  if (typedPart(event) !== null) return null;
  const named = event.details.items.map(({ id }) => id);
  return withParts(items, named);
}
