import type { ArchivedBytes, OpenedArchive } from "#server/services/bringing/opened.ts";
import type { Resources } from "#server/services/resources.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { WRITING } from "./limits.ts";
import type { ReadMatter } from "./read.ts";
import type { RefuseMatter } from "./refuse.ts";

/** The bytes of columns, by the column as the archive has it. */
export type ReadBytes = ReadonlyMap<ArchivedBytes, Uint8Array<ArrayBuffer>>;

/**
 * The bytes of a matter's drafts, each of which passed what a room asks of a client's: a draft that is no
 * text, or that belongs to nobody, would stop its room, or be somebody's here.
 */
export async function readDrafts(
  { drafts }: Pick<Resources, "drafts">,
  opened: OpenedArchive,
  { rows, folder }: ReadMatter,
  refuse: RefuseMatter,
): Promise<ReadBytes> {
  const found = new Map<ArchivedBytes, Uint8Array<ArrayBuffer>>();
  let size = 0;
  const read = async (column: ArchivedBytes) => {
    const bytes = new Uint8Array(await opened.bytes(folder, column));
    size += bytes.byteLength;
    if (size > WRITING.draftBytes) throw refuse("its drafts are longer than is written at once.");
    found.set(column, bytes);
    return bytes;
  };
  for (const row of rows["draft-authorship"]) await read(row.ranges);
  for (const document of rows.documents) {
    const { id, title, schemaVersion, sequence } = document;
    const named = `the draft of “${title}”`;
    if (schemaVersion !== SCHEMA_VERSION) {
      throw refuse(
        `${named} is of another release’s form. Bring both workspaces to the same release.`,
      );
    }
    const ofThis = (row: { readonly documentId: string }) => row.documentId === id;
    const bases = rows["draft-bases"].filter(ofThis);
    const [base, ...more] = bases;
    const tail = rows["draft-updates"].filter(ofThis).toSorted((a, b) => a.sequence - b.sequence);
    let last = base?.sequence ?? 0;
    if (more.length > 0 || tail.some((row) => row.sequence !== (last += 1)) || last !== sequence) {
      throw refuse(`${named} has a hole.`);
    }
    if (base && base.mergedTo > base.sequence) throw refuse(`${named} has a hole.`);
    const parts: Uint8Array[] = [];
    for (const row of bases) parts.push(await read(row.bytes));
    for (const row of tail) {
      parts.push(await read(row.bytes));
      if ((row.userId === null) !== (row.ranges === null)) throw refuse(`${named} is nobody’s.`);
      if (row.ranges !== null) await read(row.ranges);
    }
    const baselines: Uint8Array[] = [];
    for (const row of rows["draft-baselines"].filter(ofThis)) baselines.push(await read(row.bytes));
    if (parts.reduce((sum, part) => sum + part.byteLength, 0) > 2 * LIMITS.draftBytes) {
      throw refuse(`${named} is longer than a draft can be.`);
    }
    const clients = rows["draft-bindings"].filter(ofThis).map(({ clientId }) => clientId);
    const checked = await drafts.checked({ parts, clients, baselines });
    if (!checked.ok)
      throw refuse(`${named} takes more time or memory to look through than it may.`);
    if (!checked.value) throw refuse(`${named} is not one that this program writes.`);
  }
  return found;
}
