import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import type { ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import type { DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import type { ExemptionName } from "#app/domain/public-page/exemptions.ts";
import type { PagePart, PublishedPages } from "#app/domain/public-page/published.ts";
import type { TimelineLane } from "#app/domain/timeline/entries.ts";

/** The page's fixed texts in one language: everything that staff don't write. */
export interface PageCatalog {
  /** "September 9, 2021" of an ISO day. */
  readonly day: (iso: string) => string;
  /** "Jan 2021", for the ticks of the timeline. */
  readonly month: (iso: string) => string;
  readonly between: (from: string, until: string) => string;
  readonly and: (parts: readonly string[]) => string;

  readonly skip: string;
  readonly inOtherLanguage: string;
  readonly allPages: string;
  readonly indexTitle: string;
  readonly indexLead: string;
  readonly indexEmpty: string;
  readonly published: (day: string) => string;
  readonly firstPublished: (day: string) => string;
  /**
   * Beside `firstPublished`, so that a page has one date of publication. It tells of that day alone: the
   * page may have been withdrawn in between.
   */
  readonly publishedHere: (day: string) => string;
  readonly updated: (day: string) => string;
  readonly notTranslated: string;
  readonly by: string;
  readonly organizations: string;
  readonly leads: string;

  /** Of an organization: whom the press asks. */
  readonly press: string;

  readonly filings: string;
  readonly filed: (kind: DocumentKind, day: string) => string;
  readonly papers: Readonly<Record<DocumentKind, string>>;
  readonly itemsOf: (labels: readonly string[], all: number) => string;
  readonly whatBecame: string;
  readonly outcomes: Readonly<
    Record<ItemOutcomeKind, { readonly name: string; readonly sentence: string }>
  >;
  readonly noAnswer: string;
  readonly item: (label: string) => string;
  readonly letterOf: (day: string) => string;
  readonly to: (office: string) => string;
  readonly claims: (exemptions: string) => string;
  readonly exemptionsTitle: string;
  readonly exemptionsLead: string;
  readonly exemptions: Readonly<Record<ExemptionName, string>>;
  /** The pages of all releases so far. */
  readonly pages: (pages: PublishedPages) => string;
  /** Those of releases that are of one item, or of a few that are told together. */
  readonly pagesOfThese: (pages: PublishedPages) => string;
  readonly withdrawnPaper: string;
  readonly supersededPaper: string;
  readonly noItems: string;
  readonly asOf: (day: string) => string;

  readonly documents: string;
  readonly noDocuments: string;
  readonly file: string;
  readonly date: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly howToCheck: string;
  readonly check: string;
  readonly undated: string;
  /** Of a paper that was filed before it came to the workspace. */
  readonly broughtIn: string;
  /** Of a file that the page names and that was removed or taken back since. */
  readonly fileWithdrawn: string;
  readonly fileWithdrawnLead: string;
  readonly toPage: string;

  readonly timeline: string;
  readonly timelineLead: string;
  readonly lanes: Readonly<Record<TimelineLane, string>>;
  readonly today: string;
  readonly asOfLine: string;
  /** @param of the part that it decides, or the office that has the request; null for neither. */
  readonly agencyEvent: (kind: AgencyEventKind, of: string | null) => string;
  readonly docketEvent: (kind: DocketEventKind) => string;
  readonly due: string;
  readonly suitFiled: string;
  readonly source: (words: string) => string;
  readonly entry: (number: string) => string;
  readonly invented: string;
  /** Leads to the entry that has the title of the same request or lawsuit. */
  readonly seeEntry: (number: number) => string;

  /** On the picture for sharing. */
  readonly requests: (count: number) => string;
  readonly itemsAnswered: (count: number, answered: number) => string;
  readonly lawsuits: (count: number) => string;
  readonly others: (count: number) => string;
  readonly statusOn: (day: string) => string;

  readonly suits: string;
  readonly caption: string;
  readonly versus: string;
  readonly court: string;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly notRecorded: string;
  readonly readMore: (title: string) => string;
  readonly note: string;

  readonly resources: string;
  readonly sourceAsOf: (source: string, day: string) => string;
  readonly visit: (title: string) => string;

  readonly updates: string;
  readonly updateKinds: Readonly<Record<"first" | "update" | "correction", string>>;
  readonly changed: (parts: readonly string[]) => string;
  readonly parts: Readonly<Record<PagePart, string>>;
  readonly subscribe: string;

  readonly withdrawnTitle: string;
  readonly withdrawn: (day: string) => string;
  readonly missingTitle: string;
  readonly missing: string;
  readonly brokenTitle: string;
  readonly preview: string;
  /** By the organization that led when it was published. */
  readonly publishedBy: (lead: string) => string;
  readonly publishedByLeads: string;
  /** Only on paper: where the page stands, which may have changed since. */
  readonly printedFrom: (address: string) => string;
}
