import type { Resources } from "#server/services/resources.ts";
import { progressInRow, type Progress } from "#server/services/taking-along/progress.ts";
import { BRINGING } from "./limits.ts";
import { reportOf } from "./look.ts";
import type { ArchiveInFolder } from "./open.ts";
import { whileOpened } from "./opening.ts";
import { BringingRefused } from "./refused.ts";
import { bringerOf, choicesIn } from "./rights.ts";
import { deleteWhatIsOver } from "./delete-bytes.ts";
import { CALLED_OFF, unlessCalledOff } from "./calling-off.ts";

/** All that archives are brought in with. */
interface ArchiveBringer {
  readonly resources: Resources;
  /** The release of the program. */
  readonly release: string;
  /** In which they are unpacked. */
  readonly folder: string;
}

interface WaitingArchive {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly broughtById: string;
  readonly reach: string;
  readonly sha256: string;
  readonly choices: string | null;
}

/**
 * Looks through the archive that waits longest, or brings it in, and returns whether there was one. By one
 * process at a time, which is why one that is said to be worked on is left over from a turn that ended.
 */
export async function bringNext(bringer: ArchiveBringer, signal: AbortSignal): Promise<boolean> {
  const row = await bringer.resources.database.client.broughtArchive.findFirst({
    where: { state: { in: ["checking", "waiting", "working"] } },
    orderBy: [{ broughtAt: "asc" }, { id: "asc" }],
  });
  if (!row || signal.aborted) return false;
  await bringOne(bringer, row, signal);
  await deleteWhatIsOver(bringer.resources);
  return true;
}

async function bringOne(
  bringer: ArchiveBringer,
  row: WaitingArchive,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = bringer.resources;
  const { client } = database;
  const isLook = row.state === "checking";
  const where = { id: row.id, state: isLook ? "checking" : { in: ["waiting", "working"] } };
  if (row.attempts >= BRINGING.attempts) {
    await client.broughtArchive.updateMany({ where, data: { state: "failed", failure: OFTEN } });
    return;
  }
  const begun = await client.broughtArchive.updateMany({
    where: { ...where, attempts: row.attempts },
    data: {
      state: isLook ? "checking" : "working",
      attempts: { increment: 1 },
      partsDone: 0,
      parts: null,
    },
  });
  if (begun.count === 0) return;
  try {
    await unlessCalledOff(client, row.id, signal, (either) =>
      whileOpened(bringer, row, either, (opened) =>
        isLook ? look(bringer, row, opened, either) : bring(bringer, row, opened, either),
      ),
    );
  } catch (error) {
    // Another process goes on with it, or this one after its start.
    if (signal.aborted) throw error;
    const isSaid = error instanceof BringingRefused;
    const { count } = await client.broughtArchive.updateMany({
      where,
      data: { state: "failed", failure: isSaid ? error.message : FAILED },
    });
    // Of one that was called off, the file may be gone already.
    if (!isSaid && count > 0) {
      log.error({ err: error, archiveId: row.id }, "an archive could not be brought in");
    }
  }
}

/** Tells its bringer what is in it; nothing of it is written. */
async function look(
  { resources: { database } }: ArchiveBringer,
  row: WaitingArchive,
  opened: ArchiveInFolder,
  signal: AbortSignal,
): Promise<void> {
  const { client } = database;
  await bringerOf(client, row, null);
  const report = await reportOf(opened, signal);
  await client.broughtArchive.updateMany({
    where: { id: row.id, state: "checking", attempts: row.attempts + 1 },
    data: { state: "ready", report, attempts: 0 },
  });
}

async function bring(
  { resources, release }: ArchiveBringer,
  row: WaitingArchive,
  opened: ArchiveInFolder,
  signal: AbortSignal,
): Promise<void> {
  const { id, broughtById, reach, sha256 } = row;
  const { choices, reach: chosenBy } = choicesIn(row.choices);
  const { client } = resources.database;
  await bringerOf(client, row, choices);
  await bringerOf(client, { broughtById, reach: chosenBy }, choices);
  const { bringIn } = await import("./write/index.ts");
  const given = { id, broughtById, reach, sha256, choices };
  const progress = progressOf(resources, id);
  // The transaction of its last matter says that it is done.
  await bringIn({ resources, release }, opened, given, progress, signal);
}

function progressOf({ database: { client } }: Pick<Resources, "database">, id: string): Progress {
  return progressInRow(
    (data) => client.broughtArchive.updateMany({ where: { id, state: "working" }, data }),
    () => new BringingRefused(CALLED_OFF),
  );
}

const OFTEN =
  "It was begun three times, and the last time did not come to its end: it took longer than an hour, or the server ended. No matter of it is here in part; tell whoever runs this workspace.";
const FAILED =
  "It could not be brought in, and the server’s log says why. No matter of it is here in part; tell whoever runs this workspace.";
