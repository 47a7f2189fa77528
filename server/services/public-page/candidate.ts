import canonicalize from "canonicalize";
import { dateIn } from "#app/domain/dates.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import { pageProblems, publicFacts, type PageProblem } from "#app/domain/public-page/checks.ts";
import { pageToPublish } from "#app/domain/public-page/publish.ts";
import {
  isFromRecord,
  textsOfPage,
  type PublishedPage,
} from "#app/domain/public-page/published.ts";
import type { PublicRecord } from "#app/domain/public-page/record.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import type { MatterPage } from "./load.ts";
import { publicRecord } from "./record.ts";

/** The time zone of the dates of agencies and courts, and so of the page. */
const ZONE = "America/New_York";

/** The page as it would be published now. */
export interface PageCandidate {
  readonly page: PublishedPage;
  /** Canonical JSON (RFC 8785), and its SHA-256. */
  readonly text: string;
  readonly hash: string;
  readonly problems: readonly PageProblem[];
  readonly record: PublicRecord;
}

/**
 * Builds the page from the draft content and the record, with all differences between the two (L41,
 * L42). Only reads; private data is searched for separately, before anything is locked.
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
  const problems = [...pageProblems(content, publicFacts(record)), ...daysToCome(page, today)];
  return { page, text, hash: sha256(text), problems, record };
}

/** The date on which a page is read or published. */
export function todayOfPages(now: Date): string {
  return dateIn(now, ZONE);
}

/** All private data in the page's text and file names (L44), with the names to watch for (L68). */
export async function privateDataProblems(
  page: PublishedPage,
  names: readonly string[],
): Promise<PageProblem[]> {
  // Loaded with the first page that is looked at: it brings all expressions.
  const { privateDataIn } = await import("#app/domain/private-data.ts");
  const passages = textsOfPage(page);
  return privateDataIn(passages, names).map(({ kind, place, shown }): PageProblem => {
    const field = place ?? "page";
    const { name, instead } = PRIVATE_DATA[kind];
    // Another person of that name may sue or sign, and nobody can write a caption otherwise.
    if (kind === "watched-name" && isFromRecord(field)) {
      const sentence = `What the page takes from the record (a caption, a letter, the name of a file) holds what looks like ${name}, ${shown}.`;
      return { severity: "asks", sentence, field };
    }
    const sentence = `The page’s words hold what looks like ${name}, ${shown}. ${instead}`;
    return { severity: "blocks", sentence, field };
  });
}

function daysToCome({ firstPublishedOn }: PublishedPage, today: string): PageProblem[] {
  if (firstPublishedOn === null || firstPublishedOn <= today) return [];
  const sentence = "The day of its first publication lies in the future.";
  return [{ severity: "blocks", sentence, field: "firstPublishedOn" }];
}
