import {
  matrixOf,
  withholds,
  type ItemOutcome,
  type ItemOutcomeKind,
} from "#app/domain/agency-record/outcome.ts";
import { knownAs, nameWithoutCountry } from "./agency-names.ts";
import type { PageContent } from "./content.ts";
import { toldFilings, topItems, type PublicRecord } from "./record.ts";

/** The recorded facts that the public page must agree with. */
export interface PublicFacts {
  /** The requests and appeals that were filed. */
  readonly filings: readonly {
    readonly documentId: string;
    readonly title: string;
    readonly itemIds: readonly string[];
    readonly isWithdrawn: boolean;
    /** The outcomes of its items in all letters, less those that a later one replaces. */
    readonly outcomes: readonly ItemFact[];
    /** Those of letters that a later one replaces. */
    readonly replaced: readonly ItemFact[];
  }[];
  /** The documents whose PDF can be offered: every filed one. */
  readonly papers: readonly string[];
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    /** Whether its letter, release or docket entry was taken back (L16). */
    readonly isTakenBack: boolean;
    /**
     * Pages, or the whole file, without readable text that nobody has confirmed to have read (L20).
     */
    readonly isUnread: boolean;
    /** The private data found in it, in words. */
    readonly looksPrivate: readonly string[];
  }[];
  readonly dockets: readonly {
    readonly docketId: string;
    readonly title: string;
    readonly plaintiffs: readonly string[];
    readonly defendants: readonly string[];
  }[];
  /** Accepted short names of a defendant, such as "ICE" for the component. */
  readonly knownAs: Readonly<Record<string, readonly string[]>>;
}

/** An outcome that a letter states for an item, or for a part of it. */
interface ItemFact {
  readonly itemId: string;
  readonly outcome: ItemOutcomeKind;
  /** Null for all of the item. */
  readonly part: string | null;
}

/** Why a page may not be published as it is. */
export interface PageProblem {
  /** `blocks`: until it is fixed; `asks`: until somebody gives a reason (L41). */
  readonly severity: "blocks" | "asks";
  readonly sentence: string;
  /** The path of the form field: "summaries.0.items". */
  readonly field: string;
}

/** Extracts the facts for the checks from the record. */
export function publicFacts(record: PublicRecord): PublicFacts {
  const { organizations, agency, attachments, dockets } = record;
  const filings = toldFilings(record).map((paper) => {
    const { documentId, title, state, items, outcomes } = paper;
    const itemIds = topItems(paper).map(({ id }) => id);
    const rows = matrixOf(
      items.map(({ id }) => id),
      outcomes,
    );
    const inForce = rows.flatMap((row) => row.inForce);
    const replaced = rows.flatMap((row) => row.outcomes.filter((one) => !inForce.includes(one)));
    return {
      documentId,
      title,
      itemIds,
      isWithdrawn: state !== "stands",
      outcomes: inForce.map(factOf),
      replaced: replaced.map(factOf),
    };
  });
  const papers = record.filings.map(({ documentId }) => documentId);
  return { filings, papers, attachments, dockets, knownAs: knownAs(agency, organizations) };
}

function factOf({ itemId, outcome, details: { part } }: ItemOutcome): ItemFact {
  return { itemId, outcome, part };
}

/** All differences between a page and the record (L41, L42, L44; embarrassments 7, 11 and 12). */
export function pageProblems(content: PageContent, facts: PublicFacts): PageProblem[] {
  return [
    ...emptyProblems(content),
    ...summaryProblems(content, facts),
    ...outcomeWordProblems(content, facts),
    ...documentProblems(content, facts),
    ...litigationProblems(content, facts),
  ];
}

/** A page that tells nothing can only be changed with a dated note once it is public (L72). */
function emptyProblems({
  narrative,
  summaries,
  documents,
  litigation,
}: PageContent): PageProblem[] {
  const told = [narrative.en, summaries, documents, litigation];
  if (told.some(({ length }) => length > 0)) return [];
  return [
    {
      severity: "blocks",
      sentence:
        "The page is empty: it has no text, and tells of no request, document or lawsuit. Write something first.",
      field: "narrative",
    },
  ];
}

function summaryProblems({ summaries }: PageContent, { filings }: PublicFacts): PageProblem[] {
  const told = new Set(summaries.map(({ documentId }) => documentId));
  const problems: PageProblem[] = filings
    .filter(({ documentId, isWithdrawn }) => !isWithdrawn && !told.has(documentId))
    .map(({ title }) => ({
      severity: "asks",
      sentence: `The page says nothing of “${title}”, which was filed.`,
      field: "summaries",
    }));
  for (const [at, { documentId, items }] of summaries.entries()) {
    const field = `summaries.${at}`;
    const filed = filings.find((filing) => filing.documentId === documentId);
    if (!filed) {
      problems.push({
        severity: "blocks",
        sentence: "It tells of a request that was not filed.",
        field,
      });
      continue;
    }
    const known = new Set(filed.itemIds);
    const named = items.flatMap(({ itemIds }) => itemIds);
    if (named.some((item) => !known.has(item))) {
      problems.push({
        severity: "blocks",
        sentence: `A summary of “${filed.title}” names an item that the filed request does not have.`,
        field: `${field}.items`,
      });
    }
    const missing = filed.itemIds.filter((item) => !named.includes(item)).length;
    if (missing > 0) {
      problems.push({
        severity: "asks",
        sentence: `The page leaves out ${missing} of the ${filed.itemIds.length} items of “${filed.title}”.`,
        field: `${field}.items`,
      });
    }
    if (new Set(named).size < named.length) {
      problems.push({
        severity: "asks",
        sentence: `The page counts an item of “${filed.title}” twice.`,
        field: `${field}.items`,
      });
    }
  }
  return problems;
}

