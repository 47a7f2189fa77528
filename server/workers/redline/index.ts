import { Tinypool } from "tinypool";
import type { ProseJSON } from "#app/document/prose.ts";
import type { RedlineCounts } from "#app/document/redline/index.ts";

/** What differs between two texts, as safe HTML. */
export interface DrawnRedline {
  readonly html: string;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared word by word. */
  readonly exact: boolean;
}

/** Compares texts away from the request thread; what each comparison may cost is bounded. */
export interface Redlines {
  between(before: ProseJSON, after: ProseJSON): Promise<DrawnRedline>;
  close(): Promise<void>;
}

/** How long the worker stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Starts no worker before there is work. `workerUrl` is worker.ts where tsx runs the server, and its
 * bundle in production.
 */
export function createRedlines({ workerUrl }: { readonly workerUrl: URL }): Redlines {
  const isSource = workerUrl.pathname.endsWith(".ts");
  const pool = new Tinypool({
    filename: workerUrl.href,
    runtime: "worker_threads",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: isSource ? ["--import", import.meta.resolve("tsx")] : [],
  });
  return {
    between: (before, after) => pool.run({ before, after }) as Promise<DrawnRedline>,
    close: () => pool.destroy(),
  };
}
