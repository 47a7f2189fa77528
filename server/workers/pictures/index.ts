import { Tinypool } from "tinypool";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** One page of a PDF, to be drawn. */
export interface PictureJob {
  readonly pdf: Uint8Array;
  /** From 1. */
  readonly page: number;
  /** In pixels; the height follows. */
  readonly width: number;
}

/** Draws pages of PDFs away from the event loop. */
export interface PagePictures {
  /**
   * The page as a PNG. Refuses `not-found` where the PDF has no such page, and `unavailable` where
   * too many wait already.
   */
  draw(job: PictureJob): Promise<Outcome<Uint8Array>>;
  close(): Promise<void>;
}

/** How long the worker stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;
/** How many pages may wait: a page takes about 15 ms. */
const QUEUE_LIMIT = 100;

/**
 * Starts no worker before there is work. `workerUrl` is worker.ts where tsx runs the server, and its
 * bundle in production.
 */
export function createPagePictures({ workerUrl }: { readonly workerUrl: URL }): PagePictures {
  const isSource = workerUrl.pathname.endsWith(".ts");
  const pool = new Tinypool({
    filename: workerUrl.href,
    runtime: "worker_threads",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: isSource ? ["--import", import.meta.resolve("tsx")] : [],
  });
  let waiting = 0;
  return {
    async draw(job) {
      if (waiting >= QUEUE_LIMIT) return refuse("unavailable", BUSY);
      waiting += 1;
      try {
        const picture = (await pool.run(job)) as Uint8Array | null;
        return picture ? done(picture) : refuse("not-found");
      } finally {
        waiting -= 1;
      }
    },
    close: () => pool.destroy(),
  };
}

const BUSY =
  "Too many pages are being drawn at this moment. The text is unchanged; the preview tries again by itself.";
