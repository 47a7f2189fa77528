import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import type { Served } from "#app/domain/docket-event/event.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { RequestOnRecord } from "#app/document/details/sourced-values.ts";

/** What a template takes from the matter. What is not known stays as a prompt in brackets. */
export interface TemplateDetails {
  /** The document's title. */
  readonly title?: string;
  /** The parties' names, the lead first. */
  readonly parties?: readonly string[];
  /** The ids of these organizations, in the same order: with them the parties sign in blocks of their own. */
  readonly partyIds?: readonly string[];
  /** Their cities, in the same order; null where it is not recorded. */
  readonly cities?: readonly (string | null)[];
  /** The agency that is asked or sued. */
  readonly agency?: string;
  /** Its parent department, where the agency is a component of one. */
  readonly department?: string;
  /** The requests of the matter that were filed and that the paper is about, the oldest first. */
  readonly requests?: readonly FiledRequest[];
  /** Whose rules the pages follow; without one no court's own section is written. */
  readonly layoutProfile?: LayoutProfile;
  /** The division of the court, where it is recorded. */
  readonly division?: string | null;
  /** Who is named as the person to write to. */
  readonly contact?: ContactDetails | null;
  /** The first line of the addressee of a letter. */
  readonly addressee?: string | null;
  /** Which of the papers that go with a complaint it is; left out for all others. */
  readonly companion?: CompanionPaper | undefined;
  /** What is recorded of the service of the lawsuit. */
  readonly services?: readonly ServiceOnRecord[];
}

/** A person to write to. */
export interface ContactDetails {
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string | null;
}

/** How one of the three was served, FRCP 4(i). */
export interface ServiceOnRecord {
  readonly on: Served;
  /** In words: "by certified mail". */
  readonly method: string;
  readonly article: string | null;
  /** ISO dates. */
  readonly sentOn: string | null;
  readonly deliveredOn: string | null;
}

/** A request of the matter that was filed, as a later paper speaks of it. */
export interface FiledRequest extends RequestOnRecord {
  /** The office that it was sent to. */
  readonly addressee: string;
  /** How it was sent: "through the agency's portal". */
  readonly sent: string;
  readonly items: readonly RequestedItem[];
  /** What it asks for beside the records. */
  readonly asked: { readonly expedition: boolean; readonly feeWaiver: boolean };
  /** Whether its text certifies the need for expedition, 5 U.S.C. § 552(a)(6)(E)(vi). */
  readonly isCertified: boolean;
  /** The exhibit of the new paper that is a copy of it; null where it has none. */
  readonly exhibitId: string | null;
}

/** A record that was asked for: its words, and its depth in the request, from 1. */
export interface RequestedItem {
  readonly level: number;
  readonly words: string;
  /** What became of it by the agency's latest letter, in words; empty while it is pending. */
  readonly outcomes: readonly string[];
}
