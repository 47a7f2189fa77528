import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { bringNext } from "#server/services/bringing/turn.ts";
import { takenAlong } from "#tests/archive/taken.ts";
import { zipped } from "#tests/archive/zipped.ts";
import { openReview } from "./papers.ts";
import { value, type Workspace } from "./workspace.ts";

export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "bringing-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A workspace whose files lie on a disk, with the folder in which archives are unpacked. */
export async function openBringing() {
  const folder = await ownFolder();
  const unpacking = path.join(folder, "unpacked");
  const review = await openReview({ blobs: blobsInFolder(path.join(folder, "blobs")) });
  return { ...review, unpacking, stored: () => storedIn(path.join(folder, "blobs")) };
}
export type Bringing = Awaited<ReturnType<typeof openBringing>>;

export async function storedIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !name.startsWith("."));
}

const ALWAYS = new AbortController().signal;

/** Does all that waits, as the one process does. */
export async function workOff(
  { resources, unpacking }: Pick<Bringing, "resources" | "unpacking">,
  signal = ALWAYS,
): Promise<void> {
  while (await bringNext({ resources, release: "test", folder: unpacking }, signal));
}

export function send({ services }: Pick<Workspace, "services">, actor: Actor, bytes: Buffer) {
  const pieces = (async function* () {
    yield bytes;
  })();
  return services.bringing.bring(
    actor,
    {},
    { fileName: "C:\\archives\\matter.zip", bytes: pieces },
  );
}

/** An archive of the matter, which is nowhere in the store. */
export async function ownZip(story: Bringing): Promise<Buffer> {
  const { id } = await story.database.client.matter.findFirstOrThrow({ select: { id: true } });
  const files = await takenAlong(story, story.people.staff, id);
  return zipped([...files].map(([name, bytes]) => ({ name, bytes })));
}

/** An archive that was sent and looked through. */
export async function lookedThrough(story: Bringing, actor: Actor, bytes?: Buffer) {
  const { archiveId } = value(await send(story, actor, bytes ?? (await ownZip(story))));
  await workOff(story);
  return { archiveId, view: value(await story.services.bringing.showOne(actor, archiveId)) };
}
