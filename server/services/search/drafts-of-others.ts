import type { PrismaClient } from "#server/database/index.ts";

/** Drafts that are looked for at once, and how often in one look. */
const MOST = { drafts: 200, pages: 50 };
/** How far back they are looked for: processes' clocks differ, and commits overlap. */
const OVERLAP_MS = 15_000;

interface SavedDraft {
  readonly id: string;
  readonly editedAt: Date;
}

/** Drafts that other processes save, of which nobody tells this one: by their time. */
export function draftsOfOthers(client: PrismaClient): {
  /** The ids of those saved since it was asked before, in pages; the first time of the last ones. */
  savedSince(): AsyncGenerator<readonly string[]>;
} {
  let last: Date | null = null;

  async function pageOf(since: Date | null, before: SavedDraft | null): Promise<SavedDraft[]> {
    return client.document.findMany({
      where: {
        filing: null,
        ...(since && { editedAt: { gte: since } }),
        ...(before && {
          OR: [
            { editedAt: { lt: before.editedAt } },
            { editedAt: before.editedAt, id: { lt: before.id } },
          ],
        }),
      },
      orderBy: [{ editedAt: "desc" }, { id: "desc" }],
      take: MOST.drafts,
      select: { id: true, editedAt: true },
    });
  }

  return {
    async *savedSince() {
      // Drafts saved before are found by a look at everything.
      const pages = last === null ? 1 : MOST.pages;
      const since = last && new Date(last.getTime() - OVERLAP_MS);
      let newest: Date | null = last;
      let before: SavedDraft | null = null;
      for (let page = 0; page < pages; page += 1) {
        const found: readonly SavedDraft[] = await pageOf(since, before);
        if (page === 0) newest = found[0]?.editedAt ?? newest;
        if (found.length > 0) yield found.map(({ id }) => id);
        if (found.length < MOST.drafts) break;
        before = found.at(-1) ?? null;
      }
      // Only once all of them are taken: a look that fails is made again.
      last = newest;
    },
  };
}
