/**
 * The checks before a document goes to review, to filing or to the public page, in one list. Each
 * finding says what was found and where; some block until they are fixed, others may be overridden
 * with a reason. Sources: docs/product.md, embarrassments 5, 9, 11 and 15.
 */
import { refuse, type Refusal } from "./refusal.ts";

/** How strictly a finding holds a document back. */
type Severity =
  /** Until it is fixed: what goes out would plainly be wrong. */
  | "blocks"
  /** Until it is fixed, or somebody overrides it with a reason. */
  | "asks";

interface CheckRule {
  readonly severity: Severity;
  /** How to fix it, as a sentence. */
  readonly mend: string;
  /**
   * How it holds back the filing of the approved text: until it is fixed, or until whoever files lets
   * it stand once more, by name (L61). What else the record says against a text needs a reason.
   */
  readonly filing?: "blocks" | "by name";
}

/** All checks. */
export const READINESS_CHECKS = {
  "incomplete-part": {
    severity: "blocks",
    mend: "Fix that place in the text, or record what is missing under “Parties, signers and addresses”.",
  },
  "left-matter": {
    severity: "blocks",
    filing: "blocks",
    mend: "Take it out under “Parties, signers and addresses”, on the docket or in the text: who left a matter speaks, signs and sues in none of its papers.",
  },
  "template-prompt": {
    severity: "blocks",
    filing: "by name",
    mend: "Write what the prompt asks for, or delete it.",
  },
  "bracketed-words": {
    severity: "asks",
    filing: "by name",
    mend: "Write what is missing, or say why the brackets belong there.",
  },
  "hidden-sign": {
    severity: "asks",
    mend: "Take them out beside the draft, under “Before it goes out”, or say why they belong there.",
  },
  "private-data": {
    severity: "asks",
    mend: "Take it out, or say under Private data why it may stand.",
  },
  "stale-value": {
    severity: "blocks",
    mend: "Update what the text takes from the record; the fields then print what is recorded now.",
  },
  "exhibit-without-file": {
    severity: "asks",
    filing: "by name",
    mend: "Attach its PDF under Exhibits, or say how it is delivered.",
  },
  "wrong-court": {
    severity: "blocks",
    mend: "Choose the court’s own layout under Settings, or correct the court on the docket.",
  },
  "court-section": {
    severity: "asks",
    mend: "Write or take out that section, or say why the text may stand as it is.",
  },
  "local-counsel-missing": {
    severity: "asks",
    mend: "Name local counsel (N.D. Cal. Civ. L.R. 11-3), or say why none is needed.",
  },
  "party-omitted": {
    severity: "blocks",
    mend: "Name every party in the caption (FRCP 10(a)), or take the organization out of those who speak.",
  },
  "party-address-missing": {
    severity: "blocks",
    mend: "Record the address of each party for the caption (D.D.C. LCvR 5.1(c)).",
  },
  "other-defendant": {
    severity: "asks",
    mend: "Name the agency that the matter is about, or say why another one is sued.",
  },
  "exhaustion-not-reached": {
    severity: "asks",
    mend: "Wait or appeal; or record on the request why exhaustion is asserted against the clock; or say why the complaint may stand.",
  },
  "exhaustion-uncounted": {
    severity: "asks",
    mend: "Record when the agency received the request, or say why the complaint may stand.",
  },
  "enforces-nothing": {
    severity: "asks",
    mend: "Choose on its docket which filed requests the suit enforces, or say why the complaint may stand.",
  },
  "enforced-elsewhere": {
    severity: "asks",
    mend: "Take the request off one of the dockets, or say why two lawsuits enforce it.",
  },
  "counsel-for-no-party": {
    severity: "blocks",
    mend: "Record under “Parties, signers and addresses” which plaintiff the signer represents.",
  },
  "plaintiff-without-counsel": {
    severity: "blocks",
    mend: "Choose who signs for it: an organization appears by counsel alone.",
  },
  "person-without-counsel": {
    severity: "asks",
    mend: "Choose who signs for the plaintiff, or say that they appear for themselves.",
  },
  "counsel-without-signature": {
    severity: "blocks",
    mend: "Add a signature block where that counsel signs (FRCP 11(a)).",
  },
  "signer-incomplete": {
    severity: "blocks",
    mend: "Record under “Parties, signers and addresses” what the court asks for (FRCP 11(a) and its local rules).",
  },
  "bracketed-details": {
    severity: "asks",
    filing: "by name",
    mend: "Record what is missing, or say why the brackets stand there.",
  },
  "certification-missing": {
    severity: "blocks",
    mend: "Add the certification of 5 U.S.C. § 552(a)(6)(E)(vi), or don’t ask for expedited processing.",
  },
  "certifier-missing": {
    severity: "blocks",
    mend: "Name under “Parties, signers and addresses” who certifies.",
  },
  "certifier-of-another": {
    severity: "blocks",
    mend: "Name somebody of that organization: each certifies for their own.",
  },
  "certification-without-request": {
    severity: "asks",
    mend: "Ask for expedited processing, or delete the certification.",
  },
  "certifier-without-certification": {
    severity: "blocks",
    mend: "Add the certification to the text, or remove the certifier under “Parties, signers and addresses”.",
  },
} as const satisfies Record<string, CheckRule>;

export type CheckId = keyof typeof READINESS_CHECKS;

/** The place of a finding, to which the page links. */
export type FindingPlace =
  | { readonly kind: "block"; readonly id: string }
  | { readonly kind: "exhibit"; readonly id: string }
  /** The record of a filed request, by the id of its document. */
  | { readonly kind: "request"; readonly id: string }
  /** A lawsuit, by the id of its docket and the slug of its matter. */
  | { readonly kind: "docket"; readonly id: string; readonly slug: string }
  | { readonly kind: "details" }
  | { readonly kind: "private-data" }
  | { readonly kind: "nowhere" };

