import canonicalize from "canonicalize";
import * as z from "zod";
import { OUTCOMES, outcomeDetails } from "#app/domain/agency-record/outcome.ts";
import { ATTACHMENT_LIMITS, attachmentName, ATTACHMENT_ROLES } from "#app/domain/attachment.ts";
import type { ArchivedRow, MatterTableName } from "#app/domain/archive/matter-tables.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import { MISSED_DECISIONS } from "#app/domain/deadlines/missed.ts";
import { DOCUMENT_KINDS, DOCUMENT_STATUSES, LAYOUT_PROFILES } from "#app/domain/document.ts";
import { checkFilingDetails, FILING_METHODS, type FilingMethod } from "#app/domain/filing.ts";
import { isFilingZone } from "#app/domain/filing-zone.ts";
import { line } from "#app/domain/forms/fields.ts";
import { NARRATIVE_LIMIT, PARTY_LIMIT } from "#app/domain/forms/matter.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { keptPlaceSchema } from "#app/domain/margin/place.ts";
import { pageContent } from "#app/domain/public-page/content.ts";
import { publishedPage } from "#app/domain/public-page/published.ts";
import { suggestionSummarySchema } from "#app/document/margin/suggestion-summary.ts";
import { readParties } from "#app/document/details/docket.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { agencyEventOfRow } from "#server/services/agency-record/events.ts";
import { itemIdsOf } from "#server/services/agency-record/release.ts";
import { eventOfRow } from "#server/services/dockets/events.ts";
import { readSignatures } from "#server/services/filings/signatures.ts";
import { ROW_LABELS, type RowsOfMatter } from "./tables.ts";
import type { RefuseMatter } from "./refuse.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** Thrown where a column holds what this program never writes. */
class Unreadable extends Error {}

function must(holds: boolean): void {
  if (!holds) throw new Unreadable();
}

const among = (values: readonly string[], value: string | null) =>
  must(value === null || values.includes(value));
const days = (...values: readonly (string | null)[]) =>
  must(values.every((value) => value === null || isIsoDate(value)));
const within = (most: number, ...texts: readonly (string | null)[]) =>
  must(texts.every((text) => text === null || text.length <= most));
const title = line("A title", 200);
/** One line that shows all that is in it. */
const named = (text: string) => must(title.parse(text) === text);

/** JSON in the one form in which this program keeps it. */
function canonical(text: string): unknown {
  const value: unknown = JSON.parse(text);
  must(canonicalize(value) === text);
  return value;
}

const idRanges = z.array(z.tuple([z.int().min(0), z.int().min(0), z.int().min(0)])).max(200_000);
const keptBlocks = z.array(z.looseObject({ type: z.string() })).max(10_000);
const note = z.looseObject({ en: z.string().nullable(), es: z.string().nullable() });
const corrected = z.record(z.string().max(60), z.union([z.string().max(2_000), z.null()]));
const VOIDED = ["changes-requested", "recalled", "reopened", "party-removed", "brought-in"];

type Checks = { readonly [Name in MatterTableName]?: (row: ArchivedRow<Name>) => void };