/**
 * Words that claim that records were withheld, or that all of them came. No \b: to it, "negó" ends
 * with no letter.
 */
const SAYS_DENIED =
  /(?<!\p{L})(?:den(?:y|ied|ies|ial)|refus(?:e|ed|es|al)|nega(?:r|do|da|ron|tiva)|negó)(?!\p{L})/iu;
const SAYS_ALL_CAME =
  /\b(?:(?:released|produced|disclosed) (?:all|in full|everything)|full (?:release|production)|(?:entregó|divulgó) (?:todo|todos|todas))\b/iu;

/** Words of a summary that claim more than the agency's letters do (embarrassment 12). */
function outcomeWordProblems({ summaries }: PageContent, { filings }: PublicFacts): PageProblem[] {
  const problems: PageProblem[] = [];
  for (const [at, { documentId, heading, leadIn, items }] of summaries.entries()) {
    const filed = filings.find((filing) => filing.documentId === documentId);
    if (!filed) continue;
    const outcomes = filed.outcomes.map(({ outcome }) => outcome);
    // An item that was denied and then released was denied all the same.
    const everSaid = [...outcomes, ...filed.replaced.map(({ outcome }) => outcome)];
    const said = [heading, leadIn, ...items.map(({ words }) => words)]
      .flatMap((text) => [text?.en ?? "", text?.es ?? ""])
      .join(" ");
    const field = `summaries.${at}`;
    if (SAYS_DENIED.test(said) && !everSaid.some(withholds)) {
      problems.push({
        severity: "asks",
        sentence: `The words on “${filed.title}” speak of a denial, but no letter on record withholds anything${outcomes.includes("no-records") ? ": the agency says that it found no records" : ""}.`,
        field,
      });
    }
    // Of an item without an answer nothing came yet, and a part of it is not all of it.
    const isAnswered = filed.itemIds.every((id) =>
      filed.outcomes.some(({ itemId, part }) => itemId === id && part === null),
    );
    const isWhole = isAnswered && outcomes.every((outcome) => outcome === "produced-in-full");
    if (SAYS_ALL_CAME.test(said) && !isWhole) {
      problems.push({
        severity: "asks",
        sentence: `The words on “${filed.title}” say that everything was released, but the record does not.`,
        field,
      });
    }
  }
  return problems;
}

function documentProblems(content: PageContent, facts: PublicFacts): PageProblem[] {
  return content.documents.flatMap(({ kind, id }, at): PageProblem[] => {
    const field = `documents.${at}`;
    if (kind === "filed") {
      return facts.papers.includes(id)
        ? []
        : [{ severity: "blocks", sentence: "It offers a paper that was not filed.", field }];
    }
    const file = facts.attachments.find((attachment) => attachment.id === id);
    if (!file)
      return [
        {
          severity: "blocks",
          sentence:
            "It offers a file that is not there. Save the documents of the page, and it is left out.",
          field,
        },
      ];
    if (file.isTakenBack) {
      const sentence = `It offers “${file.name}”, but the letter, release or docket entry that the file belongs to was taken back. Save the documents of the page, and the file is left out.`;
      return [{ severity: "blocks", sentence, field }];
    }
    const problems: PageProblem[] = file.looksPrivate.map((found) => ({
      severity: "asks",
      sentence: `“${file.name}” holds what looks private: ${found}.`,
      field,
    }));
    if (file.isUnread) {
      problems.push({
        severity: "blocks",
        sentence: `Nobody has said that they read “${file.name}”, which holds pages that can’t be looked through.`,
        field,
      });
    }
    return problems;
  });
}

function litigationProblems({ litigation }: PageContent, facts: PublicFacts): PageProblem[] {
  const problems: PageProblem[] = [];
  for (const [at, card] of litigation.entries()) {
    const field = `litigation.${at}`;
    const docket = facts.dockets.find(({ docketId }) => docketId === card.docketId);
    if (!docket) {
      problems.push({
        severity: "blocks",
        sentence: "It tells of a lawsuit that is not recorded.",
        field,
      });
      continue;
    }
    const said = [card.title.en, card.title.es, card.summary.en, card.summary.es].join(" ");
    const others = namedOutside(said, docket, facts.knownAs);
    if (others.length === 0 || card.footnote !== null) continue;
    problems.push({
      severity: "blocks",
      sentence: `The card names ${others.join(" and ")}, but the caption of “${docket.title}” does not. Say what the caption says, or explain the difference in a footnote.`,
      field,
    });
  }
  return problems;
}

/**
 * Parties that the words name although the caption doesn't, such as a parent department beside its
 * component.
 */
function namedOutside(
  said: string,
  { plaintiffs, defendants }: PublicFacts["dockets"][number],
  knownAs: PublicFacts["knownAs"],
): string[] {
  const inCaption = new Set([...plaintiffs, ...defendants].map(nameWithoutCountry));
  return Object.entries(knownAs)
    .filter(([name]) => !inCaption.has(nameWithoutCountry(name)))
    .flatMap(([name, shorts]) => {
      const found = [name, ...shorts].find((short) => stands(short, said));
      return found === undefined ? [] : [found];
    });
}

/** Whether the name appears as a whole word: "ICE", but not the end of "justice". */
function stands(name: string, said: string): boolean {
  for (let at = said.indexOf(name); at >= 0; at = said.indexOf(name, at + 1)) {
    const before = said[at - 1] ?? " ";
    const after = said[at + name.length] ?? " ";
    if (!/\p{L}/u.test(before) && !/\p{L}/u.test(after)) return true;
  }
  return false;
}
