import { namesAt, namesBefore } from "./names.ts";
import {
  before,
  behind,
  type Beside,
  type Detector,
  type FoundInWindow,
  type TextWindow,
} from "./windows.ts";

/** Words for a minor that precede a name. */
const CHILD =
  /(?<![\p{L}\d])(?:unaccompanied (?:child(?:ren)?|minors?|juveniles?)|(?:minor|juvenile|infant)s?(?: (?:child(?:ren)?|sons?|daughters?|plaintiffs?|clients?|siblings?|brothers?|sisters?|respondents?|petitioners?|applicants?|derivatives?|beneficiar(?:y|ies)|nephews?|nieces?|boys?|girls?))?|hij[oa]s? menor(?:es)?(?: de edad)?|(?:el|la|los|las|una?) menor(?:es)?(?: de edad)?|menor(?:es)? de edad|ni[ñn][oa]s?)(?![\p{L}\d])/giu;
/** After one of these nouns a single name is enough: "her minor son Mateo". */
const RELATED =
  /(?:child|children|sons?|daughters?|brothers?|sisters?|siblings?|nephews?|nieces?|boys?|girls?)$/iu;
const NAMED =
  /^[,:]? ?\(?["“‘']?(?:(?:named|called|llamad[oa]s?|identified as|known as|de nombre|by the name of|whose names? (?:is|are)|is|es|de (?:\d{1,2}|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete) años(?: de edad)?),? ){0,2}/u;

/** "…, a minor" and what may follow it, so that "a minor participant" does not match. */
const A_MINOR =
  /(?<![\p{L}\d])(?:minors?|juveniles?|child(?:ren)?|menor(?:es)?(?: de edad)?)(?= ?(?:$|[.,;:()"”’]| (?:child|son|daughter|plaintiff|client|by|through|and|who|whose|under|when|at|de|por)(?!\p{L})))/giu;
/** Words that may stand between the name and the word, matched at the end of the text before it. */
const ARTICLE = / (?:an?|the|his|her|their|una?)(?: \p{Ll}{1,30})?$/u;
const VERB = /(?:,|,? who (?:is|was|are|were)| (?:is|was|are|were|both|each|all|es|son))$/u;
const PARENTHESES = /,? \([^()]{0,80}\)$/u;
/** "Mateo Pérez (a minor)", "Mateo Pérez (minor child)". */
const IN_PARENTHESES = / \((?:(?:then|still|also|now) )?(?:an? )?$/u;

const YEARS =
  "(?:[0-9]|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)";
/** "9 years", "nine-year", "18 months", "three-week". */
const AGE = `(?:${YEARS}[- ]years?|(?:\\d|[12]\\d|${YEARS})[- ](?:month|week|day)s?)`;
const CHILD_NOUN =
  "(?:boy|girl|child|son|daughter|minor|infant|toddler|teenager|student|plaintiff|respondent|petitioner|twin|sibling|brother|sister)s?";
/** "9 years old", "a nine-year-old", "a child of 9", "de 9 años", "9," after a name of two words. */
const AGED = new RegExp(
  `(?:,? \\(?(?:(?:who|is|was|es|tiene|now|only|then|just|about|almost) ){0,3}${AGE}[- ](?:old|of age)` +
    `|,? (?:(?:who|is|was|then|now) ){0,3}an? ${AGE}[- ]old(?= ?(?:$|[.,;:()"”’]| (?:${CHILD_NOUN}|from|who|when|in|at|and|U\\.S\\.)(?!\\p{L})))` +
    `|,? (?:(?:who|is|was|then) ){0,3}an? ${CHILD_NOUN} of ${YEARS}(?![\\p{L}\\d-])` +
    `|,? \\(?(?:de |tiene )?${YEARS} años|, (?:(?:who|is|was|then|now|only|just) ){0,2}${YEARS},| \\(${YEARS}\\))`,
  "giu",
);
/** "age 9", "(aged nine)", "ages 7 and 9", "7 years old": a first name alone is enough before it. */
const AT_AGE = new RegExp(
  `(?:,? \\(|,? )(?:(?:age[ds]?|edad(?:es)?):? ${YEARS}(?![\\p{L}\\d-])|${AGE} old(?!\\p{L}))`,
  "giu",
);
/** "17-year-old Mateo Pérez", "a nine-year-old boy, Mateo", before a name. */
const AGE_LABEL = new RegExp(
  `(?<![\\p{L}\\d])(?<!(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])${AGE}[- ]old(?![\\p{L}\\d])`,
  "giu",
);
const AGED_WHO = new RegExp(
  `^,? ?(?:(?:${CHILD_NOUN}|named|called|U\\.S\\. citizen),? ){0,3}`,
  "u",
);
/** "Lucía, 6, and Diego, 4," of several whose ages are told alike. */
const EACH_AGED =
  /(?<![\p{L}\d])(?<!(?:[Ee]xhibit|[Tt]ab|[Ff]igure|[Tt]able|[Pp]art|[Cc]hart|[Ss]ection|[Ss]chedule)s? )(?<one>\p{Lu}\p{Ll}{1,20}), (?:\d|1[0-7]),? (?:and|y) (?<other>\p{Lu}\p{Ll}{1,20}), (?:\d|1[0-7])(?=[,.;)]| (?:were|was|fueron|who))/gu;
/** A single word after one of these, or an acronym, is no person's name. */
const OF_A_THING = /(?:^|[^\p{L}])(?:the|this|that|its|an?|our|their) $/u;
/** Things whose names end with an age, and that are no persons. */
const NAMES_A_THING =
  /(?:^|[^\p{L}])(?:Operation|Operación|Project|Program|Initiative|Directive) $/u;
const ACRONYM = /^\p{Lu}{2,}$/u;
/** Words that stand before an age and name nobody: "Children aged 5". */
const NOBODY =
  /(?:^| )(?:children|minors?|youths?|juveniles?|persons?|people|individuals?|boys?|girls?|males?|females?|noncitizens?|immigrants?|detainees?|students?|famil(?:y|ies)|members?|those|anyone|everyone|someone|all|sons?|daughters?|he|she|they|who|subjects?|victims?|witness(?:es)?|figures?|tables?|exhibits?|tabs?|appendix|parts?|chapters?)$/iu;

const FAR = 320;

const KIND = "minor";
type MinorFound = FoundInWindow<typeof KIND>;

/** Find names of minors: beside a word for a minor, or beside an age below 18. */
export const MINORS: readonly Detector<typeof KIND>[] = [
  behindChild,
  beforeMinor,
  (window) => beforeAge(window, AGED, 2),
  (window) => beforeAge(window, AT_AGE, 1),
  behindAge,
  eachAged,
];

function* behindChild(window: TextWindow): Generator<MinorFound> {
  for (const { start, end } of window.matches(CHILD)) {
    const beside = { text: window.text.slice(end, end + FAR), from: end };
    const least = RELATED.test(window.text.slice(start, end)) ? 1 : 2;
    yield* nameBehind(beside, NAMED, least);
  }
}

function* beforeMinor(window: TextWindow): Generator<MinorFound> {
  for (const { text, from } of before(window, A_MINOR, FAR)) {
    const bare = IN_PARENTHESES.test(text)
      ? text.replace(IN_PARENTHESES, "")
      : text.replace(/ $/u, "").replace(ARTICLE, "");
    const name = bare.replace(VERB, "").replace(PARENTHESES, "");
    // At least a comma must stand between: "Ana Pérez minor" does not match.
    if (name.length < text.length - 1) yield* nameBefore({ from, text: name }, 2);
  }
}

function* beforeAge(window: TextWindow, age: RegExp, least: number): Generator<MinorFound> {
  for (const beside of before(window, age, FAR)) yield* nameBefore(beside, least);
}

function* behindAge(window: TextWindow): Generator<MinorFound> {
  for (const beside of behind(window, AGE_LABEL, FAR)) yield* nameBehind(beside, AGED_WHO, 1);
}

function* eachAged(window: TextWindow): Generator<MinorFound> {
  for (const { start, groups } of window.matches(EACH_AGED)) {
    const names = [groups?.one ?? "", groups?.other ?? ""];
    if (names.some((name) => namesAt(name, 0) === null)) continue;
    let from = start;
    for (const name of names) {
      from = window.text.indexOf(name, from);
      yield { kind: KIND, start: from, end: from + name.length };
      from += name.length;
    }
  }
}

/** A name of at least `least` words, directly after `lead`. */
function* nameBehind({ text, from }: Beside, lead: RegExp, least: number): Generator<MinorFound> {
  const start = lead.exec(text)?.[0].length ?? 0;
  const names = namesAt(text, start);
  if (names && names.words >= least) {
    yield { kind: KIND, start: from + start, end: from + names.end };
  }
}

function* nameBefore({ text, from }: Beside, least: number): Generator<MinorFound> {
  const start = namesBefore(text, least);
  if (start === null) return;
  const name = text.slice(start);
  if (NOBODY.test(name) || NAMES_A_THING.test(text.slice(0, start))) return;
  const isOneWord = !name.includes(" ");
  if (isOneWord && (ACRONYM.test(name) || OF_A_THING.test(text.slice(0, start)))) return;
  yield { kind: KIND, start: from + start, end: from + text.length };
}
