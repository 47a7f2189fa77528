import { before, behind, type Detector, type FoundInWindow, type TextWindow } from "./windows.ts";

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?" +
  "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\\.?";

/** A day of the month in words: "the third of March". */
const DAY =
  "(?:(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";

/** A full calendar date, in the forms that lawyers and agencies' forms use. */
const DATE = [
  `${MONTH}[ -](?:\\d{1,2}(?:st|nd|rd|th)?|${DAY})[, -]{1,2}\\d{4}`,
  `(?:\\d{1,2}(?:st|nd|rd|th|[ºª°])?|${DAY})[ -]?(?:day )?(?:of |de |del mes de )?${MONTH}(?: de| del|,| of)?[ -]?\\d{4}`,
  `\\d{1,2}-${MONTH}-\\d{2}`,
  "\\d{1,2} ?[/.-] ?\\d{1,2} ?[/.-] ?(?:\\d{4}|\\d{2})",
  "\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}",
].join("|");

/** A date, or a bare year: a date after "born in 1985, …" is not the birth date. */
const DATE_OR_YEAR = new RegExp(
  `(?<![\\p{L}\\d])(?:(?<date>${DATE})|(?:19|20)\\d{2})(?![\\d])`,
  "giu",
);
const DATE_BEFORE = new RegExp(`(?<![\\p{L}\\d])(?<date>${DATE})(?!\\d)`, "giu");
/** Eight digits directly after the label: 03031985 or 19850303. */
const RUN =
  /^[ :.#)-]{0,4}(?<date>(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?:19|20)\d{2}|(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01]))(?!\d)/u;

/** Of these a birth is told, and they are no person. */
const THING =
  "agency|office|department|bureau|program|directive|policy|initiative|organization|coalition|movement|project|campaign|nation|unit";
const BORN = new RegExp(
  `(?<![\\p{L}\\d])(?:(?<!-|(?:${THING})(?: (?:was|were|is))? )born(?! ?;| of the | out of )|birth ?dates?|birth ?days?|(?<!(?:${THING})['’]s )births?(?! ?(?:certificates?|control|rates?|places?|records?|registr)| of (?:the|this|our|an?) (?:${THING}))|d[./]? ?o[./]? ?b\\.?|(?<=[(,] ?)b\\.|f(?:echa|\\.)? ?(?:de )?nac\\.?|nacid[oa]s?|naci[oó]|nacer|nacimiento)(?![\\p{L}\\d])`,
  "giu",
);
/** Words after a date that make it a birth date. */
const WAS_BORN =
  /(?:,? ?(?:[\p{L}.]{1,20} ){0,4}(?:was|were|am|is) born|,? ?\(?(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|fecha de nacimiento)|,? naci(?:ó|o|da|do|eron))(?![\p{L}\d])/giu;

/** After "born …" another event, so that the date is not that of the birth. */
const OTHER_EVENT =
  /(?<!\p{L})(?:and|but|then|later) (?:(?:was|were|later|then|first|she|he|they|had|been) ){0,3}(?:arrested|detained|released|removed|deported|entered|filed|requested|moved|came|arrived|admitted|apprehended|transferred|naturalized|died|married)(?!\p{L})/iu;

const FAR = 110;
const NEAR = 48;

const KIND = "birth-date";
type DateFound = FoundInWindow<typeof KIND>;

/** Find full birth dates: a date after or before a word that marks it as one. */
export const BIRTH_DATES: readonly Detector<typeof KIND>[] = [dateBehind, dateBefore];

function* dateBehind(window: TextWindow): Generator<DateFound> {
  for (const { text, from } of behind(window, BORN, FAR)) {
    const run = RUN.exec(text);
    if (run?.groups?.date) {
      const end = from + run[0].length;
      yield { kind: KIND, start: end - run.groups.date.length, end };
      continue;
    }
    const [first] = text.matchAll(DATE_OR_YEAR);
    if (first?.groups?.date && !OTHER_EVENT.test(text.slice(0, first.index))) {
      const start = from + first.index;
      yield { kind: KIND, start, end: start + first[0].length };
    }
  }
}

function* dateBefore(window: TextWindow): Generator<DateFound> {
  for (const { text, from } of before(window, WAS_BORN, NEAR)) {
    const last = [...text.matchAll(DATE_BEFORE)].at(-1);
    if (last && last.index + last[0].length === text.length) {
      yield { kind: KIND, start: from + last.index, end: from + text.length };
    }
  }
}
