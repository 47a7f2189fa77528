/**
 * Values that one statement names: SQLite takes 32,766 parameters, and Prisma's other conditions and the
 * rows that it includes need some of them.
 */
const AT_ONCE = 400;

/** Asks of many ids in several statements, in their order. */
export async function readInPieces<T>(
  ids: Iterable<string>,
  read: (some: string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const all = [...ids];
  const found: T[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    found.push(...(await read(all.slice(from, from + AT_ONCE))));
  }
  return found;
}
