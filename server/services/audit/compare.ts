import { chainedText, type AuditLine } from "#app/domain/audit-event.ts";
import {
  REPLAYED_EVENTS,
  replayDocument,
  type ReplayedDocument,
} from "#app/domain/replayed-document.ts";
import { differencesOf, type RecordMismatch } from "#app/domain/compare-document.ts";
import type { Columns, DocumentRows } from "#app/domain/document-rows.ts";
import type { VersionDetails } from "#app/document/details/document-details.ts";
import { digestOf, sha256 } from "#server/digest.ts";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import { proofIn, signedIn } from "#server/sign-off-proof/columns.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { isIntactPdf } from "#server/services/filings/filed-pdf.ts";
import { readContent } from "#server/services/versions/content.ts";
import { HEAD_ID } from "./append.ts";
import { lineOf } from "./lines.ts";
import { storedLife } from "./stored-life.ts";

export interface Comparison {
  readonly recorded: ReplayedDocument;
  /** The audit lines of the document, in order. */
  readonly lines: readonly AuditLine[];
  readonly differences: readonly RecordMismatch[];
}

/**
 * Compares a document's rows with what the audit lines imply, each line with its own hash. The
 * texts and the PDF are not read: `compareContents` does that. Run inside a transaction where
 * others may write meanwhile, so that rows and lines are consistent.
 */
export async function compareDocument(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<Comparison> {
  // With each column: the hash of a line is one of all, its hashes of rows among them.
  const rows = await client.auditEvent.findMany({
    where: { documentId, type: { in: [...REPLAYED_EVENTS] } },
    orderBy: { sequence: "asc" },
  });
  const head = await client.auditHead.findUnique({ where: { id: HEAD_ID } });
  const lines = rows.map(lineOf);
  const recorded = replayDocument(lines);
  const broken = lines.flatMap((line) => faultsOf(line, head?.sequence ?? 0));
  const stored = await storedLife(client, documentId);
  const differences = [...differencesOf(recorded, stored), ...faultsInProofs(recorded, stored)];
  return { recorded, lines, differences: [...broken, ...differences] };
}

/** Each proof by passkey, checked against what its sign-off's line says was decided (P2). */
function faultsInProofs(
  { signOffs }: ReplayedDocument,
  { proofs }: DocumentRows<Columns>,
): RecordMismatch[] {
  return proofs.flatMap((proof) => {
    const signOff = signOffs.find(({ columns }) => columns["id"] === proof["signOffId"]);
    // It is in no line, which was said.
    if (!signOff) return [];
    const fault = faultInProof(proofIn(proof), signedIn(signOff.columns));
    return fault === null ? [] : [{ line: signOff.line, why: `of its sign-off ${fault}` }];
  });
}

function faultsOf(line: AuditLine, head: number): RecordMismatch[] {
  const { sequence } = line;
  if (sequence < 1 || sequence > head) {
    return [{ line: sequence, why: "its number is none that the record gave out" }];
  }
  const changed = Number.isNaN(line.at.getTime()) || sha256(chainedText(line)) !== line.hash;
  return changed ? [{ line: sequence, why: "it was changed after it was written" }] : [];
}

/**
 * Compares the text of each version, the filing copies and the filed PDF with their recorded
 * hashes; and the signers of the filed pages with the signers in the version's details.
 */
export async function compareContents(
  database: Database,
  documentId: string,
  { versions, filingCopies, filing }: ReplayedDocument,
): Promise<RecordMismatch[]> {
  const { client } = database;
  const differences: RecordMismatch[] = [];
  for (const { line, columns } of versions) {
    const { id, number } = columns;
    if (typeof id !== "string") continue;
    // One at a time: each may have megabytes.
    const row = await client.version.findUnique({ where: { id }, select: { content: true } });
    if (row && (await digestOf(row.content)) !== columns["hash"]) {
      differences.push({ line, why: `the text of version ${number} is not the one of that hash` });
    }
  }
  differences.push(...(await compareSigners(client, documentId, filing?.columns["versionId"])));
  for (const { line, columns } of filingCopies) {
    if (!(await isIntactPdf(database, String(columns["pdfHash"])))) {
      differences.push({ line, why: "the PDF of a filing copy is not the one of that hash" });
    }
  }
  if (filing && !(await isIntactPdf(database, String(filing.columns["pdfHash"])))) {
    differences.push({ line: filing.line, why: "the filed PDF is not the one of that hash" });
  }
  return differences;
}

/** The signers of a filing's signatures, held against those whom its version names. */
export async function compareSigners(
  client: PrismaClient | Transaction,
  documentId: string,
  versionId: unknown,
): Promise<RecordMismatch[]> {
  const stored = await client.filingSignature.findMany({ where: { documentId } });
  if (stored.length === 0 || typeof versionId !== "string") return [];
  // Its text was compared with its hash before; a missing or invalid text names nobody.
  const version = await client.version.findUnique({
    where: { id: versionId },
    select: { content: true },
  });
  const { signers, organizations } = detailsIn(version?.content ?? "");
  return stored.flatMap(({ signerId, position, name, organization }) => {
    const signer = signers[position];
    const signsFor = organizations.find(({ id }) => id === signer?.organizationId)?.name ?? null;
    const same = signer?.id === signerId && signer.name === name && signsFor === organization;
    const why = "a signature of the filing is not of a signer whom its version names";
    return same ? [] : [{ line: null, why }];
  });
}

function detailsIn(content: string): Pick<VersionDetails, "signers" | "organizations"> {
  try {
    return readContent(content).facts;
  } catch {
    // A content that somebody tampered with names nobody, so that all signatures differ from it.
    return { signers: [], organizations: [] };
  }
}
