import type { Actor } from "#app/domain/actor.ts";
import type { BroughtChoices } from "#app/domain/archive/bringing.ts";
import { openFolder } from "#server/services/bringing/open.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { bringIn } from "#server/services/bringing/write/index.ts";
import type { Progress } from "#server/services/taking-along/progress.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import type { Files } from "#tests/archive/written.ts";
import { unpacked } from "#tests/archive/taken.ts";
import { DAY, openWorkspace, type Workspace } from "./workspace.ts";

/** Another workspace, later, with an organization and somebody who may begin matters there. */
export async function openElsewhere(options: Parameters<typeof openWorkspace>[0] = {}) {
  const there = await openWorkspace(options);
  there.pass(400 * DAY);
  const lead = await there.organization("Elsewhere");
  const roles = ["admin", "staff", "drafter", "reviewer"] as const;
  const actor = await there.person("eve@example.org", [{ organizationId: lead, roles }]);
  return { ...there, lead, actor };
}

/** A row of an archive that somebody brought and that a process works on. */
export async function broughtRow(
  { database, clock }: Pick<Workspace, "database" | "clock">,
  { userId }: Pick<Actor, "userId">,
): Promise<string> {
  const id = crypto.randomUUID();
  await database.client.broughtArchive.create({
    data: {
      id,
      broughtById: userId,
      reach: "null",
      name: "archive.zip",
      bytes: 1,
      sha256: "0".repeat(64),
      broughtAt: clock(),
      state: "working",
      expiresAt: new Date(clock().getTime() + DAY),
    },
  });
  return id;
}

const UNHEARD: Progress = { parts: () => undefined, done: async () => undefined };

/** Brings an archive in, as the process does that works on it. */
export async function broughtIn(
  here: Pick<Workspace, "database" | "clock" | "resources">,
  actor: Pick<Actor, "userId">,
  archive: Files | OpenedArchive,
  choices: BroughtChoices,
  { id, progress = UNHEARD }: { readonly id?: string; readonly progress?: Progress } = {},
) {
  const opened = archive instanceof Map ? await openFolder(await unpacked(archive)) : archive;
  const broughtId = id ?? (await broughtRow(here, actor));
  const { resources } = here;
  const { matterIds } = await bringIn(
    { resources, release: "test" },
    opened as OpenedArchive,
    { id: broughtId, broughtById: actor.userId, reach: "null", sha256: "0".repeat(64), choices },
    progress,
    new AbortController().signal,
  );
  const [matterId = ""] = matterIds;
  return { broughtId, matterId, matterIds };
}

/** All that `audit:verify` finds wrong. */
export async function faultsIn({
  database,
  resources: { blobs },
}: Pick<Workspace, "database" | "resources">) {
  const {
    chain,
    files,
    timestamps: _stamps,
    documents: _count,
    ...rest
  } = await verifyAll(database, {
    blobs,
  });
  const all: readonly unknown[] = Object.values(rest).flat();
  return [...(chain.intact ? [] : [chain.why]), ...all, ...(files?.differences ?? [])];
}
