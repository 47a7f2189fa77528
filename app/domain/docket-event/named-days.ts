import type { DocketEvent } from "./event.ts";

/** A day that stands in a text, with its hour where one is named. */
export interface WrittenDay {
  readonly from: number;
  readonly to: number;
  /** ISO day. */
  readonly day: string;
  /** "14:00". */
  readonly time: string | null;
}

/** Finds the days in a clerk's words; one without a year is the next after the entry's own day. */
export type DayReader = (words: string, entered: string) => readonly WrittenDay[];

/** The kinds of days that an entry sets. */
export const NAMED_KINDS = [
  "hearing",
  "statementDue",
  "briefDue",
  "answerOrdered",
  "feesDue",
] as const;

/** A day that an entry's words set, or a rule after it: proposed, until a person confirms it (L73). */
export interface NamedDay {
  readonly kind: (typeof NAMED_KINDS)[number];
  readonly what: string;
  /** ISO day. */
  readonly dated: string;
  readonly time: string | null;
  readonly place: string | null;
  /** The side whose brief or statement it is; null where the words don't say, or for both. */
  readonly by: "us" | "them" | null;
  /** The rule that sets it; null where the words do. */
  readonly rule: string | null;
}

/** Whoever is named in a docket's caption. */
export interface NamedSides {
  readonly plaintiffs: readonly string[];
  readonly defendants: readonly string[];
}

/** The most days of one entry: a scheduling order sets a dozen. */
export const MOST_DAYS = 30;

/** The entry as its form has it, under the one that sets it. */
export function entryOfNamed(
  { kind, what, dated, time, place, by, rule }: NamedDay,
  setter: Pick<DocketEvent, "id" | "kind" | "number" | "dated">,
) {
  // A motion or a clerk's notice is no order.
  const order =
    setter.kind === "order" && rule === null
      ? { orderNumber: setter.number ?? "", orderedOn: setter.dated ?? "" }
      : {};
  const set = { under: setter.id, rule: rule ?? "", ...order };
  const hour = time ?? "";
  switch (kind) {
    case "hearing":
      return { kind, dated, time: hour, place: place ?? "", text: what, ...set };
    case "statementDue":
      return {
        kind,
        dated,
        time: hour,
        what: statementIn(what),
        text: what,
        ...(by && { by }),
        ...set,
      };
    case "briefDue":
      return { kind, dated, time: hour, brief: what, ...(by && { by }), ...set };
    case "answerOrdered":
    case "feesDue":
      return { kind, until: dated, time: hour, text: what, ...set };
  }
}

function statementIn(what: string) {
  if (/7\.1|\bdisclosure\b/iu.test(what)) return "disclosure";
  if (/\bmagistrate\b|\bconsent\b|\bdeclination\b/iu.test(what)) return "magistrate-consent";
  if (/\bjsr\b/iu.test(what)) return "joint-status-report";
  if (/\bjoint\b/iu.test(what) && /\breport\b/iu.test(what)) return "joint-status-report";
  if (/\bcase management\b|\bcmc\b/iu.test(what)) return "case-management";
  return "other";
}
