import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { PictureJob } from "./picture-job.ts";

/** Draws pages of PDFs away from the event loop. */
export interface PagePictures {
  /**
   * Returns the page as a PNG. Refuses `not-found` where the PDF has no such page, and
   * `unavailable` where too many requests wait or the page exceeds the limits.
   */
  draw(job: PictureJob): Promise<Outcome<Uint8Array>>;
  close(): Promise<void>;
}

/** Workers start with the first request. */
export function createPagePictures({
  workerUrl,
  failures,
}: {
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): PagePictures {
  const pool = createWorkerPool<PictureJob, Uint8Array | null>({
    name: "pictures",
    failures,
    url: workerUrl,
    runtime: "thread",
    // A page takes about 15 ms.
    waiting: { inAll: 100, ofOne: 100 },
    timeLimitMs: 30_000,
    idleMs: 60_000,
    afterError: "keep",
  });
  return {
    async draw(job) {
      const drawn = await pool.run(job);
      if (drawn.ok) return drawn.value ? done(drawn.value) : refuse("not-found");
      return refusedTask(drawn.refusal, { tooCostly: refuse("unavailable"), busy: BUSY });
    },
    close: () => pool.close(),
  };
}

const BUSY =
  "Too many pages are being drawn at this moment. The text is unchanged; the preview tries again by itself.";
