import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Resources } from "#server/services/resources.ts";
import { compareContents, compareDocument, type Comparison } from "./compare.ts";

type Needed = Pick<Resources, "database" | "log">;

/** The action that needs the stored data, as refusals name it. */
export type Purpose = "signed" | "filed" | "handed out" | "shown";

/**
 * Checks that everything stored of a document agrees with the audit record, before it is signed,
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
    ...(contents ? await compareContents(database, documentId, comparison.recorded) : []),
  ];
  return differences.length === 0
    ? done(comparison)
    : refuseDifference(log, { documentId, purpose, differences });
}

/**
 * The refusal where stored data differs from the audit record, with a log line that names the
 * places but never their values. docs/self-hosting.md says what to do then.
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
  // Every row of a tampered table may differ; the command lists them all.
  const first = differences.slice(0, 20);
  log.error({ documentId, differences: first }, "what is stored is not what the record says");
  return refuse(
    "record-differs",
    `What is stored of this document is not what the record says was agreed: it was changed or damaged outside of this workspace. Nothing was ${purpose}, and nothing was changed. Tell whoever runs the workspace; “npm run audit:verify” names the place, and a backup has what stood there.`,
  );
}
