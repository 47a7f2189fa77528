import type { Court } from "#app/domain/courts/court.ts";
import { MOST_DAYS, type DayReader, type NamedDay, type NamedSides } from "./named-days.ts";

/** The end of a clause: no period after an initial or an abbreviation such as "No.". */
const CLAUSE = /;\s*|(?<=[a-z]{2}|[A-Z]{3}|[\d)])\.\s+(?=[A-Z(])|\s\((?=Entered)/u;
const HEARING = /\b(?:hearing|conference|argument|trial|mediation|cmc)\b/iu;
const SET = /\b(?:set|reset|continued|scheduled|rescheduled|noticed|advanced|moved|on|for)\b/iu;
const DUE =
  /\b(?:due|deadline|extended to)\b|\b(?:by|on or before|no later than|not later than)$/iu;
const PAST = /\b(?:held|signed|entered|filed|dated|issued|served)(?: by [^,;]{1,80})? on$/iu;
const CLAUSE_LETTERS = 240;

/** Words that take a day back or move it, behind it: "set for 12/17 before Judge Corley is VACATED". */
const DEAD =
  /^[\s,)]*(?:(?:at|in|before|by|via|for|on|with)\b[^;]{0,120}?)?[\s,]*\b(?:(?:is|are|was|were|has been|have been|be)\s)?(?:hereby\s)?(?:vacated|continued|reset|re-set|rescheduled|moved|advanced|postponed|cancell?ed|terminated|stricken|no longer|extended to|taken off)\b/iu;
const ANOTHER_SUBJECT = /\band\b|,\s(?!(?:at|in|before|by|via|is|are|was|were|has|have)\b)/iu;
/** All that stands between a day and the one to which it was moved. */
const MOVED =
  /\b(?:is|are|was|were|has|have|been|be|hereby|and|now|vacated|continued|reset|re-set|rescheduled|moved|advanced|postponed|extended)\b/giu;

/** The days that a clerk's words set: what is due or heard then, with hour and place. */
export function namedDaysIn(
  {
    text,
    dated,
    kind = null,
  }: {
    readonly text: string;
    readonly dated: string;
    /** The kind as which it is recorded; null before it is. */
    readonly kind?: string | null;
  },
  read: DayReader,
  sides: NamedSides,
): NamedDay[] {
  const days = read(text, dated);
  const mover = sideIn(text, sides);
  const setsAnswer = kind === "order" || SETS_ANSWER.test(text);
  // The subject of the day before, where that was moved.
  let moved: string | null = null;
  return days
    .flatMap((one, at): NamedDay[] => {
      const since = days[at - 1]?.to ?? 0;
      const own = lastClause(text.slice(Math.max(since, one.from - CLAUSE_LETTERS), one.from));
      const before = moved === null ? own : subjectOfMoved(moved, own);
      const after = text.slice(
        one.to,
        Math.min(days[at + 1]?.from ?? text.length, one.to + CLAUSE_LETTERS),
      );
      moved = isMoved(own, after) ? before.replace(/\bfrom$/iu, "to") : null;
      if (moved !== null || one.day < dated || PAST.test(before)) return [];
      const { day, time } = one;
      const common = { dated: day, time, place: null, by: null, rule: null };
      if (DUE.test(before)) {
        const what = thingDue(before);
        const due = kindOfDue(what, before, mover, sides);
        const isSet = what !== "" && (due.kind !== "answerOrdered" || setsAnswer);
        return isSet ? [{ ...common, what, ...due }] : [];
      }
      if (!HEARING.test(before) || !SET.test(before)) return [];
      return [{ ...common, kind: "hearing", what: thingHeard(before), place: placeIn(after) }];
    })
    .slice(0, MOST_DAYS);
}

/** Only an order or a stipulation moves the answer: a clerk prints a day on a summons by itself. */
const SETS_ANSWER =
  /^(?!motion|summons|notice)(?:.{0,60}\border\b|.{0,40}\bstipulat|(?:set\/)?reset|minute)/iu;

/** Whether a day is no longer one: it was taken back, or something was moved from it. */
function isMoved(before: string, after: string): boolean {
  if (/\bfrom$/iu.test(before)) return true;
  const dead = DEAD.exec(after.split(CLAUSE)[0] ?? "")?.[0];
  return dead !== undefined && !ANOTHER_SUBJECT.test(dead);
}

/** The words before a day to which something was moved: its subject stands before the first day. */
function subjectOfMoved(moved: string, own: string): string {
  if (!/(?:^|\s)(?:to|until|for)$/iu.test(own)) return own;
  const rest = own
    .replace(/(?:^|\s)(?:to|until|for)$/iu, "")
    .replaceAll(MOVED, "")
    .trim();
  // "The deadline of 12/10 for the report is extended to".
  const late = /\b(?:deadline|date)(?: of)?$/iu.test(moved)
    ? /^for (?:the )?(?<what>.+)$/iu.exec(rest)?.groups?.["what"]
    : undefined;
  if (late !== undefined) return `${late} due by`;
  return rest === "" || /^(?:at|in|before|by|via|for|on|with)\b/iu.test(rest) ? moved : own;
}

function lastClause(words: string): string {
  const last = words.split(CLAUSE).at(-1) ?? "";
  return last
    .replaceAll(/\s+/gu, " ")
    .replace(/^[\s.,:)]+/u, "")
    .trim();
}

