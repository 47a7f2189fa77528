import { sizeText } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { answered } from "#server/blobs/problem.ts";
import type { Exhibits } from "#server/exhibits/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { archivesWith, isArchiveGoing } from "#server/services/taking-along/held.ts";
import type { UploadRoom } from "#server/upload-room.ts";

type Quota = Resources["attachmentQuota"];

/**
 * The room for uploads to a matter. What lies in the store counts, each file once, with what was
 * removed and not yet deleted (sweep.ts). Refuses `too-large` where nothing is left.
 */
export async function roomIn(
  resources: Pick<Resources, "database" | "clock" | "attachmentQuota">,
  matterId: string,
): Promise<Outcome<UploadRoom>> {
  const { database, attachmentQuota } = resources;
  const used = await usedBytes(database.client, matterId);
  const room = { ...leftOf(used, attachmentQuota), ...roomOf(resources, matterId, true) };
  return room.left > 0 ? done(room) : refuse("too-large", `Nothing was stored. ${room.full}`);
}

/**
 * The same without a limit, for copies of filed papers and of files that are there already: they
 * count, and are never refused.
 */
export function unlimitedRoomIn(
  resources: Pick<Resources, "database" | "clock" | "attachmentQuota">,
  matterId: string,
): UploadRoom {
  return { left: Infinity, full: "", ...roomOf(resources, matterId, false) };
}

function roomOf(
  resources: Parameters<typeof roomIn>[0],
  matterId: string,
  isLimited: boolean,
): Pick<UploadRoom, "take" | "giveBack"> {
  return {
    take: takeOf(resources, matterId, isLimited),
    giveBack: (sha256) => forgetBrought(resources, matterId, sha256),
  };
}

/**
 * Counts a file once less that was not stored. Bytes that are in the store all the same, where it
 * failed only to answer, are the sweep's: nothing names them.
 */
async function forgetBrought(
  { database }: Pick<Resources, "database">,
  matterId: string,
  sha256: string,
): Promise<void> {
  await database.write(async (tx) => {
    const of = { matterId, sha256 };
    await tx.matterFile.deleteMany({ where: { ...of, brought: { lte: 1 } } });
    await tx.matterFile.updateMany({ where: of, data: { brought: { decrement: 1 } } });
  });
}

function takeOf(
  { database, clock, attachmentQuota }: Parameters<typeof roomIn>[0],
  matterId: string,
  isLimited: boolean,
): UploadRoom["take"] {
  return ({ sha256, bytes }) =>
    // The lock of the record: such transactions run one after the other, in all processes.
    database.write(async (tx) => {
      const abandoned = abandonedSince(clock());
      const there = await tx.matterFile.findMany({ where: { sha256 } });
      if (there.some(({ leavingAt }) => leavingAt !== null && leavingAt >= abandoned)) {
        return refuse(
          "unavailable",
          "That file is being deleted at this moment. Try again in a minute.",
        );
      }
      if (there.length === 0 && (await isArchiveGoing(tx, sha256))) {
        return refuse("unavailable", GOING);
      }
      const used = await usedBytes(tx, matterId);
      const added = {
        matter: there.some((row) => row.matterId === matterId) ? 0 : bytes,
        workspace: there.length > 0 ? 0 : bytes,
      };
      if (isLimited && !fits(used, added, attachmentQuota)) {
        return refuse("too-large", `Nothing was stored. ${leftOf(used, attachmentQuota).full}`);
      }
      await tx.matterFile.deleteMany({ where: { sha256, leavingAt: { lt: abandoned } } });
      const broughtAt = clock();
      await tx.matterFile.upsert({
        where: { matterId_sha256: { matterId, sha256 } },
        create: { matterId, sha256, bytes, brought: 1, broughtAt },
        update: { brought: { increment: 1 }, broughtAt },
      });
      return done();
    });
}

/**
 * Gives back the room of a file whose upload was refused after it was stored, and deletes it where
 * no other upload ever brought it: so nothing else can name it.
 */
