import type { Log } from "#server/log.ts";
import type { SearchSource } from "./source.ts";
import {
  bringUpToDate,
  IndexProblem,
  isForAll,
  outdated,
  write,
  type EntryWriting,
} from "./write-entries.ts";

interface SweepParts {
  readonly sources: readonly SearchSource[];
  readonly writing: (source: SearchSource) => EntryWriting;
  /** Takes the ids of those of which more is to be read. */
  readonly keepLater: (source: SearchSource, ids: readonly string[]) => void;
  /** Called again and again meanwhile; ends the sweep where it throws. */
  readonly between: () => Promise<void>;
  readonly log: Pick<Log, "warn">;
  readonly signal?: AbortSignal | undefined;
}

/** Brings in everything that there is, and that there is nothing else; of what can't be read the others. */
export async function sweep(parts: SweepParts): Promise<void> {
  const failed: unknown[] = [];
  for (const source of parts.sources) {
    try {
      await sweepSource(source, parts);
      await removeGone(source, parts);
    } catch (error) {
      if (isForAll(error) || parts.signal?.aborted === true) throw error;
      parts.log.warn({ source: source.name, why: nameOf(error) }, "not everything can be read now");
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}

async function sweepSource(
  source: SearchSource,
  { writing, keepLater, between }: SweepParts,
): Promise<void> {
  const { resources } = writing(source);
  for (let after: string | null = null; ;) {
    const page = await source.page(resources, after);
    const stale = await outdated(writing(source), page.standing);
    for (let from = 0; from < stale.length; from += source.atOnce) {
      const some = stale.slice(from, from + source.atOnce);
      keepLater(source, await bringUpToDate(writing(source), some));
      await between();
    }
    await between();
    after = page.next;
    if (after === null) return;
  }
}

const PAGE = 500;

async function removeGone(source: SearchSource, { writing, between }: SweepParts): Promise<void> {
  const { resources, index } = writing(source);
  for (let after: string | null = null; ;) {
    const page = await index.stamps(source.name, { after, limit: PAGE });
    if (!page.ok) throw new IndexProblem(page.refusal.code);
    const ids = page.value.map(({ id }) => id);
    const there = new Set((await source.standing(resources, { ids })).map(({ id }) => id));
    const gone = page.value.filter(({ id }) => !there.has(id));
    // One that is written again meanwhile is there again.
    if (gone.length > 0) await write(index, { remove: gone, seen: gone });
    await between();
    after = page.value.at(-1)?.id ?? null;
    if (after === null || page.value.length < PAGE) return;
  }
}

/** An error's name, for the log: its words may quote a text. */
export function nameOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  const name = error instanceof Error ? error.name : typeof error;
  return typeof code === "string" ? `${name} ${code}` : name;
}