const UNTIL =
  /(?:\s(?:is|are|shall be|must be|was|were|has been|have been|to be|due|previously|from|set|reset|re-set|continued|scheduled|rescheduled|noticed|advanced|moved|extended|filed|submitted|served|for|to|on|at|by|until|on or before|no later than|not later than|deadline))+$/iu;
const ORDERED =
  /^.*\b(?:shall|must|will|to)\s(?:jointly\s|each\s)?(?:file|submit|serve|lodge)\s(?:and serve\s)?(?:an?\s|the\s|their\s|its\s)?/iu;

/** "The parties shall file a joint status report by" is a joint status report. */
function thingDue(before: string): string {
  const [head = ""] = before.split(/\sextended\sto$/iu);
  const what = capitalized(withoutHead(head.replace(UNTIL, "").replace(ORDERED, "")));
  const isOfBoth = /\bparties\b|\bjointly\b/iu.test(head) && /^status report\b/iu.test(what);
  return isOfBoth ? `Joint ${what.toLowerCase()}` : what;
}

function thingHeard(before: string): string {
  return capitalized(withoutHead(before.replace(UNTIL, "")));
}

/** Leaves out "Set/Reset Deadlines:" and other heads. */
const withoutHead = (words: string) =>
  (words.split(/:\s/u).findLast((part) => part.trim() !== "") ?? "")
    .replace(/^(?:and|the)\s/iu, "")
    .trim()
    .slice(0, 200);

const capitalized = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

/** "before Judge Corley, by Zoom". */
function placeIn(after: string): string | null {
  const [clause = ""] = after.split(CLAUSE);
  const words = clause
    .replaceAll(/\s+/gu, " ")
    .replace(/^[\s,]+/u, "")
    .replace(/(?<![\s,.])[\s,.]+$/u, "");
  const isPlace = /^(?:at|in|before|by|via|through|courtroom|remotely)\b/iu.test(words);
  return isPlace && !DUE.test(words) && words.length <= 120 ? words : null;
}

const other = (side: "us" | "them" | null) =>
  side === null ? null : side === "us" ? "them" : "us";

