/** Where ids are read from, a page after the other, in the database's own order. */
interface IdSources {
  /** The next ids that are stored, after one. */
  readonly stored: (after: string, most: number) => Promise<readonly string[]>;
  /** The next ids that the record names, after one. */
  readonly told: (after: string, most: number) => Promise<readonly string[]>;
  /** Which of these are stored. */
  readonly storedAmong: (ids: readonly string[]) => Promise<readonly string[]>;
}

/** The query for ids; every model has these fields. */
interface IdQuery {
  readonly where: { readonly id: { gt: string } | { in: string[] } };
  readonly orderBy: { readonly id: "asc" };
  readonly select: { readonly id: true };
  readonly take?: number;
}

/** The sources of a model's own ids, given its query. */
export function storedIds(
  find: (query: IdQuery) => Promise<readonly { readonly id: string }[]>,
): Pick<IdSources, "stored" | "storedAmong"> {
  const idsWith = async (query: Pick<IdQuery, "where" | "take">) =>
    (await find({ ...query, orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id);
  return {
    stored: (after, take) => idsWith({ where: { id: { gt: after } }, take }),
    storedAmong: (ids) => idsWith({ where: { id: { in: [...ids] } } }),
  };
}

/** Every stored id, then those that only the record names; `most` are read at a time. */
export async function* everyId(sources: IdSources, most: number): AsyncGenerator<string> {
  for await (const ids of pages(sources.stored, most)) yield* ids;
  for await (const ids of pages(sources.told, most)) {
    const stored = new Set(await sources.storedAmong(ids));
    for (const id of ids) if (!stored.has(id)) yield id;
  }
}

/** Pages follow the database's own collation: PostgreSQL's differs from JavaScript's order. */
async function* pages(
  read: IdSources["stored"],
  most: number,
): AsyncGenerator<readonly string[], void> {
  for (let after = ""; ;) {
    const ids = await read(after, most);
    yield ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < most) return;
    after = last;
  }
}
