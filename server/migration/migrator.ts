import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import type { MigratedDraft, Schema2Draft } from "./migrate-draft.ts";

/** Migrates drafts outside the event loop, one at a time. */
export interface Migrator {
  /** Rejects where a draft can't be read, and after the time limit. */
  migrate(draft: Schema2Draft): Promise<MigratedDraft>;
  close(): Promise<void>;
}

/** The worker starts with the first draft. */
export function createMigrator({
  workerUrl,
  failures,
}: {
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): Migrator {
  const pool = createWorkerPool<Schema2Draft, MigratedDraft>({
    name: "migration",
    failures,
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
      const migrated = await pool.run(draft);
      if (migrated.ok) return migrated.value;
      const { code } = migrated.refusal;
      throw new Error(code === "too-costly" ? "it took longer than five minutes" : code);
    },
    close: () => pool.close(),
  };
}
