import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Marking } from "#server/typesetting/index.ts";
import { pdfFileName } from "#server/typesetting/file-name.ts";
import { agreeWithRecord, refuseDifference } from "#server/services/audit/agreement.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { PdfFile } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import {
  leftOutOf,
  readableDraft,
  readContent,
  type StoredContent,
} from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { dateOfFilings } from "./day.ts";
import { madePdf, storedPdf, wasIntactPdf } from "./filed-pdf.ts";
import { setPages } from "./pages.ts";

interface PdfDownload {
  readonly file: PdfFile;
  /** A description for the audit record. */
  readonly what: Readonly<Record<string, string | number>>;
}

/**
 * The document as a PDF. A filed one comes from storage, byte for byte; anything else is typeset
 * now and marked on every page: a draft with its change number, a version with its number and hash.
 * `number` selects a version. Refused as `private-data` while private data in it is undecided.
 * Every download is recorded.
 */
export async function documentPdf(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number?: number,
): Promise<Outcome<PdfFile>> {
  const { database } = resources;
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const { row } = found.value;
  if (number !== undefined && row.filing?.origin === "elsewhere") {
    return refuse("wrong-status", NO_VERSIONS);
  }
  const handed =
    (number === undefined ? await filedPdf(resources, documentId) : null) ??
    (await markedPdf(resources, actor, row, number));
  if (!handed.ok) return handed;
  const { what: details, file } = handed.value;
  const { userId: actorId } = actor;
  const download = { actorId, matterId: row.matterId, documentId, details };
  if (!file.isStored) await recordDownload(resources, download);
  const read: PdfFile["read"] = async (range) => {
    if (file.isStored) await recordDownload(resources, download);
    return file.read(range);
  };
  return done({ ...file, read });
}

/** A PDF of what was typed of a paper would be taken for the paper (L59). */
export const NO_VERSIONS =
  "This paper was brought in as the PDF that was filed, and has no versions here. Nothing was made; download it as it was filed.";

/** The stored bytes, after comparing them with their row and with the hash in the audit record. */
async function filedPdf(
  resources: Resources,
  documentId: string,
): Promise<Outcome<PdfDownload> | null> {
  const { client } = resources.database;
  const filing = await client.filing.findUnique({
    where: { documentId },
    select: { pdfName: true, pdfHash: true },
  });
  if (!filing) return null;
  const purpose = "handed out";
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
  if (!agreed.ok) return agreed;
  const { pdfName: name, pdfHash } = filing;
  if (!(await wasIntactPdf(resources.database, pdfHash))) {
    const { line = null } = agreed.value.recorded.filing ?? {};
    const differences = [{ line, why: "the filed PDF is not the one of its hash" }];
    return refuseDifference(resources.log, { documentId, purpose, differences });
  }
  const stored = { sha256: pdfHash, name, filed: true, about: { documentId } };
  const file = await storedPdf(resources, stored);
  return done({ file, what: { what: "filed", pdfHash } });
}

interface MarkedRow {
  readonly id: string;
  readonly kind: string;
  readonly editedAt: Date;
  readonly pinnedVersionId: string | null;
}

async function markedPdf(
  resources: Resources,
  actor: Actor,
  row: MarkedRow,
  number: number | undefined,
): Promise<Outcome<PdfDownload>> {
  const exported = await exportedContent(resources, row, number);
  if (!exported.ok) return exported;
  const { content, marking, createdAt, ending, what } = exported.value;
  const decided = await refuseUndecided(resources, actor, row.id, content, "export");
  if (!decided.ok) return decided;
  const pages = await setPages(resources, content, {
    by: actor.userId,
    kind: row.kind as DocumentKind,
    marking,
    filing: null,
    createdAt,
  });
  if (!pages.ok) return pages;
  const name = nameOf(row, content.facts.title, createdAt, ending);
  return done({ file: await madePdf(name, pages.value.pdf), what });
}

/** Unfiled content for download, and its mark. */
interface ExportedContent {
  readonly content: StoredContent;
  readonly marking: Marking;
  readonly createdAt: Date;
  /** The suffix of the file's name. */
  readonly ending: string;
  readonly what: PdfDownload["what"];
}

/** The version with that number; by default the pinned version, or else the draft. */
export async function exportedContent(
  resources: Resources,
  row: MarkedRow,
  number: number | undefined,
): Promise<Outcome<ExportedContent>> {
  if (number === undefined && row.pinnedVersionId === null) return exportedDraft(resources, row);
  const version = await storedVersion(
    resources,
    row.id,
    number === undefined ? { id: row.pinnedVersionId ?? "" } : { number },
    "handed out",
  );
  if (!version.ok) return version;
  const { content, hash, createdAt } = version.value;
  return done({
    content,
    marking: { kind: "version", number: version.value.number, sha256: hash },
    createdAt,
    ending: `version-${version.value.number}`,
    what: { what: "version", number: version.value.number, hash },
  });
}

async function exportedDraft(
  resources: Resources,
  row: MarkedRow,
): Promise<Outcome<ExportedContent>> {
  const draft = await readableDraft(resources, row.id);
  if (!draft.ok) return draft;
  const { at, text, unknown } = draft.value;
  const change = at.sequence;
  return done({
    content: readContent(text),
    marking: { kind: "draft", change, ...leftOutOf(unknown) },
    createdAt: row.editedAt,
    ending: `draft-${change}`,
    what: { what: "draft", change },
  });
}

/** A plain file name that says that it is not the filed one. */
function nameOf({ kind }: MarkedRow, title: string, at: Date, ending: string): string {
  const name = pdfFileName(dateOfFilings(at), kind as Parameters<typeof pdfFileName>[1], title);
  return name.replace(/\.pdf$/u, `-${ending}.pdf`);
}