/** Each column by the reader of its domain. What a text or a draft holds is read elsewhere. */
const CHECKS: Checks = {
  matter(row) {
    named(row.title);
    within(NARRATIVE_LIMIT, row.narrative);
    within(300, row.agencyDepartment, row.agencyComponent, row.agencyAddress);
    readSharedDetails(row.sharedFacts);
  },
  dockets(row) {
    readParties(row.parties);
    days(row.filedOn, row.servedOn, row.answerDueOn);
    within(200, row.court, row.district, row.division, row.judge, row.caseNumber);
  },
  documents(row) {
    among(DOCUMENT_KINDS, row.kind);
    among(DOCUMENT_STATUSES, row.status);
    among(LAYOUT_PROFILES, row.layoutProfile);
    named(row.title);
    readDetails(row.facts);
    must(row.sequence < 2 ** 31 && row.generation < 2 ** 31 && row.factsRevision < 2 ** 31);
  },
  "sign-offs"(row) {
    among(["approved", "changes-requested"], row.decision);
    within(10_000, row.reason);
    among(VOIDED, row.voidedBecause);
    must((row.voidedAt === null) === (row.voidedBecause === null));
  },
  "returns-to-draft"(row) {
    among(VOIDED, row.because);
    within(10_000, row.reason);
  },
  filings(row) {
    const method = row.method as FilingMethod;
    const { filedOn, zone, addressee, confirmation } = row;
    must(
      checkFilingDetails({ filedOn, zone, method, addressee, confirmation }, new Date(row.at)).ok,
    );
    among(["here", "elsewhere"], row.origin);
    must((row.origin === "elsewhere") === (row.scan !== null));
    pdfName(row.pdfName);
    within(10_000, row.withdrawalReason, row.certifier, row.caseNumber);
  },
  "filing-copies"(row) {
    days(row.printedOn);
    among(FILING_METHODS, row.method);
    among(["inside", "separate"], row.exhibits);
    must(row.zone === null || isFilingZone(row.zone));
    readSignatures(row.signatures);
    canonical(row.signatures);
    pdfName(row.pdfName);
  },
  "filing-signatures"(row) {
    within(2_000, row.name, row.organization, row.consent);
  },
  "filing-corrections"(row) {
    corrected.parse(canonical(row.before));
    corrected.parse(canonical(row.after));
  },
  "docket-events"(row) {
    canonical(row.details);
    eventOfRow({ ...row, recordedAt: new Date(row.recordedAt) });
    days(row.dated);
    within(20_000, row.text);
  },
  "agency-events"(row) {
    canonical(row.details);
    agencyEventOfRow({ ...row, recordedAt: new Date(row.recordedAt) });
    days(row.dated, row.sent, row.received);
    among(["mail", "e-mail", "portal", "fax", "hand"], row.cameBy);
    within(20_000, row.note);
  },
  "item-outcomes"(row) {
    among(OUTCOMES, row.outcome);
    outcomeDetails.parse(canonical(row.details));
    days(row.dated);
  },
  productions(row) {
    itemIdsOf(row.itemIds);
    days(row.dated);
    within(20_000, row.note);
    const counts = [row.number, row.pagesFull, row.pagesPart, row.pagesWithheld, row.pagesReviewed];
    must(counts.every((count) => count === null || count < 2 ** 31));
  },
  attachments(row) {
    among(ATTACHMENT_ROLES, row.role);
    must(attachmentName(row.name) === row.name && row.bytes <= ATTACHMENT_LIMITS.bytes);
    const places = [row.agencyEventId, row.productionId, row.docketEventId, row.filedId];
    must(places.filter((place) => place !== null).length === 1);
  },
  "settled-deadlines"(row) {
    among(MISSED_DECISIONS, row.decision);
    days(row.due);
    within(10_000, row.reason);
  },
  "public-page"(row) {
    among(["draft", "published", "withdrawn"], row.status);
    pageContent.parse(JSON.parse(row.content));
    if (row.published !== null) publishedPage.parse(JSON.parse(row.published));
    within(2_000, row.withdrawalReason);
    must((row.status === "draft") === (row.published === null));
  },
  "public-updates"(row) {
    note.parse(canonical(row.words));
    publishedPage.parse(JSON.parse(row.published));
    within(2_000, row.reason);
  },
  threads(row) {
    among(["draft", "version", "document"], row.placeKind);
    must((row.placeKind === "document") === (row.place === null));
    if (row.place === null) return;
    const place = keptPlaceSchema.parse(canonical(row.place));
    must(place.in === row.placeKind);
    must(place.in !== "version" || place.versionId === row.versionId);
  },
  suggestions(row) {
    among(["open", "accepted", "rejected", "withdrawn"], row.state);
    suggestionSummarySchema.parse(JSON.parse(row.summary));
    must(row.state === "open" || row.state === "withdrawn" || row.decidedById !== null);
  },
  acceptances(row) {
    idRanges.parse(JSON.parse(row.written));
    idRanges.parse(JSON.parse(row.erased));
    keptBlocks.parse(JSON.parse(row.before));
    keptBlocks.parse(JSON.parse(row.after));
  },
  comments(row) {
    within(MARGIN_LIMITS.comment, row.text);
    must(row.removedAt === null || row.text === "");
  },
  assignments(row) {
    days(row.dueOn);
  },
};

function pdfName(name: string): void {
  must(attachmentName(name) === name && name.toLowerCase().endsWith(".pdf"));
}

/** Reads each column of a matter's rows by its domain; refuses what none of them knows, and says where. */
export async function checkColumns(rows: RowsOfMatter, refuse: RefuseMatter): Promise<void> {
  const turn = yieldingToOthers();
  const titles = new Map(rows.documents.map(({ id, title }) => [id, title]));
  for (const [name, check] of Object.entries(CHECKS)) {
    const table = name as MatterTableName;
    // Of the rows of that very table.
    const read = check as (row: object) => void;
    for (const row of rows[table]) {
      await turn();
      try {
        read(row);
      } catch {
        // Values of another kind are thrown about in many ways, also as a TypeError.
        const of = "documentId" in row ? titles.get(row.documentId) : undefined;
        const where = of === undefined ? "" : ` of “${of}”`;
        throw refuse(`${ROW_LABELS[table]}${where} is not what this program writes.`);
      }
    }
  }
  if (rows.parties.length > PARTY_LIMIT)
    throw refuse("it has more parties than a matter can have.");
  const most = MARGIN_LIMITS.threadsOfDocument * Math.max(1, rows.documents.length);
  if (rows.threads.length > most)
    throw refuse("it has more conversations than can stand beside its papers.");
}
