import * as z from "zod";

/**
 * The outcomes of one item of a filed request (L17). An item can have several: one letter can
 * release a part, withhold a part and refer the rest. An outcome never says more than the letter
 * does: "no records" is never "denied", "in part" never "full".
 */
export const OUTCOMES = [
  "pending",
  "produced-in-full",
  "produced-in-part",
  "withheld-in-full",
  "no-records",
  "referred",
  "consulted",
  "neither-confirmed-nor-denied",
  "closed-administratively",
  "withdrawn",
] as const;
export type ItemOutcomeKind = (typeof OUTCOMES)[number];

/** The words for screens and the public page; each says exactly what the letter can carry. */
export const OUTCOME_TEXTS: Readonly<
  Record<ItemOutcomeKind, { readonly name: string; readonly sentence: string }>
> = {
  pending: { name: "Pending", sentence: "No answer yet." },
  "produced-in-full": { name: "Released in full", sentence: "The agency released these records." },
  "produced-in-part": {
    name: "Released in part",
    sentence: "The agency released part of these records and withheld the rest.",
  },
  "withheld-in-full": {
    name: "Withheld in full",
    sentence: "The agency found records and withheld all of them.",
  },
  "no-records": { name: "No records found", sentence: "The agency says that it found no records." },
  referred: {
    name: "Referred",
    sentence: "The agency sent these records to another office, which is to answer for them.",
  },
  consulted: {
    name: "In consultation",
    sentence: "The agency is asking another office about these records.",
  },
  "neither-confirmed-nor-denied": {
    name: "Neither confirmed nor denied",
    sentence: "The agency neither confirms nor denies that it has such records.",
  },
  "closed-administratively": {
    name: "Closed by the agency",
    sentence: "The agency closed this part without deciding it.",
  },
  withdrawn: { name: "Withdrawn", sentence: "This part of the request was withdrawn." },
};

/** Outcomes in which something is withheld, so that exemptions apply to them. */
const WITHHOLDS: ReadonlySet<ItemOutcomeKind> = new Set([
  "produced-in-part",
  "withheld-in-full",
  "neither-confirmed-nor-denied",
]);

export function withholds(outcome: ItemOutcomeKind): boolean {
  return WITHHOLDS.has(outcome);
}

/** Whether the letter names another office that now has the item. */
function goesElsewhere(outcome: ItemOutcomeKind): boolean {
  return outcome === "referred" || outcome === "consulted";
}

const EXEMPTION = /^\(b\)\((?:[1-6]|7|8|9)\)(?:\([A-F]\))?$/u;

