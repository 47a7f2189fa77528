// `npm run seed`: adds the missing pieces of the demonstration to the database of DATABASE_URL, or
// to the file under DATA_DIR, and prints what it added.
import path from "node:path";
import { Registry } from "prom-client";
import { createAttachments } from "#server/attachments/index.ts";
import { createAuth } from "#server/auth/index.ts";
import { FOR_COMMANDS } from "#server/blobs/limits.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { DatabaseProblem, openDatabase } from "#server/database/index.ts";
import { EnvironmentProblem, readEnvironment } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { keepNewFilesPrivate } from "#server/private-files.ts";
import { rootFolder } from "#server/root-folder.ts";
import { workerFailures } from "#server/workers/failures.ts";
import { createTypesetter } from "#server/typesetting/index.ts";
import { workerUrl } from "#server/workers/worker-url.ts";
import { seedDemo, SeedProblem } from "./index.ts";

async function run(): Promise<void> {
  keepNewFilesPrivate();
  const environment = readEnvironment(process.env);
  const database = await openDatabase({
    url: environment.databaseUrl,
    migrationsFolder: path.join(rootFolder(), "prisma", "migrations"),
  });
  const log = createLog("error");
  const clock = () => new Date();
  const auth = createAuth({ database, clock, log, secureCookies: false });
  const failures = workerFailures(log, new Registry());
  const typesetter = createTypesetter({
    workerUrl: workerUrl("typesetting-worker"),
    log,
    failures,
  });
  const { storage, dataDir, attachmentQuota } = environment;
  const opened = await openBlobs(storage, { dataDir, limits: FOR_COMMANDS });
  const attachments = createAttachments({
    workerUrl: workerUrl("attachments-worker"),
    failures,
    blobs: opened.blobs,
  });
  try {
    const files = { attachments, attachmentQuota };
    const seeded = await seedDemo({ database, auth, clock, typesetter, files });
    const { added, kept, incomplete } = seeded;
    for (const what of added) console.log(`Added: ${what}`);
    for (const what of incomplete) console.log(`Not brought as far as it should be: ${what}`);
    if (kept > 0) console.log(`There already, and left as they are: ${kept}.`);
  } finally {
    await typesetter.close();
    await attachments.close();
    await opened.close();
    await database.close();
  }
}

run().catch((error: unknown) => {
  const told =
    error instanceof SeedProblem ||
    error instanceof DatabaseProblem ||
    error instanceof EnvironmentProblem;
  console.error(told ? error.message : error);
  process.exitCode = 1;
});