export async function giveBack(
  {
    database,
    blobs,
    exhibits,
    clock,
  }: Pick<Resources, "database" | "clock"> & {
    readonly blobs: Pick<Blobs, "delete">;
    readonly exhibits: Pick<Exhibits, "forget">;
  },
  matterId: string,
  sha256: string,
): Promise<void> {
  const isLeaving = await database.write(async (tx) => {
    const where = { matterId_sha256: { matterId, sha256 } };
    const row = await tx.matterFile.findUnique({ where });
    if (!row) return false;
    if (row.brought > 1) {
      await tx.matterFile.update({ where, data: { brought: { decrement: 1 } } });
      return false;
    }
    const [others, archives] = await Promise.all([
      tx.matterFile.count({ where: { sha256, matterId: { not: matterId } } }),
      archivesWith(tx, sha256),
    ]);
    if (others + archives > 0) {
      await tx.matterFile.delete({ where });
      return false;
    }
    // Somebody who brings it again meanwhile is asked to wait, so that their file is not deleted.
    await tx.matterFile.update({ where, data: { leavingAt: clock() } });
    return true;
  });
  if (!isLeaving) return;
  const deleted = await answered(blobs.delete(sha256));
  const leaving = { sha256, leavingAt: { not: null } };
  await database.write((tx) =>
    deleted.ok
      ? tx.matterFile.deleteMany({ where: leaving })
      : // The sweep does it, once the store answers again.
        tx.matterFile.updateMany({ where: leaving, data: { leavingAt: null } }),
  );
  if (deleted.ok) await exhibits.forget(sha256);
}

/** Milliseconds after which a process that had begun to delete a file has certainly ended. */
const DELETING_MS = 10 * 60 * 1000;

function abandonedSince(now: Date): Date {
  return new Date(now.getTime() - DELETING_MS);
}

/** Since when a file is certainly not on its way to the store any more, in milliseconds. */
const ON_ITS_WAY_MS = 24 * 60 * 60 * 1000;

/**
 * Gives back the room of files that are no longer in the store, once they can't be on their way there
 * any more, and deletes those of which a process that ended had begun to.
 * @param stored the hashes of all that is in it.
 */
export async function giveBackDeleted(
  {
    database,
    blobs,
    clock,
  }: Pick<Resources, "database" | "clock"> & { readonly blobs: Pick<Blobs, "delete"> },
  stored: ReadonlySet<string>,
): Promise<void> {
  const old = new Date(clock().getTime() - ON_ITS_WAY_MS);
  const leaving = await database.client.matterFile.findMany({
    where: { leavingAt: { lt: abandonedSince(clock()) } },
    select: { sha256: true },
  });
  for (const { sha256 } of leaving) {
    const abandoned = { sha256, leavingAt: { lt: abandonedSince(clock()) } };
    // Anew, so that whoever brings it at this moment waits; they may have done so before.
    const { count } = await database.write((tx) =>
      tx.matterFile.updateMany({ where: abandoned, data: { leavingAt: clock() } }),
    );
    if (count === 0) continue;
    if ((await archivesWith(database.client, sha256)) === 0) await blobs.delete(sha256);
    await database.write((tx) =>
      tx.matterFile.deleteMany({ where: { sha256, leavingAt: { not: null } } }),
    );
  }
  const counted = await database.client.matterFile.findMany({
    where: { broughtAt: { lt: old } },
    select: { sha256: true },
    distinct: "sha256",
  });
  // The PDF of a paper that was brought in is stored with the filings' (L59, A3), and goes on counting.
  const broughtIn = await database.client.filing.findMany({ select: { pdfHash: true } });
  const kept = new Set([...stored, ...broughtIn.map(({ pdfHash }) => pdfHash)]);
  const gone = counted.filter(({ sha256 }) => !kept.has(sha256));
  for (const { sha256 } of gone) {
    await database.write((tx) =>
      tx.matterFile.deleteMany({ where: { sha256, broughtAt: { lt: old } } }),
    );
  }
}

const GOING =
  "That file is an archive that was discarded or brought in, or whose days are over: it is about to be deleted. Try again in an hour.";

