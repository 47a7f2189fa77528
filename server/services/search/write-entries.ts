import { MOST_WRITTEN, type SearchIndex } from "#server/search/search-index.ts";
import { PART, type SearchSource, type SourceResources, type WhichThings } from "./source.ts";

export interface EntryWriting {
  readonly resources: SourceResources;
  readonly index: SearchIndex;
  readonly source: SearchSource;
}

/** The index did not take what it was given; nothing of it counts as written. */
export class IndexProblem extends Error {
  override readonly name = "IndexProblem";
  /** Whether the index is empty now. */
  readonly isEmpty: boolean;

  constructor(code: string) {
    super(`the index of what is found has no answer: ${code}`);
    this.isEmpty = code === "damaged";
  }
}

/**
 * Brings these things of a source into the index as they stand now, and takes out what is gone. Returns
 * the ids of those of which more is to be read.
 */
export async function bringUpToDate(
  writing: EntryWriting,
  ids: readonly string[],
): Promise<string[]> {
  const { resources, index, source } = writing;
  const later: string[] = [];
  for (let from = 0; from < ids.length; from += source.atOnce) {
    const some = ids.slice(from, from + source.atOnce);
    const standing = await source.standing(resources, { ids: some });
    const there = new Set(standing.map(({ id }) => id));
    const entries = await source.entries(resources, [...there]);
    const remove = some.filter((id) => !there.has(id)).map((id) => ({ source: source.name, id }));
    for (const put of inPieces(entries)) await write(index, { put });
    if (remove.length > 0) await write(index, { remove });
    const parts = source.whole ? entries.filter(({ stamp }) => stamp.endsWith(PART)) : [];
    later.push(...parts.map(({ id }) => id));
  }
  return later;
}

/** The same for those that the index does not have as they stand. */
export async function bringChanged(writing: EntryWriting, which: WhichThings): Promise<string[]> {
  const { resources, source } = writing;
  const standing = await source.standing(resources, which);
  const there = new Set(standing.map(({ id }) => id));
  const gone = "ids" in which ? which.ids.filter((id) => !there.has(id)) : [];
  return bringUpToDate(writing, [...(await outdated(writing, standing)), ...gone]);
}

/** Of things as they stand, the ids of those that the index has otherwise, or not at all. */
export async function outdated(
  { index, source }: EntryWriting,
  standing: readonly { readonly id: string; readonly stamp: string }[],
): Promise<string[]> {
  const stale: string[] = [];
  for (let from = 0; from < standing.length; from += NAMES_AT_ONCE) {
    const some = standing.slice(from, from + NAMES_AT_ONCE);
    const known = await index.stampsOf(some.map(({ id }) => ({ source: source.name, id })));
    if (!known.ok) throw new IndexProblem(known.refusal.code);
    const stamps = new Map(known.value.map(({ id, stamp }) => [id, stamp]));
    stale.push(...some.filter(({ id, stamp }) => stamps.get(id) !== stamp).map(({ id }) => id));
  }
  return stale;
}

const NAMES_AT_ONCE = 300;

export async function write(
  index: SearchIndex,
  change: Parameters<SearchIndex["write"]>[0],
): Promise<void> {
  const written = await index.write(change);
  if (!written.ok) throw new IndexProblem(written.refusal.code);
}

/** As many at once as one write may have. */
function* inPieces<T extends { readonly title: string; readonly text: string }>(
  entries: readonly T[],
): Generator<T[]> {
  let piece: T[] = [];
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