/** A result of one check. */
export interface Finding {
  readonly check: CheckId;
  /**
   * The finding and its place, as part of a sentence: "“[Title]” is left in the paragraph that
   * begins…".
   */
  readonly words: string;
  readonly place: FindingPlace;
}

/** A finding with its severity. */
export interface JudgedFinding extends Finding {
  readonly severity: Severity;
  readonly mend: string;
}

/** The number of listed findings; nobody would read a page of 10,000. */
export const MOST_LISTED = 200;

export interface Readiness {
  /** Blocking ones first, at most MOST_LISTED. */
  readonly findings: readonly JudgedFinding[];
  /** How many more there are. */
  readonly more: number;
  /** Whether no blocking finding is left. */
  readonly canProceed: boolean;
  /** Whether a reason for overriding findings is required. */
  readonly needsReason: boolean;
}

/** Classifies the findings: blocking ones first, otherwise in the order of the text. */
export function readinessOf(findings: readonly Finding[]): Readiness {
  const judged = findings.map((finding) => ({ ...finding, ...READINESS_CHECKS[finding.check] }));
  const blocking = judged.filter(({ severity }) => severity === "blocks");
  const asking = judged.filter(({ severity }) => severity === "asks");
  const all = [...blocking, ...asking];
  return {
    findings: all.slice(0, MOST_LISTED),
    more: Math.max(0, all.length - MOST_LISTED),
    canProceed: blocking.length === 0,
    needsReason: asking.length > 0,
  };
}

/** The number of findings that one sentence names. */
const MAX_NAMED = 5;

/**
 * Refuses `text-incomplete` while a finding holds the document back; the refusal names the findings
 * and the place of the first. Null where nothing does.
 * @param reason why findings are overridden; null if none was given.
 */
export function refuseUnready(
  findings: readonly Finding[],
  reason: string | null,
): { readonly ok: false; readonly refusal: Refusal } | null {
  const blocking = findings.filter(({ check }) => READINESS_CHECKS[check].severity === "blocks");
  if (blocking.length > 0) {
    const sentence = `The document is not ready to submit: ${named(blocking)}. The draft is unchanged; fix them and submit again.`;
    const { refusal } = refuse("text-incomplete", sentence);
    const block = blocking.flatMap(({ place }) => (place.kind === "block" ? place.id : [])).at(0);
    return { ok: false, refusal: block === undefined ? refusal : { ...refusal, block } };
  }
  if (findings.length === 0 || (reason ?? "").trim() !== "") return null;
  const sentence = `Something has to be fixed or explained first: ${named(findings)}. The draft is unchanged; fix it, or say why it may stand.`;
  return refuse("text-incomplete", sentence, { reason: "Say why this may stand." });
}

/** How a finding holds back the filing of the approved text. */
export function atFiling({ check }: Finding): "blocks" | "by name" | "explained" {
  const rule: CheckRule = READINESS_CHECKS[check];
  return rule.filing ?? "explained";
}

/** The words of whoever files about the findings. */
interface ReasonedOverride {
  /** Why the text may be filed as it is; null if none was given. */
  readonly reason: string | null;
  /** Whether they let this one stand, by name. */
  readonly stands: (finding: Finding) => boolean;
}

/**
 * Refuses to file a fixed text: while somebody speaks in it who left the matter (L71), while what is
 * open in it was not let stand again by name (L61), and without a reason for that and for what the
 * record says otherwise. Whether to reopen it is for people to decide. Null where nothing was found.
 */
export function refuseUnexplained(
  findings: readonly Finding[],
  { reason, stands }: ReasonedOverride,
): { readonly ok: false; readonly refusal: Refusal } | null {
  const held = refuseHeld(
    findings,
    "No copy was made; have a drafter reopen it and take that out.",
  );
  if (held) return held;
  const open = findings.filter((finding) => atFiling(finding) === "by name");
  const unnamed = open.filter((finding) => !stands(finding));
  if (unnamed.length > 0) {
    const sentence = `This would be filed as it is: ${named(unnamed)}. No copy was made; let each of these stand by name, or have a drafter reopen the text.`;
    return refuse("bad-input", sentence, { stands: "Select each that may stand." });
  }
  if (findings.length === 0 || (reason ?? "").trim() !== "") return null;
  const others = findings.filter((finding) => atFiling(finding) === "explained");
  const sentence =
    others.length > 0
      ? `The text no longer agrees with the record: ${named(others)}. No copy was made; have a drafter reopen it, or say why it may be filed as it is.`
      : `This would be filed as it is: ${named(open)}. No copy was made; say why it may be.`;
  return refuse("bad-input", sentence, { reason: "Say why it may be filed as it is." });
}

/**
 * Refuses `text-incomplete` what no reason lets stand in a text that is signed or filed: that somebody
 * speaks in it who left the matter (L71).
 * @param undone what was not done, and what to do, as a sentence.
 */
export function refuseHeld(
  findings: readonly Finding[],
  undone: string,
): { readonly ok: false; readonly refusal: Refusal } | null {
  const held = findings.filter((finding) => atFiling(finding) === "blocks");
  if (held.length === 0) return null;
  const [first = ""] = named(held);
  return refuse("text-incomplete", `${first.toUpperCase()}${named(held).slice(1)}. ${undone}`);
}

function named(findings: readonly Finding[]): string {
  const first = findings.slice(0, MAX_NAMED).map(({ words }) => words);
  const more = findings.length - first.length;
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