/** The kind of what is due, and whose it is. */
function kindOfDue(
  what: string,
  before: string,
  mover: "us" | "them" | null,
  sides: NamedSides,
): Pick<NamedDay, "kind" | "by"> {
  if (/^(?:\S+ )?(?:answer|responsive pleading|response to (?:the )?complaint)\b/iu.test(what)) {
    return { kind: "answerOrdered", by: null };
  }
  const brief =
    /\b(?<answer>opposition|respons)|\brepl(?:y|ies)\b|\b(?:brief|memorandum|motion)/iu.exec(what);
  const isAnswer = brief?.groups?.["answer"] !== undefined;
  const isReply = /^repl/iu.test(brief?.[0] ?? "");
  // A brief about a motion for fees is no motion.
  if (!isAnswer && !isReply && /\b(?:attorney|fee)s?['’]?s? fees?\b|\bfees\b/iu.test(what)) {
    return { kind: "feesDue", by: null };
  }
  const named = sideNamed(before, sides);
  if (!brief || /\b(?:statement|report)\b/iu.test(what)) {
    return { kind: "statementDue", by: /\bjoint/iu.test(what) ? null : named };
  }
  return { kind: "briefDue", by: named ?? (isAnswer ? other(mover) : isReply ? mover : null) };
}

/** The side that is named first: "Defendants' reply to plaintiffs" is theirs; null for none. */
function sideNamed(words: string, { plaintiffs, defendants }: NamedSides): "us" | "them" | null {
  const name = words.toLowerCase();
  const first = (side: RegExp, names: readonly string[]) =>
    Math.min(
      ...[name.search(side), ...names.map((one) => name.indexOf(one.toLowerCase()))].map((at) =>
        at < 0 ? Infinity : at,
      ),
    );
  const ours = first(/\bplaintiff/u, plaintiffs);
  const theirs = first(/\b(?:defendant|government|agency)/u, defendants);
  return ours === theirs ? null : ours < theirs ? "us" : "them";
}

/** The side whose paper a clerk's words say it is; null where they name none, or both. */
export function sideIn(text: string, { plaintiffs, defendants }: NamedSides): "us" | "them" | null {
  const from = /\bby /iu.exec(text);
  const [filer = ""] = from
    ? text.slice(from.index, from.index + CLAUSE_LETTERS).split(CLAUSE)
    : [];
  const name = filer.toLowerCase();
  const has = (side: RegExp, names: readonly string[]) =>
    side.test(name) || names.some((one) => name.includes(one.toLowerCase()));
  const isOurs = has(/\bplaintiffs?\b/u, plaintiffs);
  const isTheirs = has(/\bdefendants?\b/u, defendants);
  return isOurs === isTheirs ? null : isOurs ? "us" : "them";
}

/**
 * The days that rules set after such an entry, where nobody recorded others and its own words name
 * none; each is checked by a person before it is recorded.
 */
export function ruleDaysAfter(
  { kind, text, dated }: { readonly kind: string; readonly text: string; readonly dated: string },
  {
    court,
    sides,
    heardOn,
    answerDue,
    after,
  }: {
    /** Null where its rules are not known. */
    readonly court: Pick<Court, "days"> | null;
    readonly sides: NamedSides;
    /** The day of the hearing that the entry names; null for none. */
    readonly heardOn: string | null;
    /** The day of the answer to the first complaint; null where unknown. */
    readonly answerDue: string | null;
    /** Days later, or earlier where negative, and on in that direction to one that counts. */
    readonly after: (day: string, days: number) => string;
  },
): NamedDay[] {
  const common = { time: null, place: null };
  if (/^(?:first |second |third |corrected )?amended complaint\b/iu.test(text)) {
    const own = after(dated, AMENDED_DAYS);
    const due = answerDue !== null && answerDue > own ? answerDue : own;
    const what = "Response to the amended complaint";
    return [{ ...common, kind: "briefDue", what, dated: due, by: "them", rule: "FRCP 15(a)(3)" }];
  }
  if (court === null) return [];
  const { motion, costs } = court.days;
  if (kind === "judgment") {
    const due = after(dated, costs.days);
    return [
      {
        ...common,
        kind: "statementDue",
        what: "Bill of costs",
        dated: due,
        by: null,
        rule: `FRCP 54(d)(1); ${costs.source}`,
      },
    ];
  }
  const mover = sideIn(text, sides);
  if (!/^(?:cross-?)?motion\b/iu.test(text) || mover === null) return [];
  const theirs = other(mover);
  const on = motion.from === "hearing" ? heardOn : dated;
  if (on === null || /\b(?:pro hac vice|administrative|extend|extension)\b/iu.test(text)) return [];
  const [opposed, replied] =
    motion.from === "hearing"
      ? [after(on, -motion.opposition), after(on, -motion.reply)]
      : [after(on, motion.opposition), after(after(on, motion.opposition), motion.reply)];
  const brief = { ...common, kind: "briefDue" as const, rule: motion.source };
  return [
    { ...brief, what: "Opposition to the motion", dated: opposed, by: theirs },
    { ...brief, what: "Reply on the motion", dated: replied, by: mover },
  ];
}

const AMENDED_DAYS = 14;
