import { behind, type Detector, type FoundInWindow, type TextWindow } from "./windows.ts";

/**
 * Data by which immigration authorities know one person, or which lead to their door. No rule of court lists
 * them; a coalition publishes none.
 */
type PersonKind =
  | "immigration-record"
  | "passport"
  | "drivers-license"
  | "telephone"
  | "home-address";
type PersonFound = FoundInWindow<PersonKind>;

/** The farthest that a number may follow its label, in characters. */
const FAR = 100;

/**
 * Words that may stand between a label and its number: "no.", "(Guatemala)", "of the client is". Signs
 * part any two of them, so that there is one way to read them.
 */
const SIGNS = "[ :#.,()-]{1,4}(?![ :#.,()-])";
const WORD =
  "(?:n[uú]meros?|numbers?|nos?|id|de|es|is|was|the|of|her|his|their|our|mi|su|client|cliente|mother|child|\\p{Lu}\\p{Ll}{1,20})(?!\\p{L})";

/** A label, and what belongs to it and may follow it. */
interface LabeledDatum {
  readonly kind: PersonKind;
  readonly label: RegExp;
  readonly number: RegExp;
}

const behindLabel = (number: string) =>
  new RegExp(`^(?:${SIGNS}(?:${WORD})?){0,7}?(?<it>${number})`, "u");

const LABELED: readonly LabeledDatum[] = [
  {
    kind: "immigration-record",
    // 9 digits, a letter and a digit since 2019; 11 digits before.
    label: /(?<![\p{L}\d])(?:form )?I-?94(?: arrival record)?(?: admission)?(?![\p{L}\d])/giu,
    number: behindLabel("(?:\\d{9} ?[A-Z]\\d|\\d{11})(?![\\p{L}\\d])"),
  },
  {
    kind: "immigration-record",
    label: /(?<![\p{L}\d])FIN(?=[ :#]| no\.| numbers?)(?! ?REP)/gu,
    number: behindLabel("\\d{10}(?![\\p{L}\\d])"),
  },
  {
    kind: "immigration-record",
    label: /(?<![\p{L}\d])fingerprint identification(?! card)/giu,
    number: behindLabel("\\d{10}(?![\\p{L}\\d])"),
  },
  {
    kind: "immigration-record",
    label: /(?<![\p{L}\d])(?:eoir|subject) ids?(?![\p{L}\d])/giu,
    number: behindLabel(
      "[A-Z]{2} ?\\d{6}(?!\\d)|\\d{8,10}(?![\\p{L}\\d])|\\d{3}[- ]\\d{3}[- ]\\d{3}(?![\\p{L}\\d-])",
    ),
  },
  {
    kind: "passport",
    label:
      /(?<![\p{L}\d])(?:passports?|pasaportes?)(?! (?:data|records?|cards?|fees?) )(?![\p{L}\d])/giu,
    number: behindLabel("(?:[A-Z]{1,2} ?\\d{6,8}|\\d{9})(?![\\p{L}\\d])"),
  },
  {
    kind: "drivers-license",
    label:
      /(?<![\p{L}\d])(?:driver['’]?s?['’]? licen[sc]e|licencia de (?:conducir|manejo)|DL ?#|DL no\.)(?![\p{L}\d])/giu,
    number: behindLabel(
      "(?:[A-Z]\\d{3}-?\\d{4}-?\\d{4,5}|[A-Z]{1,2}\\d{5,12}|\\d{7,9})(?![\\p{L}\\d])",
    ),
  },
  {
    kind: "telephone",
    // Of somebody whom counsel represents or tells of: a lawyer's own number stands in every paper.
    label:
      /(?<![\p{L}\d])(?:(?:(?:our|the|my|their) )?clients?(?:['’]s?)?|detainees?['’]s?|respondents?['’]s?|her|his|(?:the |his |her |their )?(?:mother|father|sister|brother|son|daughter|wife|husband|child)(?:['’]s)?|home|tel[eé]fono de (?:mi|nuestr[oa]) cliente|tel[eé]fono particular)(?=[ (,:]{1,3}(?:can be reached|reached|is reached|(?:cell|mobile|home|tele)?[ -]?(?:phone|telephone|cell|mobile)|es|telephone|number))/giu,
    number:
      /^(?:[ ,:(#]{1,3}(?![ ,:(#])(?:(?:can|be|reached|is|at|on|es|by|(?:cell|mobile|home|tele)?phone|cell|mobile|numbers?|no\.)(?!\p{L}))?){0,7}(?<it>(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4})(?!\d)/iu,
  },
  {
    kind: "home-address",
    label:
      /(?<![\p{L}\d])(?:lives? at|living at|(?:who |she |he |client |they )resides? at|home address|residence(?:,| is| at)|vive en|reside en|domicilio(?: particular)?|direcci[oó]n particular)(?![\p{L}\d])/giu,
    number:
      /^[ :,]{0,3}(?:is )?(?<it>\d{1,6}(?: ?[NSEW]\.?)?(?: \p{Lu}?[\p{L}\d.'’]{1,20}){0,3} (?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|calle|avenida|ocho)\b\.?|\d{1,6} calle \p{L}{2,20})/iu,
  },
];

/** Numbers whose form says what they are. */
const BARE: readonly Omit<LabeledDatum, "label">[] = [
  {
    kind: "immigration-record",
    // Receipts of USCIS: the letters of a center, its year, day and count.
    number:
      /(?<![\p{L}\d-])(?:IOE|MSC|SRC|WAC|LIN|EAC|NBC|YSC|MCT|ZLA|ZNY|ZCH|ZHN|ZAR|ZSF|ZMI)(?:[- ]?\d{2}[- ]?\d{3}[- ]?\d{5}|\d{10})(?![\p{L}\d-])/gu,
  },
  // A student's in SEVIS.
  { kind: "immigration-record", number: /(?<![\p{L}\d-])N00\d{8}(?![\p{L}\d-])/gu },
];

/** Find numbers of immigration records, passports, licenses, telephones, and home addresses. */
export const PERSONS: readonly Detector<PersonKind>[] = [
  ...LABELED.map((one) => (window: TextWindow) => labeledIn(window, one)),
  ...BARE.map((one) => (window: TextWindow) => bareIn(window, one)),
];

function* labeledIn(
  window: TextWindow,
  { kind, label, number }: LabeledDatum,
): Generator<PersonFound> {
  for (const { text, from } of behind(window, label, FAR)) {
    const match = number.exec(text);
    const it = match?.groups?.it;
    if (!match || it === undefined) continue;
    const end = from + match.index + match[0].length;
    yield { kind, start: end - it.length, end };
  }
}

function* bareIn(window: TextWindow, { kind, number }: (typeof BARE)[number]) {
  for (const { start, end } of window.matches(number)) yield { kind, start, end };
}
