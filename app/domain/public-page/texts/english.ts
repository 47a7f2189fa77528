import { counted } from "#app/domain/counted.ts";
import { thousands } from "#app/domain/thousands.ts";
import { publicNames } from "#app/domain/document-kinds/index.ts";
import { eventName } from "#app/domain/agency-record/event.ts";
import { OUTCOME_TEXTS } from "#app/domain/agency-record/outcome.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { shortDate, writtenDay } from "#app/domain/dates.ts";
import type { PublishedPages } from "#app/domain/public-page/published.ts";
import type { PageCatalog } from "./catalog.ts";

const PAPERS = publicNames("en");

const and = (parts: readonly string[]) => listed(parts, "and");

/** "a, b and c". */
export function listed(parts: readonly string[], word: string): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** "at least 1,204 released in full"; `unknown` where no release gives the count. */
export function countedPages(
  { pages, isAtLeast }: PublishedPages["full"],
  {
    atLeast,
    said,
    unknown,
  }: { readonly atLeast: string; readonly said: string; readonly unknown: string },
): string {
  if (pages === null) return unknown;
  const count = thousands(pages);
  return `${isAtLeast ? `${atLeast} ` : ""}${count} ${said}`;
}

const pagesIn = (total: PublishedPages["full"], said: string, unknown: string) =>
  countedPages(total, { atLeast: "at least", said, unknown });

const pagesSaid = ({ releases, full, part, withheld }: PublishedPages, of: string) =>
  `Pages so far, in ${releases === 1 ? "one release" : `${releases} releases`}${of}: ${and([
    pagesIn(full, "released in full", "how many were released in full is not recorded"),
    pagesIn(part, "released in part", "how many in part is not recorded"),
    pagesIn(withheld, "withheld", "how many were withheld is not recorded"),
  ])}.`;

