import { setTimeout } from "node:timers/promises";
import type { Actor } from "#app/domain/actor.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import type { PageProblem } from "#app/domain/public-page/checks.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { PageCandidate } from "./candidate.ts";

/** Shorter than a proxy waits: whoever publishes has to read how it ended. */
const MOST_MS = 30_000;

/**
 * The names to watch for in the files that a page offers (L68): they may have come onto the list
 * after the files were added, and so are looked for again. What that takes longer than `mostMs` goes on
 * meanwhile, and refuses `unavailable`: what was looked through by then is known at the next try.
 */
export async function watchedInFiles(
  { attachments, database }: Pick<Resources, "attachments" | "database">,
  actor: Actor,
  { page, record }: PageCandidate,
  names: readonly string[],
  mostMs = MOST_MS,
): Promise<Outcome<readonly PageProblem[]>> {
  const problems: PageProblem[] = [];
  if (names.length === 0) return done(problems);
  const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
  const end = performance.now() + mostMs;
  for (const [at, { kind, id, sha256, name }] of page.documents.entries()) {
    const isBroughtIn = record.filings.some(
      (paper) => paper.documentId === id && paper.isBroughtIn,
    );
    if (kind !== "attachment" && !isBroughtIn) continue;
    const kept = kind === "attachment" ? {} : { bytes: () => piecesOfPdf(database, sha256) };
    const search = attachments.search(by, { name, sha256, ...kept }, names);
    const scan = await within(search, end - performance.now());
    if (scan === null) {
      return refuse(
        "unavailable",
        `The files of the page are still being looked through for the names to watch for: ${at} of ${page.documents.length} are done. Nothing was published. Publish again in a minute; it goes on from there.`,
      );
    }
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

/** Null where it takes longer; it goes on all the same. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  const waiting = new AbortController();
  const late = setTimeout(Math.max(0, ms), null, { signal: waiting.signal });
  return Promise.race([work, late]).finally(() => waiting.abort());
}
