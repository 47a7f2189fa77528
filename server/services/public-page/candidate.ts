import canonicalize from "canonicalize";
import { dateIn } from "#app/domain/dates.ts";
import { PRIVATE_DATA, privateDataIn } from "#app/domain/private-data.ts";
import { pageProblems, publicFacts, type PageProblem } from "#app/domain/public-page/checks.ts";
import { pageToPublish } from "#app/domain/public-page/publish.ts";
import { wordsOfPage, type PublishedPage } from "#app/domain/public-page/published.ts";
import type { PublicRecord } from "#app/domain/public-page/record.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import type { MatterPage } from "./load.ts";
import { publicRecord } from "./record.ts";

/** In which zone the days of agencies and courts are counted, and with them the page's own. */
const ZONE = "America/New_York";

/** What the page would be if it were published now. */
export interface PageCandidate {
  readonly page: PublishedPage;
  /** Canonical JSON (RFC 8785), and its SHA-256. */
  readonly text: string;
  readonly hash: string;
  readonly problems: readonly PageProblem[];
  readonly record: PublicRecord;
}

/**
 * Builds what would be public, with everything in which it and the record differ (L41, L42) and all in its
 * words, file names too, that looks private (L44). Reads only; the words within files are scanned apart.
 */
export async function candidatePage(
  client: PrismaClient | Transaction,
  found: MatterPage,
  now: Date,
): Promise<PageCandidate> {
  const record = await publicRecord(client, found);
  const { content } = found.page;
  const today = dateIn(now, ZONE);
  const page = pageToPublish(content, record, today);
  const text = canonicalize(page) ?? "{}";
  const problems = [
    ...pageProblems(content, publicFacts(record)),
    ...privateWords(page),
    ...daysToCome(page, today),
  ];
  return { page, text, hash: sha256(text), problems, record };
}

/** The day on which a page is read or published. */
export function todayOfPages(now: Date): string {
  return dateIn(now, ZONE);
}

function privateWords(page: PublishedPage): PageProblem[] {
  const passages = wordsOfPage(page);
  return privateDataIn(passages).map(({ kind, place, shown }) => ({
    severity: "blocks",
    sentence: `The page’s words hold what looks like ${PRIVATE_DATA[kind].name}, ${shown}. ${PRIVATE_DATA[kind].instead}`,
    field: place ?? "page",
  }));
}

function daysToCome({ firstPublishedOn }: PublishedPage, today: string): PageProblem[] {
  if (firstPublishedOn === null || firstPublishedOn <= today) return [];
  const sentence = "The day of its first publication lies in the future.";
  return [{ severity: "blocks", sentence, field: "firstPublishedOn" }];
}