/** One exemption of 552(b) that a letter claims. */
export const exemption = z
  .object({
    /** "(b)(6)", "(b)(7)(C)". */
    number: z.string().trim().regex(EXEMPTION, {
      error: "Write the exemption as (b)(6) or (b)(7)(C).",
    }),
    /** The statute that (b)(3) rests on. */
    statute: z.string().trim().max(200).nullable().default(null),
    /** The privilege that (b)(5) rests on; null where the letter names none. */
    privilege: z.string().trim().max(200).nullable().default(null),
  })
  .superRefine(({ number, statute }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (number === "(b)(3)" && !statute) refuse("statute", "(b)(3) rests on a statute: name it.");
    if (number === "(b)(7)") refuse("number", "(b)(7) has a letter: (b)(7)(A) to (b)(7)(F).");
    if (/^\(b\)\((?!7)\d\)\(/u.test(number)) refuse("number", "Only (b)(7) has a letter.");
  });
export type Exemption = z.output<typeof exemption>;

/** The fields of an outcome, besides its name. */
export const outcomeDetails = z.object({
  exemptions: z.array(exemption).max(20).default([]),
  /** The office to which the item was referred, or that is consulted. */
  office: z.string().trim().max(200).nullable().default(null),
  /** The part of the item that the outcome is about; null for all of it. */
  part: z.string().trim().max(300).nullable().default(null),
  /**
   * Whether the letter takes the place of what earlier ones say of the item, or of that part of it,
   * as a decision on appeal can. Otherwise both stand.
   */
  replaces: z.boolean().default(false),
});
export type OutcomeDetails = z.output<typeof outcomeDetails>;

/** One recorded outcome of one item. */
export interface ItemOutcome {
  readonly id: string;
  readonly itemId: string;
  readonly outcome: ItemOutcomeKind;
  readonly details: OutcomeDetails;
  readonly dated: string | null;
  readonly eventId: string;
}

/**
 * Checks an outcome, by field: exemptions where nothing is withheld, no exemption where something
 * is, or a missing office. Null where it is valid.
 */
export function outcomeProblem(
  outcome: ItemOutcomeKind,
  { exemptions, office }: OutcomeDetails,
): { readonly field: "exemptions" | "office"; readonly sentence: string } | null {
  if (!withholds(outcome) && exemptions.length > 0) {
    return {
      field: "exemptions",
      sentence: `“${OUTCOME_TEXTS[outcome].name}” withholds nothing, so no exemption belongs to it.`,
    };
  }
  if (outcome === "withheld-in-full" && exemptions.length === 0) {
    return { field: "exemptions", sentence: "Say by which exemption it is withheld." };
  }
  if (goesElsewhere(outcome) && !office) {
    return { field: "office", sentence: "Say which office it went to." };
  }
  return null;
}

const FOUND: ReadonlySet<ItemOutcomeKind> = new Set([
  "produced-in-full",
  "produced-in-part",
  "withheld-in-full",
  "referred",
  "consulted",
]);

/** Outcomes that can't both be true of the same records, besides those that FOUND tells apart. */
const NEVER_BOTH: readonly (readonly [ItemOutcomeKind, ItemOutcomeKind])[] = [
  ["no-records", "neither-confirmed-nor-denied"],
  ["produced-in-full", "produced-in-part"],
  ["produced-in-full", "withheld-in-full"],
  ["produced-in-part", "withheld-in-full"],
  ["closed-administratively", "produced-in-full"],
  ["closed-administratively", "withheld-in-full"],
  ["closed-administratively", "no-records"],
  ["closed-administratively", "neither-confirmed-nor-denied"],
];

type SaidOfItem = Pick<ItemOutcome, "outcome" | "details">;

/**
 * Whether two letters can't both be right about an item (L70): records that were not found, or whose
 * existence is not confirmed, were not released, withheld or referred.
 */
export function contradict(one: SaidOfItem, other: SaidOfItem): boolean {
  const parts = [one.details.part, other.details.part];
  const [of, ofOther] = parts;
  if (of !== null && ofOther !== null && of !== ofOther) return false;
  const kinds = [one.outcome, other.outcome];
  const isOneOf = (...pair: readonly ItemOutcomeKind[]) =>
    pair.every((kind) => kinds.includes(kind));
  // Of an item released in part, a part of it is what was withheld.
  if (of !== ofOther && isOneOf("produced-in-part", "withheld-in-full")) return false;
  const wasFound = kinds.some((kind) => FOUND.has(kind));
  const isDenied = kinds.some(
    (kind) => kind === "no-records" || kind === "neither-confirmed-nor-denied",
  );
  return (wasFound && isDenied) || NEVER_BOTH.some((pair) => isOneOf(...pair));
}

/** The outcomes of one item, latest letter last; pending while there is none. */
interface ItemRow {
  readonly itemId: string;
  readonly outcomes: readonly ItemOutcome[];
  /**
   * Those in force: of all letters, since a later one rarely decides anew what an earlier one did
   * (L17). Left out are those that a later letter replaces, and “pending” once anything followed.
   */
  readonly inForce: readonly ItemOutcome[];
  readonly isPending: boolean;
}

/** The matrix of items and outcomes, in the order of the request. */
export function matrixOf(itemIds: readonly string[], outcomes: readonly ItemOutcome[]): ItemRow[] {
  return itemIds.map((itemId) => {
    const own = outcomes
      .filter((outcome) => outcome.itemId === itemId)
      .toSorted((one, other) => byText(one.dated ?? "", other.dated ?? ""));
    const inForce = own.filter((outcome, at) => !isOver(outcome, own.slice(at + 1)));
    const isPending = inForce.every(({ outcome }) => outcome === "pending");
    return { itemId, outcomes: own, inForce, isPending };
  });
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether one of the later outcomes of the item, of another letter, ends this one. */
function isOver(
  { outcome, details: { part }, eventId }: ItemOutcome,
  later: readonly ItemOutcome[],
): boolean {
  return later.some(
    (other) =>
      other.eventId !== eventId &&
      (outcome === "pending" ||
        (other.details.replaces && (other.details.part === null || other.details.part === part))),
  );
}

/** An outcome in words, with its exemptions: "Withheld in full: (b)(5) (deliberative process)". */
export function outcomeLabel({
  outcome,
  details,
}: Pick<ItemOutcome, "outcome" | "details">): string {
  const { name } = OUTCOME_TEXTS[outcome];
  const claimed = details.exemptions.map(({ number, statute, privilege }) => {
    const on = statute ?? privilege ?? (number === "(b)(5)" ? "privilege not named" : null);
    return on ? `${number} (${on})` : number;
  });
  const to = outcome === "consulted" ? "with" : "to";
  const where = goesElsewhere(outcome) && details.office ? ` ${to} ${details.office}` : "";
  const part = details.part ? ` (${details.part})` : "";
  return `${name}${where}${part}${claimed.length > 0 ? `: ${claimed.join(", ")}` : ""}`;
}