export const ENGLISH: PageCatalog = {
  day: writtenDay,
  month: (iso) => shortDate(iso).replace(/ \d+,/u, ""),
  between: (from, until) => `between ${from} and ${until}`,
  and,

  skip: "Skip to the text",
  inOtherLanguage: "En español",
  allPages: "All published matters",
  indexTitle: "Published matters",
  indexLead:
    "What the organizations asked the government for, what it answered, and what came of it in court.",
  indexEmpty: "Nothing has been published yet.",
  published: (day) => `Published ${day}`,
  firstPublished: (day) => `First published ${day}`,
  publishedHere: (day) => `Published here ${day}`,
  updated: (day) => `Last updated ${day}`,
  notTranslated: "",
  by: "By",
  organizations: "Organizations",
  leads: "leads",

  press: "Press contact",

  filings: "What was asked for",
  filed: (kind, day) => `${PAPERS[kind]}, filed ${day}`,
  papers: PAPERS,
  itemsOf: (labels, all) =>
    `${labels.length === 1 ? "Item" : "Items"} ${and(labels)} of the ${all} in the filed request`,
  whatBecame: "What became of it",
  outcomes: OUTCOME_TEXTS,
  noAnswer: "No answer on record.",
  item: (label) => `Item ${label}`,
  letterOf: (day) => `letter of ${day}`,
  to: (office) => `to ${office}`,
  claims: (exemptions) => `The agency relies on ${exemptions}.`,
  exemptionsTitle: "What the exemptions say",
  exemptionsLead:
    "The law lets an agency withhold some records (5 U.S.C. 552(b)). These are the reasons that the agency gave here; whether they hold, a court can decide.",
  exemptions: {
    "(b)(1)": "The record is classified to protect national defense or foreign policy.",
    "(b)(2)": "The record concerns only the agency’s own personnel rules and practices.",
    "(b)(3)": "Another law forbids or limits the release of the record.",
    "(b)(4)": "The record holds trade secrets or confidential business information.",
    "(b)(5)":
      "The record is privileged inside the government, such as drafts of a decision or advice of the agency’s lawyers.",
    "(b)(6)": "Releasing the record would clearly invade somebody’s personal privacy.",
    "(b)(7)(A)":
      "The record was made for law enforcement, and its release could interfere with a case that is under way.",
    "(b)(7)(B)":
      "The record was made for law enforcement, and its release would deprive somebody of a fair trial.",
    "(b)(7)(C)":
      "The record was made for law enforcement, and its release could invade somebody’s personal privacy.",
    "(b)(7)(D)":
      "The record was made for law enforcement, and its release could reveal a confidential source.",
    "(b)(7)(E)":
      "The record would reveal techniques or guidelines of law enforcement, which could help people get around the law.",
    "(b)(7)(F)":
      "The record was made for law enforcement, and its release could endanger somebody’s life or safety.",
    "(b)(8)": "The record concerns the supervision of banks and other financial institutions.",
    "(b)(9)": "The record holds geological information about wells.",
  },
  pages: (pages) => pagesSaid(pages, ""),
  pagesOfThese: (pages) => pagesSaid(pages, " of this alone"),
  withdrawnPaper: "This request was withdrawn.",
  supersededPaper: "Another request took the place of this one.",
  noItems: "The items of this paper are not listed here.",
  asOf: (day) => `Requests, answers and lawsuits as they were on record on ${day}.`,

  documents: "Requests and documents",
  noDocuments: "No documents are published yet. They will be listed here.",
  file: "File",
  date: "Date",
  kinds: {
    ...PAPERS,
    "letter-of-agency": "Letter of the agency",
    release: "Records released",
    "stamped-copy": "Stamped copy",
    proof: "Proof of service",
    other: "Document",
  },
  fingerprint: "SHA-256",
  howToCheck: "Each file has a fingerprint, by which anybody can tell that it is unchanged.",
  check: "Check a file",
  undated: "Date not recorded",
  broughtIn: "Filed elsewhere: this is the PDF as it was brought in after it was filed.",
  fileWithdrawn: "This file is no longer offered",
  fileWithdrawnLead:
    "It was removed or taken back. The page that listed it says when it was last updated, and why.",
  toPage: "Go to the page",

  timeline: "Timeline",
  timelineLead: "The numbers in the picture are those of the list below it.",
  lanes: { memo: "Memos", request: "Requests", agency: "Agency", court: "Court" },
  today: "today",
  asOfLine: "this page",
  agencyEvent: eventName,
  docketEvent: (kind) => DOCKET_KINDS[kind].label,
  due: "The agency’s determination was due",
  suitFiled: "Lawsuit filed",
  source: (words) => `Source: ${words}`,
  entry: (number) => `Docket entry ${number}`,
  invented: "made up for this demonstration",
  seeEntry: (number) => `see ${number}`,

  requests: (count) => counted(count, "request"),
  itemsAnswered: (count, answered) =>
    `${counted(count, "item")}, ${answered === 0 ? "none" : thousands(answered)} answered`,
  lawsuits: (count) => counted(count, "lawsuit"),
  others: (count) => `${count} others`,
  statusOn: (day) => `As of ${day}`,

  suits: "Lawsuits",
  caption: "Caption",
  versus: "v.",
  court: "Court",
  caseNumber: "Case number",
  filedOn: "Filed",
  notRecorded: "Not recorded",
  readMore: (title) => `Read more about “${title}”`,
  note: "Note",

  resources: "Related resources",
  sourceAsOf: (source, day) => `${source}, as of ${day}`,
  visit: (title) => `Go to ${title}`,

  updates: "Updates and corrections",
  updateKinds: { first: "Published", update: "Update", correction: "Correction" },
  changed: (parts) => `Changed: ${and(parts)}.`,
  parts: {
    title: "title and dates",
    notice: "notice",
    narrative: "text",
    organizations: "organizations",
    filings: "requests and answers",
    documents: "documents",
    suits: "lawsuits",
    timeline: "timeline",
    resources: "related resources",
    callToAction: "call to action",
  },
  subscribe: "Follow the updates",

  withdrawnTitle: "This page was withdrawn",
  withdrawn: (day) => `The page that was published at this address was withdrawn on ${day}.`,
  missingTitle: "There is no page at this address",
  missing: "Check the address, or look through all published matters.",
  brokenTitle: "This page can’t be shown right now",
  preview:
    "Preview: this is what would be published. Nobody but the matter’s own people can see it here.",
  publishedBy: (lead) => `Published by ${lead}, which leads this work.`,
  publishedByLeads: "Each page is published by the organization that leads its work.",
  printedFrom: (address) => `Printed from ${address}, where later updates and corrections stand.`,
};
