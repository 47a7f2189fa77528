import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import yauzl from "yauzl";
import type { Actor } from "#app/domain/actor.ts";
import { writeArchive } from "#server/services/taking-along/write.ts";
import { ArchiveZip } from "#server/services/taking-along/zip.ts";
import type { Workspace } from "#tests/services/workspace.ts";
import { unpackedIn, type Files } from "./written.ts";

/** An archive as the program makes it, with its files; of the workspace where no matter is named. */
export async function takenAlong(
  { resources }: Pick<Workspace, "resources">,
  { userId }: Actor,
  matterId: string | null = null,
  /** Done once the rows of the first matter are read. */
  { beforeFiles }: { readonly beforeFiles?: () => Promise<unknown> } = {},
): Promise<Files> {
  const zip = new ArchiveZip(resources.clock(), new AbortController().signal);
  const receiving = (async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of zip.bytes) pieces.push(piece);
    return Buffer.concat(pieces);
  })();
  const asked = {
    id: crypto.randomUUID(),
    kind: matterId === null ? "workspace" : "matter",
    matterId,
    takenById: userId,
    reach: "null",
    attempts: 0,
  };
  let acted = beforeFiles === undefined;
  const progress = {
    parts: () => undefined,
    async done() {
      if (acted) return;
      acted = true;
      await beforeFiles?.();
    },
  };
  const made = writeArchive({ resources, release: "1.0.0" }, zip, asked, progress);
  made.catch((error: unknown) => zip.fail(error as Error));
  const [bytes] = await Promise.all([receiving, made]);
  return filesIn(bytes);
}

async function filesIn(bytes: Buffer): Promise<Files> {
  const files: Files = new Map();
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
    files.set(entry.fileName, Buffer.concat(pieces));
  }
  return files;
}

/** The archive in a folder that goes with the test. */
export async function unpacked(files: Files): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "taken-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return unpackedIn(folder, files);
}
