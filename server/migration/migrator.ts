import { createWorkerPool } from "#server/workers/pool.ts";
import { TaskTooCostly } from "#server/workers/problems.ts";
import type { MigratedDraft, Schema2Draft } from "./migrate-draft.ts";

/** Migrates drafts outside the event loop, one at a time. */
export interface Migrator {
  /** Rejects where a draft can't be read, and after the time limit. */
  migrate(draft: Schema2Draft): Promise<MigratedDraft>;
  close(): Promise<void>;
}

/** The worker starts with the first draft. */
export function createMigrator({ workerUrl }: { readonly workerUrl: URL }): Migrator {
  const pool = createWorkerPool<Schema2Draft, MigratedDraft>({
    url: workerUrl,
    // A process of its own, so that a draft that exhausts memory does not affect the server.
    runtime: "process",
    waiting: { inAll: Infinity, ofOne: Infinity },
    // 150 pages take one second of one core.
    timeLimitMs: 5 * 60_000,
    idleMs: 5_000,
    afterError: "keep",
  });
  return {
    migrate: async (draft) => {
      try {
        return await pool.run(draft);
      } catch (error) {
        if (error instanceof TaskTooCostly)
          throw new Error("it took longer than five minutes", { cause: error });
        throw error;
      }
    },
    close: () => pool.close(),
  };
}
