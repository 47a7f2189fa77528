import type { Actor } from "#app/domain/actor.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import type { PageProblem } from "#app/domain/public-page/checks.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { laneOf } from "#server/workers/lane.ts";
import type { PageCandidate } from "./candidate.ts";

/**
 * The names to watch for in the files that a page offers (L68): they may have come onto the list
 * after the files were added, and so are looked for again.
 */
export async function watchedInFiles(
  { attachments, database }: Pick<Resources, "attachments" | "database">,
  actor: Actor,
  { page, record }: PageCandidate,
  names: readonly string[],
): Promise<Outcome<readonly PageProblem[]>> {
  const problems: PageProblem[] = [];
  if (names.length === 0) return done(problems);
  const by = { userId: actor.userId, lane: laneOf(actor) };
  for (const [at, { kind, id, sha256, name }] of page.documents.entries()) {
    const isBroughtIn = record.filings.some(
      (paper) => paper.documentId === id && paper.isBroughtIn,
    );
    if (kind !== "attachment" && !isBroughtIn) continue;
    const file = kind === "attachment" ? { sha256 } : { bytes: piecesOfPdf(database, sha256) };
    const scan = await attachments.search(by, { name, ...file }, names);
    if (!scan.ok) return scan;
    const known = record.attachments.find((attachment) => attachment.id === id)?.looksPrivate ?? [];
    const found = scan.value.data
      .filter((datum) => datum.kind === "watched-name")
      .map(({ shown, place }) => `${PRIVATE_DATA["watched-name"].name}, ${shown} (${place})`)
      .filter((said) => !known.includes(said));
    const field = `documents.${at}`;
    problems.push(
      ...found.map((said): PageProblem => ({
        severity: "asks",
        sentence: `“${name}” holds what looks private: ${said}.`,
        field,
      })),
    );
  }
  return done(problems);
}
