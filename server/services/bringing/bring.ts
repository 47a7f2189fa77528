import type { Actor } from "#app/domain/actor.ts";
import { withoutHiddenSigns } from "#app/domain/hidden-signs.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { bringArchiveForm, BROUGHT_ARCHIVE_FIELD } from "#app/domain/forms/bring-archive.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ArrivedBlob } from "#server/blobs/index.ts";
import { answered, notStoredSentence } from "#server/blobs/problem.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { taking, theActor, unaudited } from "#server/services/command.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import type { Resources } from "#server/services/resources.ts";
import {
  deleteArchiveBytes,
  isArchiveGoing,
  roomForArchives,
} from "#server/services/taking-along/held.ts";
import { BRINGING } from "./limits.ts";
import { isOwnArchive, mayBringIn, reachOfActor } from "./rights.ts";

/** Whether somebody may send an archive now; checked before anything of it is read. */
export async function mayBringArchive(
  { database: { client }, attachmentQuota }: Pick<Resources, "database" | "attachmentQuota">,
  actor: Actor,
): Promise<Outcome<void>> {
  const allowed = mayBringIn(actor);
  if (!allowed.ok) return allowed;
  const why = await whyNotNow(client, actor, attachmentQuota);
  return why === null ? done() : notStored(why);
}

/** Why somebody who may bring archives in can bring none at this moment; null where they can. */
export async function whyNotNow(
  client: PrismaClient | Transaction,
  actor: Actor,
  quota: Resources["attachmentQuota"],
): Promise<string | null> {
  const another = await anotherOf(client, actor);
  if (another !== null) return another;
  return (await roomForArchives(client, quota)) > 0 ? null : full(quota);
}

/** Why an archive of the actor's that takes room keeps them from sending another; null for none. */
async function anotherOf(client: PrismaClient | Transaction, actor: Actor): Promise<string | null> {
  const standing = await client.broughtArchive.findMany({
    where: { broughtById: actor.userId, ...STANDING },
    select: { broughtById: true, reach: true },
  });
  if (standing.length === 0) return null;
  const isShown = standing.some((row) => isOwnArchive(actor, row));
  return isShown ? ONE_AT_A_TIME : `${ONE_AT_A_TIME} ${ELSEWHERE}`;
}

const STANDING = {
  OR: [
    { state: { in: ["checking", "ready", "waiting", "working"] } },
    // It can be tried again, and is kept for that.
    { state: "failed", bytes: { gt: 0 } },
  ],
};

/** People whose archives are arriving in this process: one at a time each. */
const arriving = new Set<string>();

/**
 * Takes an archive of matters into the store (A3). Nothing of it is looked at here: one process of all
 * unpacks and checks it within the minute, and its bringer sees what is in it before anything is written.
 */
export const bringArchive = unaudited({
  on: theActor,
  form: bringArchiveForm,
  takes: taking<[upload: Upload]>(),
  permission: () => mayBringIn,
  async prepare({ resources, actor, extra: [{ fileName, bytes }] }) {
    const name = nameOf(fileName);
    if (arriving.has(actor.userId)) return notStored(ONE_AT_A_TIME);
    arriving.add(actor.userId);
    try {
      const { database, attachmentQuota, blobs } = resources;
      const why = await whyNotNow(database.client, actor, attachmentQuota);
      if (why !== null) return notStored(why);
      const room = await roomForArchives(database.client, attachmentQuota);
      const arrived = await blobs.receive(bytes, Math.min(room, BRINGING.bytes));
      if (arrived === null) return tooLarge(room, attachmentQuota);
      try {
        const put = await stored(resources, arrived, name);
        return put.ok ? done({ ...put.value, quota: attachmentQuota }) : put;
      } finally {
        // Moved already where it was stored.
        await blobs.discard(arrived);
      }
    } finally {
      arriving.delete(actor.userId);
    }
  },
  undo: ({ sha256 }, { resources }) => deleteArchiveBytes(resources, "", sha256),
  async run({ tx, at, ids, actor, prepared: { name, sha256, bytes, quota } }) {
    // Again inside: another one may have come meanwhile, of the actor's or of others'.
    const another = await anotherOf(tx, actor);
    if (another !== null) return notStored(another);
    if ((await roomForArchives(tx, quota)) < bytes) return refuse("too-large", noRoom(quota));
    if (await isArchiveGoing(tx, sha256)) return refuse("unavailable", GOING);
    const archiveId = ids();
    await tx.broughtArchive.create({
      data: {
        id: archiveId,
        broughtById: actor.userId,
        reach: reachOfActor(actor),
        name,
        bytes: BigInt(bytes),
        sha256,
        broughtAt: at,
        state: "checking",
        expiresAt: new Date(at.getTime() + BRINGING.keptMs),
      },
    });
    return done({ archiveId });
  },
});

async function stored(
  { database, blobs }: Pick<Resources, "database" | "blobs">,
  arrived: ArrivedBlob,
  name: string,
): Promise<Outcome<{ readonly name: string; readonly sha256: string; readonly bytes: number }>> {
  const { sha256, bytes } = arrived;
  if (bytes === 0) return refuse("bad-input", undefined, { [BROUGHT_ARCHIVE_FIELD]: EMPTY });
  if (await isArchiveGoing(database.client, sha256)) return refuse("unavailable", GOING);
  const put = await answered(blobs.put(arrived), notStoredSentence(name));
  return put.ok ? done({ name, sha256, bytes }) : put;
}

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const NO_NAME = /[\u0000-\u001F\u007F-\u009F\u2028\u2029/\\]|\p{Surrogate}/gu;
const LONGEST_NAME = 120;

/** The name of a file as its bringer is shown it: without folders, and on one line. */
function nameOf(fileName: string): string {
  const last = fileName.split(/[/\\]/u).at(-1) ?? "";
  const plain = withoutHiddenSigns(last.replaceAll(NO_NAME, " ")).trim();
  return [...plain].slice(0, LONGEST_NAME).join("") || "archive.zip";
}

function tooLarge(room: number, quota: Resources["attachmentQuota"]): Outcome<never> {
  if (room < BRINGING.bytes) return refuse("too-large", noRoom(quota));
  return refuse("too-large", undefined, {
    [BROUGHT_ARCHIVE_FIELD]: `It has more than ${sizeText(BRINGING.bytes)}. Nothing was stored; take its matters along one by one.`,
  });
}

const ONE_AT_A_TIME =
  "An archive of yours is under way, waits for what you choose, or can be tried again: bring it in or discard it before you send another.";
const ELSEWHERE = "Where it is not shown, sign in as you did when you sent it.";
const GOING =
  "This very file is about to be deleted: an archive of these bytes was brought in or discarded, or its days are over. Try again in an hour.";
const EMPTY = "It is empty. Nothing was stored.";
/** To whoever sent one; the page says the same before anything is sent. */
const notStored = (why: string) => refuse("unavailable", `${why} Nothing was stored.`);
const full = ({ bytesOfWorkspace }: Resources["attachmentQuota"]) =>
  `Archives may take ${sizeText(bytesOfWorkspace)} together, and those that are kept leave no room for another: discard others, or ask whoever runs this workspace for more room.`;
const noRoom = ({ bytesOfWorkspace }: Resources["attachmentQuota"]) =>
  `Archives may take ${sizeText(bytesOfWorkspace)} together, and this one does not fit beside those that are kept. Nothing was stored; discard others, or ask whoever runs this workspace for more room.`;
