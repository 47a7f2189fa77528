import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import type { PictureJob } from "./picture-job.ts";

/** Draws pages of PDFs away from the event loop. */
export interface PagePictures {
  /**
   * Returns the page as a PNG. Refuses `not-found` where the PDF has no such page, and
   * `unavailable` where too many requests wait.
   */
  draw(job: PictureJob): Promise<Outcome<Uint8Array>>;
  close(): Promise<void>;
}

/** Workers start with the first request. */
export function createPagePictures({ workerUrl }: { readonly workerUrl: URL }): PagePictures {
  const pool = createWorkerPool<PictureJob, Uint8Array | null>({
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
      try {
        const picture = await pool.run(job);
        return picture ? done(picture) : refuse("not-found");
      } catch (error) {
        if (error instanceof TooMuchWaits) return refuse("unavailable", BUSY);
        throw error;
      }
    },
    close: () => pool.close(),
  };
}

const BUSY =
  "Too many pages are being drawn at this moment. The text is unchanged; the preview tries again by itself.";
