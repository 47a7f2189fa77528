import { before, behind } from "./windows.ts";

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

const BORN =
  /(?<![\p{L}\d])(?:(?<!-)born(?! ?;| of the | out of )|birth ?dates?|birth ?days?|births?(?! ?(?:certificates?|control|rates?|places?|records?|registr))|d[./]? ?o[./]? ?b\.?|(?<=[(,] ?)b\.|f(?:echa|\.)? ?(?:de )?nac\.?|nacid[oa]s?|naci[oó]|nacer|nacimiento)(?![\p{L}\d])/giu;
/** Words after a date that make it a birth date. */
const WAS_BORN =
  /(?:,? ?(?:[\p{L}.]{1,20} ){0,4}(?:was|were|am|is) born|,? ?\(?(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|fecha de nacimiento)|,? naci(?:ó|o|da|do|eron))(?![\p{L}\d])/giu;

/** After "born …" another event, so that the date is not that of the birth. */
const OTHER_EVENT =
  /(?<!\p{L})(?:and|but|then|later) (?:(?:was|were|later|then|first|she|he|they|had|been) ){0,3}(?:arrested|detained|released|removed|deported|entered|filed|requested|moved|came|arrived|admitted|apprehended|transferred|naturalized|died|married)(?!\p{L})/iu;

const FAR = 110;
const NEAR = 48;

interface DateFound {
  readonly start: number;
  readonly end: number;
}

/** Full birth dates in a text: a date after or before a word that marks it as one. */
export function* birthDatesIn(text: string): Generator<DateFound> {
  for (const window of behind(text, BORN, FAR)) {
    const run = RUN.exec(window.text);
    if (run?.groups?.date) {
      const start = window.from + run[0].length - run.groups.date.length;
      yield { start, end: window.from + run[0].length };
      continue;
    }
    const [first] = window.text.matchAll(DATE_OR_YEAR);
    if (first?.groups?.date && !OTHER_EVENT.test(window.text.slice(0, first.index))) {
      yield { start: window.from + first.index, end: window.from + first.index + first[0].length };
    }
  }
  for (const window of before(text, WAS_BORN, NEAR)) {
    const last = [...window.text.matchAll(DATE_BEFORE)].at(-1);
    if (last && last.index + last[0].length === window.text.length) {
      yield { start: window.from + last.index, end: window.from + window.text.length };
    }
  }
}
