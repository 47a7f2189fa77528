import canonicalize from "canonicalize";
import { sizeText } from "#app/domain/exhibit.ts";
import type { ArrivedBlob } from "#server/blobs/index.ts";
import { writeJob } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { TAKING_ALONG } from "./limits.ts";
import { deleteArchiveBytes, roomForArchives } from "./held.ts";
import { ARCHIVE_READY } from "./jobs.ts";
import { mayStillHave, ArchiveRefused } from "./rights.ts";
import type { AskedArchive } from "./asked.ts";
import { progressInRow, type Progress } from "./progress.ts";
import { writeArchive, type ArchiveMaker } from "./write.ts";
import { ArchiveTooLarge, ArchiveZip } from "./zip.ts";

/**
 * Makes the archive that waits longest, and returns whether there was one: each has a turn, and so an hour,
 * of its own. By one process at a time, which is why one that is said to be worked on is left over from a
 * turn that ended.
 */
export async function makeArchive(maker: ArchiveMaker, signal: AbortSignal): Promise<boolean> {
  const row = await maker.resources.database.client.takenArchive.findFirst({
    where: { state: { in: ["waiting", "working"] } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  if (!row || signal.aborted) return false;
  await makeOne(maker, row, signal);
  return true;
}

async function makeOne(maker: ArchiveMaker, row: AskedArchive, signal: AbortSignal): Promise<void> {
  const { resources } = maker;
  const { client } = resources.database;
  const where = { id: row.id, state: { in: ["waiting", "working"] } };
  if (row.attempts >= TAKING_ALONG.attempts) {
    await client.takenArchive.updateMany({ where, data: { state: "failed", failure: OFTEN } });
    return;
  }
  const begun = await client.takenArchive.updateMany({
    where,
    data: { state: "working", attempts: { increment: 1 }, partsDone: 0, parts: null },
  });
  if (begun.count === 0) return;
  try {
    await madeAndKept(maker, row, signal);
  } catch (error) {
    // Another process goes on with it, or this one after its start.
    if (signal.aborted) throw error;
    if (!isSaid(error)) resources.log.error({ err: error, archiveId: row.id }, "an archive failed");
    // Not where another process has begun it anew: that one goes on.
    await client.takenArchive.updateMany({
      where: { ...where, attempts: row.attempts + 1 },
      data: { state: "failed", failure: isSaid(error) ? error.message : FAILED },
    });
  }
}

async function madeAndKept(
  maker: ArchiveMaker,
  row: AskedArchive,
  signal: AbortSignal,
): Promise<void> {
  const { resources } = maker;
  const { database, blobs, clock, jobs } = resources;
  const limit = await roomForArchives(database.client, resources.attachmentQuota);
  if (limit <= 0) throw new ArchiveTooLarge(noRoom(resources));
  const zip = new ArchiveZip(clock(), signal);
  const progress = progressOf(resources, row.id);
  const receiving = blobs.receive(zip.bytes, limit);
  const making = writeArchive(maker, zip, row, progress);
  making.catch((error: unknown) => zip.fail(error instanceof Error ? error : new Error("failed")));
  const [written, received] = await Promise.allSettled([making, receiving]);
  const arrived = received.status === "fulfilled" ? received.value : null;
  if (written.status === "rejected" || arrived === null) {
    if (arrived) await blobs.discard(arrived);
    // Where the bytes were too many, nobody took the rest of them.
    if (received.status === "fulfilled" && arrived === null) {
      if (written.status === "rejected" && isSaid(written.reason)) throw written.reason;
      throw new ArchiveTooLarge(noRoom(resources));
    }
    throw written.status === "rejected" ? written.reason : failureOf(received);
  }
  try {
    await mayStillHave(resources, row, written.value.ownThreadsOf);
    await blobs.put(arrived);
  } catch (error) {
    await blobs.discard(arrived);
    throw error;
  }
  const isKept = await database.client.$transaction(async (tx) => {
    const at = clock();
    const { count } = await tx.takenArchive.updateMany({
      where: { id: row.id, state: "working", attempts: row.attempts + 1 },
      data: {
        state: "ready",
        ...storedAs(arrived),
        ownThreadsOf: canonicalize([...written.value.ownThreadsOf].toSorted()) ?? "[]",
        readyAt: at,
        expiresAt: new Date(at.getTime() + TAKING_ALONG.keptMs),
      },
    });
    if (count === 0) return false;
    const payload = { archiveId: row.id };
    await writeJob(tx, at, { kind: ARCHIVE_READY, key: `${ARCHIVE_READY}:${row.id}`, payload });
    return true;
  });
  if (isKept) jobs.wake();
  else await deleteArchiveBytes(resources, row.id, arrived.sha256);
}

const isSaid = (error: unknown): error is Error =>
  error instanceof ArchiveRefused || error instanceof ArchiveTooLarge;

function failureOf(received: PromiseSettledResult<unknown>): unknown {
  return received.status === "rejected" ? received.reason : new Error("no archive was received");
}

function storedAs({ sha256, bytes }: ArrivedBlob) {
  return { sha256, bytes: BigInt(bytes) };
}

function noRoom({ attachmentQuota }: Pick<Resources, "attachmentQuota">): string {
  return `Archives may take ${sizeText(attachmentQuota.bytesOfWorkspace)} together, and this one does not fit beside those that are kept. Discard others, take single matters, or ask whoever runs this workspace for more room.`;
}

function progressOf({ database: { client } }: Pick<Resources, "database">, id: string): Progress {
  return progressInRow(
    (data) => client.takenArchive.updateMany({ where: { id, state: "working" }, data }),
    () => new ArchiveRefused("It was discarded."),
  );
}

const OFTEN =
  "It was begun three times and never came to its end: it took longer than an hour, or the server ended. Nothing is lost; tell whoever runs this workspace.";
const FAILED =
  "It could not be made, and the server’s log says why. Nothing is lost; tell whoever runs this workspace, and try again.";
