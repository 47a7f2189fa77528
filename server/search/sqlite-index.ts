import type { Log } from "#server/log.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { checkBounds, refusedIndex } from "./hits.ts";
import type { IndexOutcome, SearchIndex } from "./search-index.ts";
import type { SearchTask, SearchTaskOutput } from "./tasks.ts";

interface SqliteIndexOptions {
  /** The file of the index: `search.sqlite` in DATA_DIR. */
  readonly file: string;
  /** worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  readonly log: Pick<Log, "warn">;
  /** Milliseconds that a search may take, and a write. */
  readonly limits?: { readonly find: number; readonly write: number };
}

/** The limit of a search includes the start of its worker, a second on a slow machine. */
const LIMITS = { find: 10_000, write: 60_000 };

/**
 * The index in a file of its own. Two threads have it open, one that writes and one that searches, so
 * that nobody who searches waits for a batch of a thousand texts. Neither is the server's main thread.
 */
export function createSqliteIndex(options: SqliteIndexOptions): SearchIndex {
  const { file, workerUrl, failures, log, limits = LIMITS } = options;
  const pool = (name: string, timeLimitMs: number) =>
    createWorkerPool<SearchTask, SearchTaskOutput>({
      name,
      url: workerUrl,
      runtime: "thread",
      waiting: { inAll: 500, ofOne: 500 },
      timeLimitMs,
      memoryMiB: 256,
      idleMs: 300_000,
      failures,
      afterError: "keep",
    });
  const writer = pool("search-writer", limits.write);
  const reader = pool("search", limits.find);
  /** While another file takes the place of this one. */
  let replacing: Promise<unknown> | null = null;

  async function run<T>(of: typeof writer, task: SearchTask): IndexOutcome<T> {
    // Between this look and the task's place in the queue nothing else happens.
    while (replacing) await replacing;
    return heard(await of.run(task));
  }

  async function heard<T>(outcome: Awaited<ReturnType<typeof writer.run>>): IndexOutcome<T> {
    if (!outcome.ok) return outcome;
    const { value: output } = outcome;
    if (output.ok) return { ok: true, value: output.value as T };
    if (output.code === "failed") {
      log.warn({ why: output.why }, "the search index could not be used");
      return refusedIndex("unavailable");
    }
    if (!replacing) {
      log.warn({ file }, "the search index was damaged, or another release's: it is built anew");
      void replace();
    }
    while (replacing) await replacing;
    return refusedIndex("damaged");
  }

  /** Both let go of the file, and another takes its place. */
  function replace(): ReturnType<typeof writer.run> {
    const replaced = reader
      .run({ kind: "let-go" })
      .then(() => writer.run({ kind: "wipe", file }))
      .finally(() => (replacing = null));
    replacing = replaced;
    return replaced;
  }

  return {
    write: (change) => {
      checkBounds(change);
      return run(writer, { kind: "write", file, change });
    },
    find: (query, { scopes, groups }) => run(reader, { kind: "find", file, query, scopes, groups }),
    meant: (query, { scopes, sources }) =>
      run(reader, { kind: "meant", file, query, scopes, sources }),
    stampsOf: (names) => run(reader, { kind: "stamps-of", file, names }),
    stamps: (source, { after = null, prefix = "", scope = null, limit }) =>
      run(reader, { kind: "stamps", file, source, after, prefix, scope, limit }),
    mark: (name) => run(reader, { kind: "mark", file, name }),
    size: () => run(reader, { kind: "size", file }),
    wipe: async () => {
      while (replacing) await replacing;
      return heard(await replace());
    },
    close: async () => {
      await Promise.all([reader.close(), writer.close()]);
    },
  };
}
