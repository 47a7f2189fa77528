import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  readDetails,
  writeDetails,
  type ExhibitDetails,
} from "#app/document/details/document-details.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Recording } from "#server/services/command.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";

/** For an exhibit that the draft does not have (any more). */
export const NO_SUCH_EXHIBIT =
  "That exhibit is not there any more. Nothing was changed; load the page again.";

/**
 * Changes the exhibits of an open draft, inside a command on it. Forms with the old details get a
 * conflict. Refuses what `change` refuses, without changing anything.
 */
export async function changeExhibits(
  {
    tx,
    found: { row },
    record,
  }: Recording & { readonly tx: Transaction; readonly found: LoadedDocument },
  change: (exhibits: readonly ExhibitDetails[]) => Outcome<readonly ExhibitDetails[]>,
): Promise<Outcome<void>> {
  const details = readDetails(row.facts);
  const after = change(details.exhibits);
  if (!after.ok) return after;
  const exhibits = after.value;
  const written = writeDetails({ ...details, exhibits });
  if (written === row.facts) return done();
  await tx.document.update({
    where: { id: row.id },
    data: { facts: written, factsRevision: { increment: 1 } },
  });
  await record({
    type: "document.facts-edited",
    details: {
      before: { exhibits: plain(details.exhibits) },
      after: { exhibits: plain(exhibits) },
    },
  });
  return done();
}

/** As the audit record stores them. */
function plain(exhibits: readonly ExhibitDetails[]) {
  return exhibits.map(({ id, title, file }) => ({ id, title, file: file && { ...file } }));
}

/** The exhibits with one of them changed; refuses `not-found` for an unknown one. */
export function withChanged(
  exhibits: readonly ExhibitDetails[],
  exhibitId: string,
  change: Partial<ExhibitDetails>,
): Outcome<readonly ExhibitDetails[]> {
  if (!exhibits.some(({ id }) => id === exhibitId)) return refuse("not-found", NO_SUCH_EXHIBIT);
  return done(
    exhibits.map((exhibit) => (exhibit.id === exhibitId ? { ...exhibit, ...change } : exhibit)),
  );
}
