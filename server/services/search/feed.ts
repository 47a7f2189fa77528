import type { Log } from "#server/log.ts";
import { headOf } from "#server/services/audit/append.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { changesIn } from "./changes.ts";
import { draftsOfOthers } from "./drafts-of-others.ts";
import { MARKS } from "./port.ts";
import { createRetries } from "./retries.ts";
import { nameOf, sweep } from "./sweep.ts";
import { isCurrent, type SearchSource, type SourceResources, type WhichThings } from "./source.ts";
import {
  bringChanged,
  bringUpToDate,
  IndexProblem,
  isForAll,
  outdated,
  seenNow,
  write,
  writeEntries,
  type EntryWriting,
} from "./write-entries.ts";

/** Lines of the record that are read at once; more follow. */
const LINES = 500;
/** Milliseconds between looks: what is saved is found within five seconds (Q4). */
const LOOK_MS = 1_000;
/** How often an indexer looks at everything again, for what no line tells of. */
const SWEEP_MS = 6 * 60 * 60_000;
/** A draft that is being written is read again after this, and after as many times as long as reading it took. */
const DRAFT_REST = { ms: 2_000, times: 4, mostMs: 60_000 };
/** When a file that could not be read is tried again. */
const LATER_AGAIN_MS = 5 * 60_000;
/** When everything is looked at again, where not everything could be. */
const SWEEP_AGAIN_MS = 5 * 60_000;
/** The most drafts of one look. */
const MOST_DRAFTS = 200;

/** Keeps the index as its sources are. */
export interface SearchFeed {
  /** This process saved words of that draft. */
  draftSaved(documentId: string): void;
  /** Brings the index up to date again and again, until it is called off. */
  run(signal: AbortSignal): Promise<void>;
  /** Brings it up to date once; with what takes long, where `isWhole`. */
  catchUp(isWhole?: boolean): Promise<void>;
  /** Lines of the record that are not in it yet, drafts, files and others that wait, and what is cut or left out. */
  waiting(): {
    readonly lines: number;
    readonly drafts: number;
    readonly files: number;
    readonly again: number;
    readonly cut: number;
  };
}

