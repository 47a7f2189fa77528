import { setImmediate as otherWork } from "node:timers/promises";
import { done } from "#app/domain/refusal.ts";
import type { ByteRange } from "#server/blobs/index.ts";
import { verifiedPieces } from "#server/blobs/verified.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { startSha256 } from "#server/digest.ts";
import type { Resources } from "#server/services/resources.ts";
import {
  isIntact,
  madeFile,
  wholeFile,
  type ReadFile,
  type StoredFile,
} from "#server/services/handed-file.ts";
import type { PdfFile } from "./views.ts";

const PDF_TYPE = "application/pdf";

/**
 * Bytes of each piece but the last: what a reader who takes nothing keeps in memory, and one read of the
 * database. Part of how PDFs are stored: their pieces start at its multiples, and nowhere else.
 */
const PIECE = 32 * 1024;
/** Pieces of one statement. */
const AT_ONCE = 16;

/** Stores the bytes of a PDF by their hash, in the transaction of the filing copy that has them. */
export async function keepPdf(
  tx: Transaction,
  { pdf, sha256 }: { readonly pdf: Uint8Array<ArrayBuffer>; readonly sha256: string },
): Promise<void> {
  // The same pages may have been set before, for a copy that was discarded.
  await tx.filedPdfPiece.deleteMany({ where: { sha256 } });
  for (let from = 0; from < pdf.byteLength; from += PIECE * AT_ONCE) {
    const starts = Array.from({ length: AT_ONCE }, (_, index) => from + index * PIECE);
    await tx.filedPdfPiece.createMany({
      data: starts
        .filter((start) => start < pdf.byteLength)
        .map((start) => ({ sha256, start, bytes: pdf.subarray(start, start + PIECE) })),
    });
    await otherWork();
  }
}

/** How many bytes are stored under that hash; 0 where there are none. */
export async function sizeOfPdf(database: Database, sha256: string): Promise<number> {
  const [last] = await database.query(
    `SELECT "start" + length("bytes") AS "size" FROM "FiledPdfPiece"
     WHERE "sha256" = $1 ORDER BY "start" DESC LIMIT 1`,
    sha256,
  );
  return Number(last?.["size"] ?? 0);
}

/**
 * The bytes of a PDF that was made for filing, or a range of them, a piece at a time; ends early where
 * one is missing. They are not compared with their hash.
 */
export async function* piecesOfPdf(
  database: Database,
  sha256: string,
  { start, end }: ByteRange = { start: 0, end: Infinity },
): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end;) {
    const offset = at % PIECE;
    const [row] = await database.query(
      `SELECT "bytes" FROM "FiledPdfPiece" WHERE "sha256" = $1 AND "start" = CAST($2 AS INTEGER)`,
      sha256,
      String(at - offset),
    );
    const piece = bytesOf(row?.["bytes"]).subarray(offset, offset + (end - at) + 1);
    if (piece.byteLength === 0) return;
    at += piece.byteLength;
    yield piece;
    // SQLite answers at once, and a socket may take one piece after the other.
    await otherWork();
  }
}

/** SQLite's driver returns an ArrayBuffer; none where there is no such row. */
function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array();
}

/** A PDF that was typeset for this answer, as a download. */
export async function madePdf(name: string, bytes: Uint8Array): Promise<PdfFile> {
  return { name, mediaType: PDF_TYPE, filed: false, ...(await madeFile(bytes)) };
}

interface StoredPdf extends Pick<StoredFile, "sha256" | "about"> {
  readonly name: string;
  readonly filed: boolean;
}

/** A PDF that was made for filing, as a download, once it was compared with its hash. */
export async function storedPdf(
  { database, log }: Pick<Resources, "database" | "log">,
  { sha256, name, filed, about }: StoredPdf,
): Promise<PdfFile> {
  const size = await sizeOfPdf(database, sha256);
  const pdf = { sha256, size, about };
  const read: ReadFile = async (range) => done(readPdf({ database, log }, pdf, range));
  return { name, mediaType: PDF_TYPE, size, sha256, isStored: true, read, filed };
}

/** The pieces of a PDF for a download; those of the whole are compared with its hash on their way. */
export function readPdf(
  { database, log }: Pick<Resources, "database" | "log">,
  pdf: StoredFile,
  range?: ByteRange,
): AsyncGenerator<Uint8Array> {
  const { sha256 } = pdf;
  const pieces = piecesOfPdf(database, sha256, range);
  return range ? pieces : wholeFile(verifiedPieces(sha256, pieces), pdf, log);
}

/** Whether what is stored under that hash has it; read once by each process. */
export function wasIntactPdf(database: Database, sha256: string): Promise<boolean> {
  return isIntact(database, sha256, async () => piecesOfPdf(database, sha256));
}

/** Whether what is stored under that hash has it now. */
export async function isIntactPdf(database: Database, sha256: string): Promise<boolean> {
  const hash = startSha256();
  for await (const piece of piecesOfPdf(database, sha256)) hash.update(piece);
  return hash.digest("hex") === sha256;
}
