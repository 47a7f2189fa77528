import { DatabaseProblem } from "#server/database/problem.ts";
import { isBusy } from "#server/database/index.ts";
import type { SearchEntry } from "#server/search/entry.ts";
import {
  MOST_TEXT,
  MOST_TITLE,
  MOST_WRITTEN,
  type EntryName,
  type IndexRefusal,
  type IndexWrite,
  type SearchIndex,
  type SeenEntry,
} from "#server/search/search-index.ts";
import {
  isCurrent,
  PART,
  scopeOfMatter,
  type SearchSource,
  type SourceResources,
  type WhichThings,
} from "./source.ts";

export interface EntryWriting {
  readonly resources: SourceResources;
  readonly index: SearchIndex;
  readonly source: SearchSource;
  /** Told of what the index does not take as it is: it is cut, or left out. */
  readonly onCut?: (id: string, how: "cut" | "left out") => void;
  /** Told of what can't be read. */
  readonly onFailed?: (id: string, error: unknown) => void;
}

/** The index did not take what it was given; nothing of it counts as written. */
export class IndexProblem extends Error {
  override readonly name = "IndexProblem";

  constructor(code: string) {
    super(`the index of what is found has no answer: ${code}`);
  }
}

/** Whether nothing at all can be read or written now: it is no fault of one thing. */
export function isForAll(error: unknown): boolean {
  return error instanceof IndexProblem || error instanceof DatabaseProblem || isBusy(error);
}

/**
 * Brings these things of a source into the index as they stand now, and takes out what is gone. Returns
 * the ids of those of which more is to be read, or that could not be read now: none keeps the others out.
 */
export async function bringUpToDate(
  writing: EntryWriting,
  ids: readonly string[],
): Promise<string[]> {
  const { source, onFailed } = writing;
  const later: string[] = [];
  for (let from = 0; from < ids.length; from += source.atOnce) {
    const some = ids.slice(from, from + source.atOnce);
    try {
      later.push(...(await bring(writing, some)));
    } catch (error) {
      const [first] = some;
      if (first === undefined || isForAll(error)) throw error;
      if (some.length === 1) {
        onFailed?.(first, error);
        later.push(first);
      } else for (const id of some) later.push(...(await bringUpToDate(writing, [id])));
    }
  }
  return later;
}

/** How often things are read again that another wrote meanwhile. */
const MOST_TIMES = 3;

async function bring(
  writing: EntryWriting,
  ids: readonly string[],
  times = MOST_TIMES,
): Promise<string[]> {
  const { resources, index, source } = writing;
  // Before they are read: an entry that is another when they are written is of whoever read them later.
  const seen = await seenNow(writing, ids);
  const standing = await source.standing(resources, { ids });
  const there = new Set(standing.map(({ id }) => id));
  const entries = await source.entries(resources, [...there]);
  const remove = ids.filter((id) => !there.has(id)).map((id) => ({ source: source.name, id }));
  const passedOver = new Set(await writeEntries(writing, entries, seen));
  if (remove.length > 0) {
    for (const { id } of await write(index, { remove, seen: ofNames(seen, remove) })) {
      passedOver.add(id);
    }
  }
  const left = entries.filter(({ id, stamp }) => stamp.endsWith(PART) && !passedOver.has(id));
  const parts = left.map(({ id }) => id);
  if (passedOver.size === 0) return parts;
  if (times === 1) return [...parts, ...passedOver];
  return [...parts, ...(await bring(writing, [...passedOver], times - 1))];
}

/** Entries of a source as the index has them now. */
export async function seenNow(
  { index, source }: Pick<EntryWriting, "index" | "source">,
  ids: readonly string[],
): Promise<SeenEntry[]> {
  const names = ids.map((id) => ({ source: source.name, id }));
  const known = await index.stampsOf(names);
  if (!known.ok) throw new IndexProblem(known.refusal.code);
  const stamps = new Map(known.value.map(({ id, stamp }) => [id, stamp]));
  return names.map((name) => ({ ...name, stamp: stamps.get(name.id) ?? null }));
}

function ofNames(seen: readonly SeenEntry[], names: readonly EntryName[]): SeenEntry[] {
  const ids = new Set(names.map(({ id }) => id));
  return seen.filter(({ id }) => ids.has(id));
}

/** The same for those that the index does not have as they stand. */
export async function bringChanged(writing: EntryWriting, which: WhichThings): Promise<string[]> {
  const { resources, source } = writing;
  const standing = await source.standing(resources, which);
  const there = new Set(standing.map(({ id }) => id));
  const gone =
    "ids" in which ? which.ids.filter((id) => !there.has(id)) : await goneOf(writing, which, there);
  return bringUpToDate(writing, [...(await outdated(writing, standing, isCurrent)), ...gone]);
}

/** Indexed entries of that document or matter that stand there no more. */
async function goneOf(
  { resources, index, source }: EntryWriting,
  which: Exclude<WhichThings, { readonly ids: readonly string[] }>,
  there: ReadonlySet<string>,
): Promise<string[]> {
  if (source.isKeptForGood) return [];
  const matterId = "matterId" in which ? which.matterId : await matterOf(resources, which);
  if (matterId === null) return [];
  const gone: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await index.stamps(source.name, {
      after,
      scope: scopeOfMatter(matterId),
      limit: NAMES_AT_ONCE,
    });
    if (!page.ok) throw new IndexProblem(page.refusal.code);
    const ids = page.value.map(({ id }) => id).filter((id) => !there.has(id));
    const standing = await source.standing(resources, { ids });
    const others = new Set(standing.map(({ id }) => id));
    gone.push(...ids.filter((id) => !others.has(id)));
    after = page.value.at(-1)?.id ?? null;
    if (after === null || page.value.length < NAMES_AT_ONCE) return gone;
  }
}

