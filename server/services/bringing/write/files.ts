import type { Actor } from "#app/domain/actor.ts";
import { ATTACHMENT_LIMITS, SCAN_RULES, type AttachmentScan } from "#app/domain/attachment.ts";
import { canonicalDetails } from "#app/domain/audit-event.ts";
import { done } from "#app/domain/refusal.ts";
import { BROUGHT_IN_BYTES } from "#app/domain/forms/bring-in.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { sha256 as hashOf } from "#server/digest.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { roomForAnother } from "#server/services/files/room.ts";
import { isIntactPdf, keepPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { archivesWith } from "#server/services/taking-along/held.ts";
import type { UploadRoom } from "#server/upload-room.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { ReadMatter } from "./read.ts";
import type { RefuseMatter } from "./refuse.ts";
import { wholeOf, type ReadVersions } from "./texts.ts";

/** Files that were stored for a matter, before its rows are written. */
export interface StoredFiles {
  /** Of attached files, by the id of the archive: what this program says of them. */
  readonly attachments: ReadonlyMap<string, { readonly mediaType: string; readonly scan: string }>;
  /** Of filings whose PDF was made elsewhere, by the document's id in the archive. */
  readonly scans: ReadonlyMap<string, string>;
  /** Those that count, each once. */
  readonly counted: readonly { readonly sha256: string; readonly bytes: number }[];
  /** Those of them that are in the store; filed PDFs are in the database. */
  readonly kept: ReadonlySet<string>;
}

/** Files that were stored and that nothing names yet. */
export class LooseFiles {
  readonly blobs = new Set<string>();
  readonly pdfs = new Set<string>();
}

interface Storing {
  readonly resources: Resources;
  readonly opened: OpenedArchive;
  readonly matter: ReadMatter;
  readonly actor: Actor;
  readonly refuse: RefuseMatter;
  readonly loose: LooseFiles;
  readonly stored: () => Promise<void>;
}

/**
 * Stores the files of a matter: each one that is attached is looked through as any upload is, each exhibit
 * inspected, and what the archive says was found in them is not believed.
 */
export async function storeFiles(storing: Storing, versions: ReadVersions): Promise<StoredFiles> {
  const { resources, matter, refuse } = storing;
  checkCopies(matter, refuse);
  const counted = new Map<string, number>();
  const { left, full } = await roomForAnother(resources);
  const taken = { bytes: 0 };
  const room: UploadRoom = {
    left,
    full,
    async take({ sha256, bytes }) {
      if (!counted.has(sha256)) taken.bytes += bytes;
      if (taken.bytes > left) throw refuse(`its files don’t fit. ${full}`);
      counted.set(sha256, bytes);
      storing.loose.blobs.add(sha256);
      return done();
    },
    giveBack: async () => undefined,
  };
  const attachments = new Map<string, { mediaType: string; scan: string }>();
  const looked = new Map<string, { mediaType: string; scan: string }>();
  for (const row of matter.rows.attachments) {
    const key = `${row.sha256} ${row.bytes} ${row.name}`;
    const known = looked.get(key) ?? (await storeAttachment(storing, row, room));
    looked.set(key, known);
    attachments.set(row.id, known);
    await storing.stored();
  }
  await storeExhibits(storing, versions, room);
  const scans = new Map<string, string>();
  for (const filing of matter.rows.filings) {
    const { documentId, pdfHash, origin } = filing;
    const isAttached = storing.loose.blobs.has(pdfHash);
    await room.take({ sha256: pdfHash, bytes: await storePdf(storing, filing) });
    // It is kept with the filings’, unless it is attached as well.
    if (!isAttached) storing.loose.blobs.delete(pdfHash);
    if (origin === "elsewhere") scans.set(documentId, await scanOf(storing, filing, room));
    await storing.stored();
  }
  const all = [...counted].map(([sha256, bytes]) => ({ sha256, bytes }));
  return { attachments, scans, counted: all, kept: new Set(storing.loose.blobs) };
}

/**
 * No copy has other pages than its filing, whose bytes the archive has to have: pages are read by their hash,
 * and whoever knows the hash of somebody else's would read theirs.
 */
function checkCopies({ rows }: ReadMatter, refuse: RefuseMatter): void {
  const filed = new Map(rows.filings.map(({ documentId, pdfHash }) => [documentId, pdfHash]));
  for (const { documentId, pdfHash, pdfName } of rows["filing-copies"]) {
    if (filed.get(documentId) === pdfHash) continue;
    throw refuse(`the filing copy “${pdfName}” has other pages than its filing.`);
  }
}

async function storeAttachment(
  { resources, opened, actor, refuse }: Storing,
  row: ReadMatter["rows"]["attachments"][number],
  room: UploadRoom,
) {
  const file = opened.file(row.sha256);
  if (!file || file.bytes !== row.bytes || file.bytes > ATTACHMENT_LIMITS.bytes) {
    throw refuse(`the attached file “${row.name}” is not in its archive, or is another one.`);
  }
  const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
  const stored = await resources.attachments.add(by, row.name, file.read(), room, []);
  if (!stored.ok) throw refuse(stored.refusal.sentence);
  const { sha256, name, mediaType, scan } = stored.value;
  if (sha256 !== row.sha256 || name !== row.name) {
    throw refuse(`the attached file “${row.name}” is another one than its row says.`);
  }
  return { mediaType, scan: canonicalDetails({ ...plainScan(scan), rules: SCAN_RULES }) };
}

function plainScan({ data, unread }: AttachmentScan) {
  return {
    data: data.map((datum) => ({ ...datum })),
    unread: unread.map(({ file, pages, why }) => ({ file, pages: pages && [...pages], why })),
  };
}

/** The PDFs of exhibits, which details of drafts and of versions name. */
async function storeExhibits(
  { resources, opened, matter, actor, refuse }: Storing,
  versions: ReadVersions,
  room: UploadRoom,
): Promise<void> {
  const seen = new Set<string>();
  const named = [
    ...matter.rows.documents.map(({ facts }) => readDetails(facts)),
    ...versions.details.values(),
  ].flatMap(({ exhibits }) => exhibits);
  for (const { title, file } of named) {
    if (file === null || seen.has(JSON.stringify(file))) continue;
    seen.add(JSON.stringify(file));
    const found = opened.file(file.sha256);
    if (found?.bytes !== file.bytes) throw refuse(`the exhibit “${title}” is not in its archive.`);
    const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
    const stored = await resources.exhibits.add(by, `${title}.pdf`, found.read(), room);
    if (!stored.ok) throw refuse(stored.refusal.sentence);
    const { sha256, pages } = stored.value;
    if (sha256 !== file.sha256 || pages !== file.pages) {
      throw refuse(`the exhibit “${title}” is another file than its paper says.`);
    }
  }
}

type BroughtFiling = ReadMatter["rows"]["filings"][number];

/** Keeps the filed pages, where they are not kept for another filing already. Returns their size. */
async function storePdf(
  { resources: { database }, opened, refuse, loose }: Storing,
  { pdfHash, pdfName }: BroughtFiling,
): Promise<number> {
  const file = opened.file(pdfHash);
  if (!file) throw refuse(`the filed PDF “${pdfName}” is not in its archive.`);
  if (file.bytes > MOST_PDF_BYTES)
    throw refuse(`the filed PDF “${pdfName}” is larger than is kept.`);
  if (await isIntactPdf(database, pdfHash)) return file.bytes;
  const pdf = new Uint8Array(await wholeOf(file.read()));
  if (hashOf(pdf) !== pdfHash) throw refuse(`“${pdfName}” is not the PDF of its hash.`);
  loose.pdfs.add(pdfHash);
  await database.write((tx) => keepPdf(tx, { pdf, sha256: pdfHash }));
  return file.bytes;
}

/** Findings in a PDF that was made elsewhere; nobody here has said why they may stand. */
async function scanOf(
  { resources, opened, actor, refuse }: Storing,
  { pdfHash, pdfName }: BroughtFiling,
  room: UploadRoom,
): Promise<string> {
  const file = opened.file(pdfHash);
  if (!file) throw refuse(`the filed PDF “${pdfName}” is not in its archive.`);
  const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
  const of = { most: BROUGHT_IN_BYTES, watched: [] };
  const counts = { ...room, take: async () => done() };
  const looked = await resources.attachments.look(by, pdfName, file.read(), counts, of);
  if (!looked.ok) throw refuse(looked.refusal.sentence);
  return canonicalDetails({ ...plainScan(looked.value.scan), rules: SCAN_RULES, reason: null });
}

/** A filing copy with all its exhibits, and half as much again. */
const MOST_PDF_BYTES = 150_000_000;

/**
 * Takes away what was stored for a matter that was not written, unless something else has it. Under the
 * lock of the record: whoever brings the same file meanwhile takes its room there first.
 */
export async function takeAway(
  { database, blobs, exhibits, log }: Resources,
  loose: LooseFiles,
): Promise<void> {
  for (const sha256 of loose.pdfs) {
    await database.write(async (tx) => {
      const where = { pdfHash: sha256 };
      const named = (await tx.filing.count({ where })) + (await tx.filingCopy.count({ where }));
      if (named === 0) await tx.filedPdfPiece.deleteMany({ where: { sha256 } });
    });
  }
  for (const sha256 of loose.blobs) {
    const isGone = await database
      .write(async (tx) => {
        const files = await tx.matterFile.count({ where: { sha256 } });
        if (files + (await archivesWith(tx, sha256)) > 0) return false;
        await blobs.delete(sha256);
        return true;
      })
      .catch((error: unknown) => {
        // The sweep takes what nothing names.
        log.warn({ err: error, sha256 }, "a file of an archive was not taken away");
        return false;
      });
    if (isGone) await exhibits.forget(sha256);
  }
}

/** Puts a file again that somebody else's refused upload took away while the matter was written. */
export async function putMissing(
  { blobs }: Pick<Resources, "blobs">,
  opened: OpenedArchive,
  { counted, kept }: StoredFiles,
): Promise<void> {
  for (const { sha256, bytes } of counted) {
    if (!kept.has(sha256)) continue;
    const there = await blobs.stream(sha256, { start: 0, end: 0 });
    if (there) {
      for await (const _piece of there.pieces) break;
      continue;
    }
    const file = opened.file(sha256);
    const arrived = file && (await blobs.receive(file.read(), bytes));
    if (arrived) await blobs.put(arrived);
  }
}
