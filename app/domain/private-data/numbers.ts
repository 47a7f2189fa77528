import { before, behind, type Detector, type FoundInWindow, type TextWindow } from "./windows.ts";

/** The farthest that a number may follow its label, in characters. */
const FAR = 60;

type NumberKind = "a-number" | "social-security-number" | "taxpayer-number" | "financial-account";
type NumberFound = FoundInWindow<NumberKind>;

/** A label that announces a number, and the pattern of that number. */
interface LabeledNumber {
  readonly kind: NumberKind;
  readonly label: RegExp;
  readonly number: RegExp;
  readonly far?: number;
  readonly isOne?: (number: string, before: string) => boolean;
}

const NINE =
  "(?:\\d{3}[- ._/]{0,2}\\d{2}[- ._/]{0,2}\\d{4}|\\(\\d{3}\\) ?\\d{2}[- ]?\\d{4}|\\d{3}[- .]\\d{3}[- .]\\d{3})";
/** Between the groups of an A-number: "205-678-901", "205 - 678 - 901". */
const GAP = "(?: ?[-.] ?| )?";

const LABELED: readonly LabeledNumber[] = [
  {
    kind: "a-number",
    label:
      /(?<![\p{L}\d])(?:a\.?(?:-| )?(?:files?(?: numbers?| nos?\.?)?|numbers?|nos?\.|#s?)|a ?№|anum(?:ber)?s?|alien(?: registration| file)?(?: \(.A.\))?(?: numbers?| nos?\.?|s? #)|a\/n|ar ?#|alien ids?|alien #|uscis ?(?:numbers?|nos?\.?|#)|registration (?:numbers?|nos?\.?)|files? nos?\. ?a|n[uú]meros? (?:a|de (?:extranjer[oa]s?|registro))|a de extranjer[oa]s?)(?![\p{L}])/giu,
    // Since 1940: seven digits, later eight, now nine.
    number: new RegExp(`(?<![\\d$-])\\d{1,3}${GAP}\\d{3}${GAP}\\d{3}(?![- .]?\\d)`, "gu"),
  },
  {
    kind: "social-security-number",
    label:
      /(?<![\p{L}\d])(?:s\.? ?s\.? ?n\.?|ssns|ss(?: ?#| nos?\.?)|social[ -]security(?: numbers?| nos?\.?)?|soc\. ?sec\.(?: nos?\.)?|n[uú]mero de seguro social|seguro social)(?![\p{L}])/giu,
    number: new RegExp(`(?<![\\d$-])${NINE}(?!\\d)`, "gu"),
  },
  {
    kind: "taxpayer-number",
    label:
      /(?<![\p{L}\d])(?:itins?|eins?|tins?|taxpayer(?: numbers?| nos?\.?)|tax(?:payer)?[ -]identification(?: numbers?| nos?\.?)?|taxpayer id|employer identification(?: numbers?| nos?\.?)?|tax id)(?![\p{L}])/giu,
    number: new RegExp(`(?<![\\d$-])(?:\\d{2}-?\\d{7}|${NINE})(?!\\d)`, "gu"),
  },
  {
    kind: "financial-account",
    label:
      /(?<![\p{L}\d])(?<!online )(?:(?<!\bon )accounts?|(?<=\bon )accounts?(?! of)|accts?|acct\.|a\/c|routing|iban|cuentas?|tarjetas?|(?:credit|debit|bank|charge|atm|visa) cards?|(?<!green |identification |identity |id |registration |resident |business |index )cards?)(?![\p{L}])/giu,
    number: /(?<![\d$.,-])\d(?:[ -]?\d){5,16}(?![- ]?\d)/gu,
    isOne: isAccount,
  },
  {
    kind: "financial-account",
    label: /(?<![\p{L}\d])(?:ABA|RTN)(?![\p{L}\d])/gu,
    number: /(?<![\d$-])\d{9}(?!\d)/gu,
    far: 24,
    isOne: isRoutingNumber,
  },
];

/** Numbers that are recognized without a label. */
const BARE: readonly Omit<LabeledNumber, "label" | "far">[] = [
  {
    kind: "a-number",
    number: new RegExp(
      `(?<![\\p{L}\\d-])(?<!(?:[Gg]roup|[Pp]art|[Ss]ection|[Ss]chedule|[Aa]ppendix|[Cc]lass|[Tt]able) )A[ #:.№-]{0,3}(?<it>\\d{2,3}${GAP}\\d{3}${GAP}\\d{3})(?![- .]?\\d)`,
      "gu",
    ),
    isOne: (_, before) => !OF_A_SHEET.test(before),
  },
  {
    kind: "a-number",
    number: /(?<![\p{L}\d-])a[#-]?(?<it>\d{9}|\d{8}|\d{3}-\d{3}-\d{3})(?![\p{L}\d-])/gu,
  },
  { kind: "a-number", number: /(?<![\p{L}\d-])A ?# ?(?<it>\d[- ]?\d{3}[- ]?\d{3})(?![- ]?\d)/gu },
  {
    kind: "taxpayer-number",
    number: /(?<![\p{L}\d-])9\d{2}[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}(?![\d-])/gu,
  },
  {
    kind: "social-security-number",
    number: /(?<![\p{L}\d-])(?!000|666|9)\d{3}([- ]| - )(?!00)\d{2}\1(?!0000)\d{4}(?![\p{L}\d-])/gu,
    isOne: (_, before) => !OF_A_THING.test(before),
  },
  {
    kind: "financial-account",
    number: /(?<![\p{L}\d-])(?<!\d )\d(?:[ -]?\d){12,18}(?![- ]?[\p{L}\d])/gu,
    isOne: (number, before) => isCardNumber(number) && !CARRIER.test(before),
  },
  {
    kind: "financial-account",
    number: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\d])/gu,
    isOne: isIban,
  },
];

/** Numbers of such things have any form, also that of a Social Security number. */
const OF_A_THING =
  /(?<!\p{L})(?:invoices?|events?|checks?|duns|naics|exhibits?|tabs?|orders?|contracts?|grants?|awards?|index|bates|parts?|items?)(?: (?:numbers?|nos?\.?|ids?|#))?[ :#.-]{0,3}$/iu;
/** A place in a sheet, or several. */
const OF_A_SHEET =
  /(?<!\p{L})(?:cells?|columns?) (?:[A-Z]{1,2}\d{1,9}(?:,| to| and| through|:| -) ?){0,3}A?$/iu;

/** A label in parentheses behind its number: "412689032 (SSN)". */
const BEHIND: readonly Pick<LabeledNumber, "kind" | "label" | "number">[] = [
  {
    kind: "social-security-number",
    label: / ?\((?:ssn|social security (?:number|no\.?))\)/giu,
    number: new RegExp(`(?<![\\d$-])${NINE}$`, "u"),
  },
  {
    kind: "a-number",
    label: / ?\((?:a-?(?:number|file|no\.|#)|alien (?:registration )?(?:number|no\.?))\)/giu,
    number: new RegExp(`(?<![\\d$-])\\d{2,3}${GAP}\\d{3}${GAP}\\d{3}$`, "u"),
  },
];

/** Carriers' tracking numbers are as long as card numbers. */
const CARRIER = /(?:usps|ups|fedex|dhl|certified|tracking|article|mail|receipt)[^.;]{0,24}$/iu;

/** Find numbers, labeled ones first. */
export const NUMBERS: readonly Detector<NumberKind>[] = [
  ...LABELED.map((one) => (window: TextWindow) => labeledIn(window, one)),
  ...BEHIND.map((one) => (window: TextWindow) => beforeLabel(window, one)),
  ...BARE.map((one) => (window: TextWindow) => bareIn(window, one)),
];

function* labeledIn(
  window: TextWindow,
  { kind, label, number, far = FAR, isOne = () => true }: LabeledNumber,
): Generator<NumberFound> {
  for (const { text, from } of behind(window, label, far)) {
    let reach = 0;
    for (const match of text.matchAll(number)) {
      const start = from + match.index;
      // The first number may follow words; others of the same list only commas and "and".
      const between = text.slice(reach, match.index);
      if (reach > 0 && !/^(?:[ ,;/&]|and|or|y|e){1,12}$/u.test(between)) break;
      if (!isOne(match[0], textBefore(window, start))) {
        if (reach > 0) break;
        continue;
      }
      reach = match.index + match[0].length;
      yield { kind, start, end: start + match[0].length };
    }
  }
}

function* beforeLabel(
  window: TextWindow,
  { kind, label, number }: (typeof BEHIND)[number],
): Generator<NumberFound> {
  for (const { text, from } of before(window, label, FAR)) {
    const match = number.exec(text);
    if (match) yield { kind, start: from + match.index, end: from + text.length };
  }
}

function* bareIn(
  window: TextWindow,
  { kind, number, isOne = () => true }: (typeof BARE)[number],
): Generator<NumberFound> {
  for (const { start: from, end, groups } of window.matches(number)) {
    const start = groups?.it === undefined ? from : end - groups.it.length;
    if (isOne(window.text.slice(start, end), textBefore(window, start))) yield { kind, start, end };
  }
}

function textBefore({ text }: TextWindow, start: number): string {
  return text.slice(Math.max(0, start - 40), start);
}

const NO_ACCOUNT = [
  // Excludes years, dates, telephone numbers, zip codes and tracking numbers.
  /^(?:19|20)\d{2}[- ]{1,2}(?:19|20)\d{2}$/u,
  /^\d{1,2}-\d{1,2}-\d{4}$|^\d{4}-\d{1,2}-\d{1,2}$/u,
  /^(?:1[ -])?\d{3}[ -]\d{3}[ -]\d{4}$/u,
  /^\d{5}-\d{4}$/u,
] as const;

function isAccount(number: string, before: string): boolean {
  if (
    CARRIER.test(before) ||
    /(?:\+|tel|phone|fax|call|wl|lexis|docket|no\. \d|treasury account|appropriations? account|symbol)[^\d]{0,3}$/iu.test(
      before,
    )
  ) {
    return false;
  }
  return !NO_ACCOUNT.some((form) => form.test(number));
}

/** ISO/IEC 7812: the last digit is a check digit (Luhn). */
function isCardNumber(words: string): boolean {
  const digits = words.replace(/\D/gu, "");
  if (/^(\d)\1*$/u.test(digits)) return false;
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

/** The American Bankers Association's check digit: weights 3, 7 and 1, modulo 10. */
function isRoutingNumber(digits: string): boolean {
  return (
    [...digits].reduce((sum, digit, at) => sum + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0) %
      10 ===
    0
  );
}

/** ISO 13616: with its first four characters moved to the end, the number modulo 97 is 1. */
function isIban(words: string): boolean {
  const letters = words.replace(/ /gu, "");
  if (letters.length < 15 || letters.length > 34) return false;
  let rest = 0;
  for (const letter of letters.slice(4) + letters.slice(0, 4)) {
    for (const digit of String(Number.parseInt(letter, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
