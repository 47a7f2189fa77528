import type * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { CHAIN_START, chainedText } from "#app/domain/audit-event.ts";
import {
  fileSchema,
  manifestSchema,
  organizationSchema,
  personSchema,
  recordEntrySchema,
} from "#app/domain/archive/format.ts";
import { isArchivePath } from "#app/domain/archive/path.ts";
import {
  MATTER_TABLES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import { sha256 } from "#server/digest.ts";
import { makeArchive } from "#server/services/taking-along/make.ts";
import { unzipped } from "#tests/support/unzipped.ts";
import { freshBrowser } from "./with-passkey.ts";
import { value, type Workspace } from "./workspace.ts";

type Here = Pick<Workspace, "services" | "auth" | "resources">;

/** Asks for an archive of a matter as its page does; of the workspace where the slug is null. */
export async function askForArchive(here: Here, actor: Actor, slug: string | null) {
  const browser = await freshBrowser(here, actor);
  const form = { understood: "yes" } as const;
  const { takingAlong } = here.services;
  return slug === null
    ? takingAlong.takeWorkspace(actor, form, browser)
    : takingAlong.takeMatter(actor, slug, form, browser);
}

/** Has the process that makes archives make all that wait. */
export async function makeAll({ resources }: Pick<Here, "resources">, release = "test") {
  const { signal } = new AbortController();
  while (await makeArchive({ resources, release }, signal));
}

/** Takes an archive along, from the page to the bytes. */
export async function takeArchive(here: Here, actor: Actor, slug: string | null) {
  const { archiveId } = value(await askForArchive(here, actor, slug));
  await makeAll(here);
  const file = value(await here.services.takingAlong.file(actor, archiveId));
  return { archiveId, file, ...(await readArchive(await bytesIn(value(await file.read())))) };
}

async function bytesIn(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** An archive as somebody unpacks it, with every rule of the format checked. */
export async function readArchive(bytes: Buffer) {
  const files = await unzipped(bytes);
  const read = (path: string) => {
    const content = files.get(path);
    if (!content) throw new Error(`the archive has no ${path}`);
    return content.toString("utf8");
  };
  const lines = <T>(path: string, schema: z.ZodType<T>): T[] =>
    read(path)
      .split("\n")
      .slice(0, -1)
      .map((line) => schema.parse(JSON.parse(line)));
  const manifest = manifestSchema.parse(JSON.parse(read("manifest.json")));
  const list = lines("files.jsonl", fileSchema);
  return {
    files,
    read,
    manifest,
    list,
    bytes,
    organizations: lines("data/organizations.jsonl", organizationSchema),
    people: lines("data/people.jsonl", personSchema),
    record: lines("record/lines.jsonl", recordEntrySchema),
    /** The rows of a table of a matter, of the first one where none is named. */
    rows<Name extends MatterTableName>(
      name: Name,
      folder = manifest.matters[0]?.folder ?? "",
    ): ArchivedRow<Name>[] {
      const path = `matters/${folder}/data/${name}.jsonl`;
      return lines(path, MATTER_TABLES[name] as unknown as z.ZodType<ArchivedRow<Name>>);
    },
    /** All that is in it, as one text. */
    everything: [...files]
      .map(([path, content]) => `${path}\n${content.toString("utf8")}`)
      .join("\n"),
  };
}
export type ReadArchive = Awaited<ReturnType<typeof readArchive>>;

/** Faults of an archive by its own hashes and numbers; empty where there are none. */
export function faultsOf({ files, list, manifest, record, read }: ReadArchive): string[] {
  const faults: string[] = [];
  for (const path of files.keys()) if (!isArchivePath(path)) faults.push(`path ${path}`);
  const named = new Set(["manifest.json", "files.jsonl", ...list.map(({ path }) => path)]);
  for (const path of files.keys()) if (!named.has(path)) faults.push(`not listed: ${path}`);
  for (const { path, bytes, sha256: hash } of list) {
    const content = files.get(path);
    if (content?.byteLength !== bytes || sha256(content) !== hash) faults.push(`differs: ${path}`);
  }
  if (sha256(read("files.jsonl")) !== manifest.files.sha256) faults.push("files.jsonl");
  if (manifest.files.count !== list.length) faults.push("count");
  let head = CHAIN_START;
  for (const entry of record) {
    const from = "from" in entry ? entry.from : entry.sequence;
    const to = "to" in entry ? entry.to : entry.sequence;
    if (from !== head.sequence + 1 || to < from || entry.previousHash !== head.hash) {
      faults.push(`line ${from} does not follow`);
    }
    if (!("from" in entry)) {
      const line = { ...entry, at: new Date(entry.at) };
      if (sha256(chainedText(line as Parameters<typeof chainedText>[0])) !== entry.hash) {
        faults.push(`line ${from} was changed`);
      }
    }
    head = { sequence: to, hash: entry.hash };
  }
  const end = manifest.chain ?? CHAIN_START;
  if (end.sequence !== head.sequence || end.hash !== head.hash)
    faults.push("the end of the record");
  return faults;
}