interface FeedParts {
  readonly resources: SourceResources;
  readonly index: SearchIndex;
  readonly sources: readonly SearchSource[];
  readonly log: Pick<Log, "info" | "warn">;
  /** Whether other processes save drafts, too. */
  readonly areOthers: boolean;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/**
 * The record of the workspace is what it follows: from the last line that is in the index. An index
 * that has no such mark, or one of another record (a backup was restored), is filled anew while people
 * work. Drafts, of which keystrokes leave no line, are told by the rooms of this process, and found by
 * their time where other processes save them.
 */
export function createSearchFeed(parts: FeedParts): SearchFeed {
  const { resources, index, sources, log, areOthers, now = () => performance.now() } = parts;
  const { client } = resources.database;
  const byName = new Map(sources.map((source) => [source.name, source]));
  const saved = new Set<string>();
  const others = draftsOfOthers(client);
  const rests = new Map<string, number>();
  /** Things of which more is to be read, with their source. */
  const later = new Map<string, SearchSource>();
  let lines = 0;
  let sweptAt: number | null = null;
  let restsUntil: number | null = null;
  let isTold = false;
  /** Things not readable now. */
  const retries = createRetries(now);
  /** Entries the index does not take whole, since everything was looked at. */
  const cut = new Set<string>();

  const writing = (source: SearchSource): EntryWriting => ({
    resources,
    index,
    source,
    onCut(id, how) {
      const name = `${source.name} ${id}`;
      if (!cut.has(name)) {
        log.warn(
          { source: source.name, id, how },
          "something can't be written as it is, for search",
        );
      }
      cut.add(name);
    },
    onFailed(id, error) {
      log.warn({ source: source.name, id, why: nameOf(error) }, "something can't be read now");
    },
  });
  /** Of a source that reads in two steps the second is due; of others nothing could be read. */
  const keepLater = (source: SearchSource, ids: readonly string[]) => {
    for (const id of ids) {
      if (source.whole) later.set(id, source);
      else retries.add(source, { ids: [id] });
    }
  };

  /** Brings it now, or keeps it to be tried again: the lines behind it are read either way. */
  async function bringOrKeep(source: SearchSource, which: WhichThings): Promise<void> {
    try {
      keepLater(source, await bringChanged(writing(source), which));
    } catch (error) {
      if (isForAll(error)) throw error;
      log.warn({ source: source.name, why: nameOf(error) }, "something can't be read now");
      retries.add(source, which);
    }
  }

  /** Things not read before, each when it has waited long enough; all of them, where `isWhole`. */
  async function tryAgain(isWhole: boolean): Promise<void> {
    for (const { source, which } of retries.take(isWhole)) {
      if ("ids" in which) keepLater(source, await bringUpToDate(writing(source), which.ids));
      else await bringOrKeep(source, which);
    }
  }

  async function mark(name: string): Promise<string | null> {
    const found = await index.mark(name);
    if (!found.ok) throw new IndexProblem(found.refusal.code);
    return found.value;
  }

  /** The last line that is in the index; null where it is to be filled anew. */
  async function lineInIndex(): Promise<number | null> {
    const [sequence = "", hash] = ((await mark(MARKS.record)) ?? "").split(" ");
    if (sequence === "") return null;
    if (sequence === "0") return 0;
    const line = await client.auditEvent.findUnique({
      where: { sequence: Number(sequence) },
      select: { hash: true },
    });
    return line?.hash === hash ? Number(sequence) : null;
  }

  /** Some lines of the record; whether more may follow. */
  async function followRecord(): Promise<boolean> {
    const from = await lineInIndex();
    if (from === null) {
      const { sequence, hash } = await headOf(client);
      await write(index, {
        marks: { [MARKS.record]: `${sequence} ${hash}`, [MARKS.built]: null },
      });
      return false;
    }
    const found = await client.auditEvent.findMany({
      where: { sequence: { gt: from } },
      orderBy: { sequence: "asc" },
      take: LINES,
    });
    const last = found.at(-1);
    if (!last) {
      lines = 0;
      return false;
    }
    lines = (await headOf(client)).sequence - from;
    const { changes, everything } = await changesIn(client, found);
    for (const [name, which] of changes) {
      const source = byName.get(name);
      if (source) await bringOrKeep(source, which);
    }
    const marks = { [MARKS.record]: `${last.sequence} ${last.hash}` };
    await write(index, { marks: everything ? { ...marks, [MARKS.built]: null } : marks });
    return true;
  }

  /** Drafts that were saved, each at rest since it was read the last time. */
  async function followDrafts(isWhole: boolean): Promise<void> {
    if (areOthers) await findSaved();
    const source = byName.get("draft");
    if (!source) return;
    const due = [...saved].filter((id) => isWhole || (rests.get(id) ?? 0) <= now());
    for (const id of due.slice(0, isWhole ? due.length : MOST_DRAFTS)) {
      saved.delete(id);
      const began = now();
      keepLater(source, await bringUpToDate(writing(source), [id]));
      const rest = Math.max(DRAFT_REST.ms, DRAFT_REST.times * (now() - began));
      rests.set(id, now() + Math.min(rest, DRAFT_REST.mostMs));
    }
    for (const [id, until] of rests) if (until <= now()) rests.delete(id);
  }

  /** Drafts that other processes saved. */
  async function findSaved(): Promise<void> {
    const source = byName.get("draft");
    if (!source) return;
    for await (const ids of others.savedSince()) {
      const standing = await source.standing(resources, { ids });
      for (const id of await outdated(writing(source), standing, isCurrent)) saved.add(id);
    }
  }

  /** The whole of one thing of which a part is found already. */
  async function readLater(): Promise<void> {
    const [first] = later;
    if (!first) return;
    const [id, source] = first;
    later.delete(id);
    try {
      if (await readWhole(source, id)) return;
    } catch (error) {
      readLaterAgain(id, source);
      throw error;
    }
    // Such as while the store of files does not answer.
    readLaterAgain(id, source);
  }

  function readLaterAgain(id: string, source: SearchSource): void {
    setTimeout(() => later.set(id, source), LATER_AGAIN_MS).unref();
  }

  /** False where it can't be read now. */
  async function readWhole(source: SearchSource, id: string): Promise<boolean> {
    const seen = await seenNow(writing(source), [id]);
    const entry = await source.whole?.(resources, id);
    if (!entry) return (await source.standing(resources, { ids: [id] })).length === 0;
    // It may have been taken away while it was read.
    const [now] = await source.standing(resources, { ids: [id] });
    if (now?.stamp === entry.stamp) await writeEntries(writing(source), [entry], seen);
    return true;
  }

  /** Between lines of a long record drafts have their turn: what is typed is found within seconds. */
  async function follow(isWhole: boolean, signal?: AbortSignal): Promise<void> {
    while (await followRecord()) {
      signal?.throwIfAborted();
      await followDrafts(isWhole);
    }
    await followDrafts(isWhole);
    await tryAgain(isWhole);
  }

  /** Fills a new index, and looks at everything now and then. */
  async function sweepIfDue(signal?: AbortSignal): Promise<void> {
    const isBuilt = (await mark(MARKS.built)) !== null;
    const isDue = sweptAt === null || now() - sweptAt > SWEEP_MS;
    if ((isBuilt && !isDue) || (restsUntil !== null && now() < restsUntil)) return;
    const began = now();
    let looked = began;
    const between = async () => {
      signal?.throwIfAborted();
      if (now() - looked < LOOK_MS) return;
      await follow(false, signal);
      looked = now();
    };
    restsUntil = null;
    try {
      cut.clear();
      await sweep({ sources, writing, keepLater, between, log, signal });
    } catch (error) {
      if (!isForAll(error)) restsUntil = now() + SWEEP_AGAIN_MS;
      throw error;
    }
    sweptAt = now();
    if (isBuilt) return;
    await write(index, { marks: { [MARKS.built]: new Date().toISOString() } });
    log.info({ ms: Math.round(now() - began) }, "the index of what is found was built");
  }

  const waitFor = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener("abort", end, { once: true });
    });

  /** Files are read beside, one at a time: one may take a minute. */
  async function runLater(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await readLater().catch(tell);
      await waitFor(later.size > 0 ? 50 : LOOK_MS, signal);
    }
  }

  /** The log has it once for as long as it lasts; never words, which errors may quote. */
  function tell(error: unknown): void {
    if (isTold) return;
    isTold = true;
    const why = error instanceof IndexProblem ? error.message : nameOf(error);
    log.warn({ why }, "what is found is not up to date; it is tried again");
  }

  async function run(signal: AbortSignal): Promise<void> {
    const beside = runLater(signal);
    let failures = 0;
    while (!signal.aborted) {
      try {
        await follow(false, signal);
        await sweepIfDue(signal);
        failures = 0;
        isTold = false;
      } catch (error) {
        if (signal.aborted) break;
        failures += 1;
        tell(error);
      }
      await waitFor(Math.min(LOOK_MS * 2 ** failures, 60_000), signal);
    }
    await beside;
  }

  return {
    draftSaved: (documentId) => void saved.add(documentId),
    run,
    async catchUp(isWhole = true) {
      await follow(isWhole);
      await sweepIfDue();
      for (let left = later.size; isWhole && left > 0; left -= 1) await readLater();
    },
    waiting: () => ({
      lines,
      drafts: saved.size,
      files: later.size,
      again: retries.size(),
      cut: cut.size,
    }),
  };
}
