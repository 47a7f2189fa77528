import type { ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { RequestOnRecord } from "#app/document/details/sourced-values.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

/** The facts of a matter that templates fill in. Missing ones become prompts in brackets. */
export interface TemplateDetails {
  /** The title of the document. */
  readonly title?: string;
  /** The names of the parties, the lead first. */
  readonly parties?: readonly string[];
  /**
   * The ids of the parties, in the same order; with them, each party gets its own signature block.
   */
  readonly partyIds?: readonly string[];
  /** The cities of the parties, in the same order; null if not recorded. */
  readonly cities?: readonly (string | null)[];
  /** The agency that receives the request or is sued. */
  readonly agency?: string;
  /** The parent department, if the agency is a component of one. */
  readonly department?: string;
  /** The filed requests that the document is about, oldest first. */
  readonly requests?: readonly FiledRequest[];
  /** The ids of the letters that an appeal is from (L62). */
  readonly letterIds?: readonly string[];
  /** Those of them whose last day for an appeal has passed. */
  readonly lateLetterIds?: readonly string[];
  /**
   * Determines the rules for the pages; without it, sections that only one court requires are left
   * out.
   */
  readonly layoutProfile?: LayoutProfile;
  /** The division of the court, if recorded. */
  readonly division?: string | null;
  /** The person named as the contact. */
  readonly contact?: ContactDetails | null;
  /** The first line of the addressee of a letter. */
  readonly addressee?: string | null;
  /** The kind of companion; absent for other documents. */
  readonly companion?: CompanionPaper | undefined;
  /** The lawsuit that a paper in court belongs to, once it is on the docket. */
  readonly suit?: SuitOnRecord | null;
  /** The other lawsuits of the matter. */
  readonly otherSuits?: readonly OtherSuit[];
  /** The filed complaint that an amended one takes the place of, where its text is here. */
  readonly amends?: AmendedPaper | null;
}

/** A complaint as it was filed. */
export interface AmendedPaper {
  readonly prose: ProseJSON;
  /** The title in its caption. */
  readonly paperTitle: string;
}

interface ContactDetails {
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string | null;
}

/** A filed request of the matter, as later documents refer to it. */
export interface FiledRequest extends RequestOnRecord {
  /** The organizations that speak in it. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  /** The office to which it was sent. */
  readonly addressee: string;
  /** The method in words: "through the agency's portal". */
  readonly sent: string;
  readonly items: readonly RequestedItem[];
  /** The request's further demands, besides records. */
  readonly asked: { readonly expedition: boolean; readonly feeWaiver: boolean };
  /** Whether its text certifies the need for expedition, 5 U.S.C. § 552(a)(6)(E)(vi). */
  readonly isCertified: boolean;
  /** The exhibit of the new document that is a copy of the request; null if there is none. */
  readonly exhibitId: string | null;
}

/** An item of a request: its text, its depth from 1, and its number as printed, such as "2(a)". */
export interface RequestedItem {
  readonly label: string;
  readonly level: number;
  readonly words: string;
  /** The outcomes that the agency's letters give it; empty while pending. */
  readonly outcomes: readonly Pick<ItemOutcome, "outcome" | "details" | "eventId">[];
}
