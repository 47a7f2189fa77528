import { openBlobs, type OpenBlobs } from "#server/blobs/open.ts";
import { reachStorage } from "#server/blobs/check.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { forgetGoneTexts, pageTextsFolderIn } from "#server/exhibits/page-texts.ts";
import type { Environment } from "#server/env.ts";
import type { Log } from "#server/log.ts";

const TIDY_MS = 24 * 60 * 60 * 1000;

/**
 * Opens the store of files. One that does not answer delays no start, and stops nothing but what
 * needs a file: the log says why.
 */
export async function openStorage(
  environment: Pick<Environment, "storage" | "dataDir">,
  log: Pick<Log, "info" | "error">,
): Promise<OpenBlobs> {
  const { storage, dataDir } = environment;
  const opened = await openBlobs(storage, {
    dataDir,
    onProblem: ({ message, code }) => log.error({ code }, message),
  });
  const tidy = async () => {
    try {
      await reachStorage(opened.blobs);
      await forgetGoneTexts(pageTextsFolderIn(dataDir), opened.blobs);
    } catch (error) {
      // A StorageProblem is in the log already.
      if (!(error instanceof StorageProblem)) log.error({ err: error }, "files were not tidied up");
    }
  };
  void tidy();
  const timer = setInterval(() => void tidy(), TIDY_MS).unref();
  return {
    ...opened,
    async close() {
      clearInterval(timer);
      await opened.close();
    },
  };
}
