import { buffer } from "node:stream/consumers";
import type { Database } from "#server/database/index.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { HandedFile } from "#server/services/index.ts";
import { value } from "./workspace.ts";

/** All bytes of a file that is handed out. */
export async function bytesOf(file: Pick<HandedFile, "read">): Promise<Buffer> {
  return buffer(value(await file.read()));
}

/** The stored bytes of a PDF that was made for filing. */
export function keptPdf(database: Database, { pdfHash }: { readonly pdfHash: string }) {
  return buffer(piecesOfPdf(database, pdfHash));
}

/** Changes what is stored of it past the program. */
export async function tamperPdf({ client }: Database, sha256: string, text: string): Promise<void> {
  await client.filedPdfPiece.deleteMany({ where: { sha256 } });
  await client.filedPdfPiece.create({
    data: { sha256, start: 0, bytes: new TextEncoder().encode(text) },
  });
}