async function matterOf(
  { database: { client } }: SourceResources,
  { documentId }: { readonly documentId: string },
): Promise<string | null> {
  const row = await client.document.findUnique({
    where: { id: documentId },
    select: { matterId: true },
  });
  return row?.matterId ?? null;
}

/**
 * Of things as they stand, the ids of those that the index has otherwise, or not at all; with
 * `isCurrent` also without those of which it has a part.
 */
export async function outdated(
  { index, source }: EntryWriting,
  standing: readonly { readonly id: string; readonly stamp: string }[],
  isSame: (stamp: string, standing: string) => boolean = (stamp, now) => stamp === now,
): Promise<string[]> {
  const stale: string[] = [];
  for (let from = 0; from < standing.length; from += NAMES_AT_ONCE) {
    const some = standing.slice(from, from + NAMES_AT_ONCE);
    const known = await index.stampsOf(some.map(({ id }) => ({ source: source.name, id })));
    if (!known.ok) throw new IndexProblem(known.refusal.code);
    const stamps = new Map(known.value.map(({ id, stamp }) => [id, stamp]));
    const isKnown = ({ id, stamp }: (typeof some)[number]) => {
      const there = stamps.get(id);
      return there !== undefined && isSame(there, stamp);
    };
    stale.push(...some.filter((thing) => !isKnown(thing)).map(({ id }) => id));
  }
  return stale;
}

const NAMES_AT_ONCE = 300;

export async function write(index: SearchIndex, change: IndexWrite): Promise<readonly EntryName[]> {
  const written = await index.write(change);
  if (!written.ok) throw new IndexProblem(written.refusal.code);
  return written.value;
}

/**
 * Writes them; what the index does not take as it is keeps nothing else from being written. Returns the
 * ids of those that are others in the index than they were `seen`.
 */
export async function writeEntries(
  writing: EntryWriting,
  entries: readonly SearchEntry[],
  seen: readonly SeenEntry[] = [],
): Promise<string[]> {
  const passedOver: string[] = [];
  for (const piece of inPieces(entries.map(withinBounds))) {
    passedOver.push(...(await writePiece(writing, piece, ofNames(seen, piece))));
  }
  return passedOver;
}

async function writePiece(
  writing: EntryWriting,
  put: readonly SearchEntry[],
  seen: readonly SeenEntry[],
): Promise<string[]> {
  const { index } = writing;
  const written = await index.write({ put, seen });
  if (written.ok) return written.value.map(({ id }) => id);
  if (!MAY_BE_THE_ENTRY.has(written.refusal.code)) throw new IndexProblem(written.refusal.code);
  // Where not even this is taken, it is no fault of what was to be written.
  await write(index, { marks: { [MARK_OF_NOTHING]: null } });
  const [first] = put;
  if (first && put.length === 1) return writeCut(writing, first, seen);
  const passedOver: string[] = [];
  for (const entry of put) {
    passedOver.push(...(await writePiece(writing, [entry], ofNames(seen, [entry]))));
  }
  return passedOver;
}

const MARK_OF_NOTHING = "nothing";

/** Refusals that what was to be written may be the reason of. */
const MAY_BE_THE_ENTRY: ReadonlySet<IndexRefusal["code"]> = new Set([
  "unavailable",
  "too-costly",
  "crashed",
  "our-fault",
]);

/** Parts of a text that are tried, where the whole is refused. */
const CUTS = [4, 32, 256];

/** As much of it as the index takes, marked as a part: a later look at everything tries the whole again. */
async function writeCut(
  { index, onCut }: EntryWriting,
  entry: SearchEntry,
  seen: readonly SeenEntry[],
): Promise<string[]> {
  const { source, id, text, title } = entry;
  const stamp = entry.stamp.endsWith(PART) ? entry.stamp : `${entry.stamp}${PART}`;
  const parts = CUTS.map((cut) => ({ ...entry, text: text.slice(0, text.length / cut) }));
  const least = { ...entry, text: "", title: title.slice(0, MOST_TITLE / 4) };
  for (const part of [...parts, least]) {
    const written = await index.write({ put: [{ ...part, stamp }], seen });
    if (!written.ok) continue;
    if (written.value.length > 0) return [id];
    onCut?.(id, "cut");
    return [];
  }
  // Rather nothing of it than what stands there no more.
  const passedOver = await write(index, { remove: [{ source, id }], seen });
  if (passedOver.length > 0) return [id];
  onCut?.(id, "left out");
  return [];
}

function withinBounds(entry: SearchEntry): SearchEntry {
  const { title, text } = entry;
  if (title.length <= MOST_TITLE && text.length <= MOST_TEXT) return entry;
  return { ...entry, title: title.slice(0, MOST_TITLE), text: text.slice(0, MOST_TEXT) };
}

/** As many at once as one write may have. */
function* inPieces(entries: readonly SearchEntry[]): Generator<SearchEntry[]> {
  let piece: SearchEntry[] = [];
  let letters = 0;
  for (const entry of entries) {
    const size = entry.title.length + entry.text.length;
    const isFull = letters + size > MOST_WRITTEN.letters || piece.length >= MOST_WRITTEN.entries;
    if (isFull && piece.length > 0) {
      yield piece;
      piece = [];
      letters = 0;
    }
    piece.push(entry);
    letters += size;
  }
  if (piece.length > 0) yield piece;
}