interface UsedBytes {
  readonly matter: number;
  readonly workspace: number;
}

/**
 * Takes the room of files that were stored before the matter that has them, in the transaction that writes
 * it. Refuses `too-large`, and `unavailable` where one of them is being deleted.
 */
export async function takeAllIn(
  tx: Transaction,
  {
    matterId,
    files,
    quota,
    at,
  }: {
    readonly matterId: string;
    readonly files: readonly { readonly sha256: string; readonly bytes: number }[];
    readonly quota: Quota;
    readonly at: Date;
  },
): Promise<Outcome<void>> {
  const hashes = files.map(({ sha256 }) => sha256);
  const there = new Set<string>();
  for (let from = 0; from < hashes.length; from += FILES_PER_QUERY) {
    const sha256 = { in: hashes.slice(from, from + FILES_PER_QUERY) };
    for (const row of await tx.matterFile.findMany({ where: { sha256 } })) {
      if (row.leavingAt !== null) {
        return refuse("unavailable", "A file of it is being deleted here. Try again in a minute.");
      }
      there.add(row.sha256);
    }
  }
  const used = await usedBytes(tx, matterId);
  const sum = (some: typeof files) => some.reduce((all, { bytes }) => all + bytes, 0);
  const added = { matter: sum(files), workspace: sum(files.filter((f) => !there.has(f.sha256))) };
  if (!fits(used, added, quota)) return refuse("too-large", leftOf(used, quota).full);
  for (let from = 0; from < files.length; from += FILES_PER_QUERY) {
    const data = files.slice(from, from + FILES_PER_QUERY).map(({ sha256, bytes }) => ({
      matterId,
      sha256,
      bytes,
      brought: 1,
      broughtAt: at,
    }));
    await tx.matterFile.createMany({ data });
  }
  return done();
}

/** Rows of one statement. */
const FILES_PER_QUERY = 200;

/** The room that there is for the files of a matter to come. */
export async function roomForAnother({
  database,
  attachmentQuota,
}: Pick<Resources, "database" | "attachmentQuota">): Promise<Pick<UploadRoom, "left" | "full">> {
  return leftOf(await usedBytes(database.client, ""), attachmentQuota);
}

/** The bytes of the files that count, each once. */
async function usedBytes(client: PrismaClient | Transaction, matterId: string): Promise<UsedBytes> {
  const [row] = await client.$queryRaw<{ matter: unknown; workspace: unknown }[]>`
    SELECT SUM("bytes") AS "workspace", SUM("ofMatter") AS "matter" FROM (
      SELECT MAX("bytes") AS "bytes",
        MAX(CASE WHEN "matterId" = ${matterId} THEN "bytes" ELSE 0 END) AS "ofMatter"
      FROM "MatterFile" GROUP BY "sha256"
    ) AS "files"`;
  return { matter: Number(row?.matter ?? 0), workspace: Number(row?.workspace ?? 0) };
}

function fits(used: UsedBytes, added: UsedBytes, quota: Quota): boolean {
  return (
    used.matter + added.matter <= quota.bytesOfMatter &&
    used.workspace + added.workspace <= quota.bytesOfWorkspace
  );
}

function leftOf(used: UsedBytes, quota: Quota): Pick<UploadRoom, "left" | "full"> {
  const ofMatter = quota.bytesOfMatter - used.matter;
  const ofWorkspace = quota.bytesOfWorkspace - used.workspace;
  return ofMatter <= ofWorkspace
    ? { left: ofMatter, full: fullSentence("this matter", used.matter, quota.bytesOfMatter) }
    : {
        left: ofWorkspace,
        full: fullSentence("all matters", used.workspace, quota.bytesOfWorkspace),
      };
}

function fullSentence(of: string, used: number, most: number): string {
  return `The files of ${of} take ${sizeText(used)} of the ${sizeText(most)} that they may, with those that were removed in the last 30 days. Whoever runs this workspace can give more room; removing a file makes room 30 days later.`;
}
