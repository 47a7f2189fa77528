import { messageOf } from "#server/message-of.ts";
import type { Database } from "#server/database/index.ts";
import { NotReady } from "#server/http/ready.ts";
import type { PageSource } from "#server/http/pages.ts";
import type { OwnProcess } from "#server/processes/index.ts";
import type { Rooms } from "#server/rooms/index.ts";

/** Throws NotReady with what keeps this process from serving people. */
export async function checkReady(parts: {
  readonly isStopping: boolean;
  readonly ownProcess: Pick<OwnProcess, "problem">;
  readonly pages: Pick<PageSource, "problem">;
  readonly database: Pick<Database, "client">;
  readonly rooms: Pick<Rooms, "saving">;
}): Promise<void> {
  if (parts.isStopping) throw new NotReady("stopping", "stopping");
  for (const check of ["process", "pages"] as const) {
    const problem = (check === "process" ? parts.ownProcess : parts.pages).problem();
    if (problem !== null) throw new NotReady(check, problem);
  }
  await parts.database.client.$queryRawUnsafe("SELECT 1").catch((cause: unknown) => {
    throw new NotReady("database", messageOf(cause), { cause });
  });
  if (parts.rooms.saving() === "not-saving-for-long") {
    throw new NotReady("saving", "nothing could be written into the database for a minute");
  }
}

/** The warning of /readyz beside "ready": people can read, and what they type is not saved yet. */
export function readyWarning(rooms: Pick<Rooms, "saving">): string | null {
  return rooms.saving() === "saving" ? null : "not saving";
}
