import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import type { MigratedDraft, Schema2Draft } from "./migrate-draft.ts";

/** Migrates drafts away from the event loop, one at a time. */
export interface Migrator {
  /** Rejects where a draft can't be read, and after the time limit. */
  migrate(draft: Schema2Draft): Promise<MigratedDraft>;
  close(): Promise<void>;
}

/** How long one draft may take, in milliseconds: 150 pages take one second of one core. */
const TIME_LIMIT_MS = 5 * 60_000;

/**
 * Starts no worker before there is work. `workerUrl` is worker.ts where tsx runs the server, and its
 * bundle in production.
 */
export function createMigrator({ workerUrl }: { readonly workerUrl: URL }): Migrator {
  const isSource = workerUrl.pathname.endsWith(".ts");
  const pool = new Tinypool({
    filename: workerUrl.href,
    // A process of its own: a draft that takes all memory takes only its own.
    runtime: "child_process",
    serialization: "advanced",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 5_000,
    execArgv: isSource ? ["--import", loaderOfSources()] : [],
  });
  return {
    migrate: async (draft) => {
      const timeOut = new AbortController();
      const timer = setTimeout(() => timeOut.abort(), TIME_LIMIT_MS);
      try {
        return (await pool.run(draft, { signal: timeOut.signal })) as MigratedDraft;
      } catch (error) {
        if (timeOut.signal.aborted)
          throw new Error("it took longer than five minutes", { cause: error });
        throw new Error(reasonOf(error), { cause: error });
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => pool.destroy(),
  };
}

/** A worker does not inherit the loader of tsx. */
function loaderOfSources(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}

/** An error that comes from another process is no Error here. */
function reasonOf(error: unknown): string {
  const message =
    typeof error === "object" && error !== null && "message" in error && error.message;
  return typeof message === "string" && message !== "" ? message : String(error);
}
