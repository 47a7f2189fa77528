import type { OpenBlobs } from "#server/blobs/open.ts";
import { createAttachments } from "#server/attachments/index.ts";
import { createExhibits } from "#server/exhibits/index.ts";
import { pageTextsFolderIn, pageTextsIn } from "#server/exhibits/page-texts.ts";
import type { Log } from "#server/log.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { createTypesetter } from "#server/typesetting/index.ts";
import { createMarginWork } from "#server/workers/margin/index.ts";
import { createPagePictures } from "#server/workers/pictures/index.ts";
import { createRedlines } from "#server/workers/redline/index.ts";
import { createTexts } from "#server/workers/texts/index.ts";
import { wordBringing } from "#server/word/bring/index.ts";
import { createWord } from "#server/word/index.ts";
import { workerUrl } from "#server/workers/worker-url.ts";

/**
 * Time limit of one draft's preview in milliseconds: 150 pages take a second when nothing is
 * cached.
 */
const PREVIEW_MS = 10_000;

/** Creates the workers for texts, PDFs and files; each starts on demand. */
export function createDocumentWorkers({
  dataDir,
  storage,
  log,
  failures,
}: {
  readonly dataDir: string;
  readonly storage: OpenBlobs;
  readonly log: Log;
  readonly failures: WorkerFailures;
}) {
  const { blobs } = storage;
  const typesetting = { workerUrl: workerUrl("typesetting-worker"), blobs, log, failures };
  const workers = {
    exhibits: createExhibits({
      workerUrl: workerUrl("exhibits-worker"),
      failures,
      blobs,
      texts: pageTextsIn(pageTextsFolderIn(dataDir)),
    }),
    attachments: createAttachments({ workerUrl: workerUrl("attachments-worker"), failures, blobs }),
    typesetter: createTypesetter(typesetting),
    // Separate, so that previews and filings never wait for each other.
    previewTypesetter: createTypesetter({ ...typesetting, timeLimit: PREVIEW_MS }),
    pagePictures: createPagePictures({ workerUrl: workerUrl("preview-worker"), failures }),
    margin: createMarginWork({ workerUrl: workerUrl("margin-worker"), failures }),
    texts: createTexts({ workerUrl: workerUrl("texts-worker"), failures }),
    word: createWord({ workerUrl: workerUrl("word-worker"), failures }),
    redlines: createRedlines({ workerUrl: workerUrl("redline-worker"), failures }),
  };
  return {
    ...workers,
    redlineTypesetter: workers.typesetter,
    cardTypesetter: workers.previewTypesetter,
    wordFiles: wordBringing(workers.word),
    blobs,
    /** Ends all of them; their running tasks are refused. */
    async close(): Promise<void> {
      await Promise.all(Object.values(workers).map((worker) => worker.close()));
      await storage.close();
    },
  };
}
