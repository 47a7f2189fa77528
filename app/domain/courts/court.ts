import type { ExpectedPaper } from "#app/domain/companion-paper.ts";
import type { Layout } from "#app/domain/page-layout.ts";

/** A federal district court: all that the desk knows of its rules, save how its pages look. */
export interface Court extends Layout {
  readonly caption: CaptionRules;
  /** How the court has a signer's bar number; null where it asks for none. */
  readonly barNumber: "State Bar No." | "Bar No." | null;
  /**
   * The attestation of the filer where several sign one paper by "/s/ Name" (L26); null where none
   * is required.
   */
  readonly attestation: ((name: string) => string) | null;
  /** The papers that go with a complaint (L32), in the order of preparation. */
  readonly papers: readonly ExpectedPaper[];
  readonly complaint: ComplaintRules;
  readonly days: LocalDays;
}

/**
 * The court's rules for the words of its papers. Templates alone ask for it, which browsers don't
 * load, so it is no part of `Court`.
 */
export interface CourtPaperRules {
  readonly motions: MotionRules;
  readonly stipulations: StipulationRules;
  readonly relatedCases: RelatedCaseRules;
  readonly disclosure: Disclosure;
  /** The certification of interested entities; null where the court requires none. */
  readonly interestedEntities: InterestedEntities | null;
}

/** Days that its local rules set, from memory: each is proposed with its source, and checked. */
interface LocalDays {
  /**
   * The opposition to a motion and the reply: days from its filing and from the opposition's day, or
   * days before its hearing.
   */
  readonly motion: {
    readonly from: "filing" | "hearing";
    readonly opposition: number;
    readonly reply: number;
    readonly source: string;
  };
  /** The bill of costs: days from the entry of judgment. */
  readonly costs: { readonly days: number; readonly source: string };
}

/** The court's rules for the text of its caption; the layout's template lays it out. */
export interface CaptionRules {
  /** "District of Columbia" or "for the District of Columbia". */
  readonly districtPrefix: "" | "for the ";
  readonly numberLabel: "Case No." | "Civil Action No.";
  /** How the judge's initials follow the number; null where the court does not require them. */
  readonly initials: "hyphen" | "parentheses" | null;
  /** Whether counsel is named above the caption. */
  readonly namesCounsel: boolean;
  /** Whether the caption gives the parties' addresses. */
  readonly namesAddresses: boolean;
}

/** Rules that only some courts have of a complaint's words (L29, L30, L34). */
interface ComplaintRules {
  /** The rule by which the first numbered paragraph states jurisdiction; null for none. */
  readonly jurisdictionFirst: string | null;
  /** The rule that asks for a section "Divisional Assignment"; null for none. */
  readonly divisionalAssignment: string | null;
  /** The reason for venue where it depends on no plaintiff; null where one has to reside there. */
  readonly venue: string | null;
  readonly places: readonly CourtPlace[];
  /** The circuit whose cases are cited. */
  readonly circuit: Circuit;
}

type Circuit =
  | "First"
  | "Second"
  | "Third"
  | "Fourth"
  | "Fifth"
  | "Sixth"
  | "Seventh"
  | "Eighth"
  | "Ninth"
  | "Tenth"
  | "Eleventh"
  | "District of Columbia";

/**
 * Cities of the district in which a coalition's organizations are likely to be. For other cities the
 * text has a prompt instead of a guess.
 */
interface CourtPlace {
  readonly state: RegExp;
  readonly cities: readonly string[];
  /** The divisions that serve the county; left out where they don't depend on it. */
  readonly divisions?: string;
}

interface InterestedEntities {
  /** Whom the undersigned certifies for and under which rule, up to the verb's object. */
  readonly certifies: (plaintiffs: string) => string;
  /** The prompt after the list of the plaintiffs; null where the certification lists none. */
  readonly others: string | null;
}

/** The court's rules for a motion and for the order that it asks for. */
interface MotionRules {
  /** The rule for the notice, with its hearing, that opens a motion; null for none. */
  readonly notice: string | null;
  readonly memorandum: string;
  /** A prompt for what is said of the conference of counsel before it; null for none. */
  readonly conference: string | null;
  /** A prompt for the statement of facts that goes with a motion for summary judgment; null for none. */
  readonly facts: string | null;
  /** A prompt for who is named at the foot of a proposed order; null for none. */
  readonly orderNames: string | null;
}

interface StipulationRules {
  /** The rule under which stipulations are made; null for none. */
  readonly rule: string | null;
  /** A prompt for what a change of time takes; null where the court has no rule of its own. */
  readonly changesOfTime: string | null;
  /** The rule by which the proposed order is a paper of its own; null where it stands in the stipulation. */
  readonly separateOrder: string | null;
}

/** The court's paper on related cases. */
interface RelatedCaseRules {
  /** Under which rule whom asks or says what, up to the list of the cases. */
  readonly opens: (plaintiffs: string, several: boolean) => string;
  /** When the court calls cases related. */
  readonly criteria: string;
  /** The rule that asks to name cases in other courts; null for none. */
  readonly elsewhere: string | null;
  /** A prompt for what else the rule wants; null for nothing. */
  readonly further: string | null;
}

interface Disclosure {
  /** The first sentence of the disclosure statement. */
  readonly opens: string;
  /** Its words about one plaintiff, of whom nothing is to be disclosed. */
  readonly nothing: (plaintiff: string) => string;
}

/** The words of FRCP 7.1(a)(1). */
export const noParent = (plaintiff: string) =>
  `Plaintiff ${plaintiff} has no parent corporation, and no publicly held corporation owns 10% or more of its stock. [Confirm with the organization.]`;
