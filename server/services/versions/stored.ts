import type { StoredContent } from "./content.ts";
import { readContent } from "./content.ts";
import { chainedText } from "#app/domain/audit-event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import { digestOf } from "#server/digest.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { refuseDifference, type Purpose } from "#server/services/audit/agreement.ts";
import { sha256 } from "#server/digest.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { Resources } from "#server/services/resources.ts";

/** A version as stored. */
interface StoredVersion {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  readonly createdAt: Date;
  /** The number of the commit that it was made from. */
  readonly sequence: number;
  /** The draft's generation then. */
  readonly generation: number;
  readonly content: StoredContent;
  /** Its canonical form, as stored. */
  readonly text: string;
}

type Which = { readonly id: string } | { readonly number: number };

/** The types of audit lines that record a version's hash. */
const PINNING = ["document.submitted", "document.version-named", "document.brought-in"];

/**
 * Reads a version; the only way to read one for showing, signing, filing or downloading: its text
 * is hashed again and compared with its row and with the audit line. Refuses `record-differs` where
 * these disagree, and `not-found` where there is no such version.
 */
export async function storedVersion(
  { database: { client }, log }: Pick<Resources, "database" | "log">,
  documentId: string,
  which: Which,
  purpose: Purpose = "shown",
): Promise<Outcome<StoredVersion>> {
  const row = await client.version.findFirst({
    where: { ...which, documentId },
    select: {
      id: true,
      number: true,
      hash: true,
      createdAt: true,
      sequence: true,
      generation: true,
      content: true,
    },
  });
  if (!row) return refuse("not-found");
  const { number, hash, content } = row;
  const { line, hash: recorded } = await recordedHash(client, documentId, row.id);
  const differences: RecordMismatch[] = [];
  if ((await digestOf(content)) !== hash) {
    differences.push({ line, why: `the text of version ${number} is not the one of its hash` });
  }
  if (recorded !== hash) {
    differences.push({ line, why: `version ${number} has another hash than the record names` });
  }
  if (differences.length > 0) return refuseDifference(log, { documentId, purpose, differences });
  return done({ ...row, content: readContent(content), text: content });
}

/** Only the content of a version; like `storedVersion`. */
export async function contentOf(
  resources: Pick<Resources, "database" | "log">,
  documentId: string,
  versionId: string,
  purpose?: Purpose,
): Promise<Outcome<StoredContent>> {
  const version = await storedVersion(resources, documentId, { id: versionId }, purpose);
  return version.ok ? done(version.value.content) : version;
}

async function recordedHash(
  client: PrismaClient,
  documentId: string,
  versionId: string,
): Promise<{ readonly line: number | null; readonly hash: string | null }> {
  const rows = await client.auditEvent.findMany({
    where: { documentId, type: { in: PINNING }, details: { contains: versionId } },
    orderBy: { sequence: "asc" },
  });
  const line = rows.map(lineOf).find(({ details }) => details["versionId"] === versionId);
  if (!line) return { line: null, hash: null };
  const { hash } = line.details;
  const whole = line.sequence > 0 && sha256(chainedText(line)) === line.hash;
  return { line: line.sequence, hash: whole && typeof hash === "string" ? hash : null };
}
