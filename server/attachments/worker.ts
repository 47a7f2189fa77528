// The process that searches attached files. It has no database and no network, and its memory and
// time are limited; it receives the path of a file and returns the findings.
import { readFileSync } from "node:fs";
import { attachmentName, endingProblem } from "#app/domain/attachment.ts";
import { ScanFindings } from "./scan-findings.ts";
import { readMail } from "./mail.ts";
import { decodedPieces, mediaTypeOf } from "./media-type.ts";
import { isOffice, readOffice } from "./office.ts";
import { readPdf } from "./pdf.ts";
import { READING_LIMITS, type Reading, type ReadingTask } from "./reading.ts";
import { filesIn } from "./zip.ts";
import { NoMemoryLeft } from "#server/pdf/pdfium.ts";
import { bugOfOurs } from "#server/workers/bug-of-ours.ts";

export default async function work(task: ReadingTask): Promise<Reading> {
  const { file, name, watched, keepsText = false } = task;
  const bytes = readFileSync(file);
  const mediaType = await mediaTypeOf(bytes);
  const findings = new ScanFindings(watched, keepsText);
  // File names may contain private data too.
  findings.look(null, null, name);
  if (mediaType === "application/zip") await readArchive(bytes, findings);
  else if (mediaType === "message/rfc822") await lookThroughMail(bytes, findings);
  else await readOne(bytes, null, mediaType, findings);
  return findings.of(mediaType);
}

async function readArchive(bytes: Buffer, findings: ScanFindings): Promise<void> {
  try {
    for await (const file of filesIn(bytes)) {
      findings.look(null, null, file.name);
      if (endingProblem(attachmentName(file.name)) !== null) {
        findings.unread(file.name, null, "program");
      }
      if (file.bytes === null) findings.unread(file.name, null, file.why ?? "limit");
      else await readInside(file.bytes, file.name, findings);
    }
  } catch (error) {
    bugOfOurs(error);
    if (error instanceof NoMemoryLeft) throw error;
    findings.unread(null, null, "damaged");
  }
}

async function lookThroughMail(bytes: Buffer, findings: ScanFindings): Promise<void> {
  const mail = await readMail(bytes);
  if (mail === null) {
    findings.unread(null, null, "damaged");
    return;
  }
  const areRead = mail.texts.every((text) => findings.look(null, null, text));
  if (!areRead || !mail.isWhole || mail.files.length > READING_LIMITS.entries) {
    findings.unread(null, null, "limit");
  }
  for (const { name, bytes: content, said } of mail.files.slice(0, READING_LIMITS.entries)) {
    findings.look(null, null, said);
    await readInside(content, name, findings);
  }
}

/** One level only: an archive inside an archive is reported, and a person opens it. */
async function readInside(bytes: Buffer, name: string, findings: ScanFindings): Promise<void> {
  const mediaType = await mediaTypeOf(bytes);
  if (mediaType === "application/zip" || mediaType === "message/rfc822") {
    findings.unread(name, null, "nested");
  } else await readOne(bytes, name, mediaType, findings);
}

async function readOne(
  bytes: Buffer,
  file: string | null,
  mediaType: string,
  findings: ScanFindings,
): Promise<void> {
  if (mediaType === "application/pdf") await readPdf(bytes, file, findings);
  else if (isOffice(mediaType)) await readOffice(bytes, file, findings);
  else if (mediaType === "text/plain") {
    if (!findings.look(file, null, decodedPieces(bytes))) findings.unread(file, null, "limit");
  } else findings.unread(file, null, mediaType.startsWith("image/") ? "picture" : "unknown");
}
