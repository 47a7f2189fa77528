import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Resources } from "#server/services/resources.ts";
import { compareContents, compareDocument, type Comparison } from "./compare.ts";

type Needed = Pick<Resources, "database" | "log">;

/** What is about to be done with what is stored, as the sentence of a refusal says it. */
export type Purpose = "signed" | "filed" | "handed out" | "shown";

/**
 * Whether everything that is stored of a document is what the record says: asked before it is signed,
 * filed or certified. `contents` also reads its texts and its PDF. Refused as `record-differs`.
 */
export async function agreeWithRecord(
  { database, log }: Needed,
  documentId: string,
  { purpose, contents }: { readonly purpose: Purpose; readonly contents: boolean },
): Promise<Outcome<Comparison>> {
  const comparison = await database.write((tx) => compareDocument(tx, documentId));
  const differences = [
    ...comparison.differences,
    ...(contents ? await compareContents(database.client, documentId, comparison.recorded) : []),
  ];
  return differences.length === 0
    ? done(comparison)
    : refuseDifference(log, { documentId, purpose, differences });
}

/**
 * The refusal of what is stored and is not what the record says, with a line in the log that names
 * where they differ, and never what stands there. docs/self-hosting.md says what to do then.
 */
export function refuseDifference(
  log: Resources["log"],
  {
    documentId,
    purpose,
    differences,
  }: {
    readonly documentId: string;
    readonly purpose: Purpose;
    readonly differences: readonly RecordMismatch[];
  },
): Extract<Outcome<never>, { ok: false }> {
  // A tampered table may differ in every row; the command names them all.
  const first = differences.slice(0, 20);
  log.error({ documentId, differences: first }, "what is stored is not what the record says");
  return refuse(
    "record-differs",
    `What is stored of this document is not what the record says was agreed: it was changed or damaged outside of this workspace. Nothing was ${purpose}, and nothing was changed. Tell whoever runs the workspace; “npm run audit:verify” names the place, and a backup has what stood there.`,
  );
}
