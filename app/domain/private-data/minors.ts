import { namesAt, namesBefore } from "./names.ts";
import { before, behind, type Window } from "./windows.ts";

/** Words for a minor that precede a name. */
const CHILD =
  /(?<![\p{L}\d])(?:minors?(?: (?:child(?:ren)?|sons?|daughters?|plaintiffs?|clients?|siblings?|brothers?|sisters?|respondents?|petitioners?|applicants?|derivatives?|beneficiar(?:y|ies)|nephews?|nieces?|boys?|girls?))?|(?:el|la|los|las|una?) menor(?:es)?(?: de edad)?|menor(?:es)? de edad|ni[ñn][oa]s?|juveniles?|unaccompanied (?:child(?:ren)?|minors?)|infants?)(?![\p{L}\d])/giu;
/** After one of these nouns a single name is enough: "her minor son Mateo". */
const RELATED =
  /(?:child|children|sons?|daughters?|brothers?|sisters?|siblings?|nephews?|nieces?|boys?|girls?)$/iu;
const NAMED =
  /^,? ?\(?(?:(?:named|called|llamad[oa]s?|identified as|known as|de nombre|by the name of|whose names? (?:is|are)|is|es|de \d{1,2} años(?: de edad)?),? ){0,2}/u;

/** "…, a minor" and what may follow it, so that "a minor participant" does not match. */
const A_MINOR =
  /(?<![\p{L}\d])(?:minors?|menor(?:es)?(?: de edad)?)(?= ?(?:$|[.,;:()"”’]| (?:child|son|daughter|plaintiff|client|by|through|and|who|whose|under|when|at|de|por)(?!\p{L})))/giu;
/** What may stand between the name and the word, matched at the end of the text before it. */
const ARTICLE = / (?:an?|the|his|her|their|una?)(?: \p{Ll}{1,30})?$/u;
const VERB = /(?:,| (?:is|was|are|were|both|each|all|es|son))$/u;
const BRACKETS = /,? \([^()]{0,80}\)$/u;

const YEARS = "(?:[0-9]|1[0-7])";
/** "9 years old", "age 9", "de 9 años", "(9)", after a name. */
const AGED = new RegExp(
  `(?:,? (?:(?:who|is|was|es|tiene|now|only) ){0,3}${YEARS}[- ]years?[- ](?:old|of age)|,? (?:aged?|edad) ${YEARS}(?![\\d-])|,? (?:de |tiene )?${YEARS} años|, ${YEARS},| \\((?:aged? )?${YEARS}\\))`,
  "giu",
);
/** "17-year-old Mateo Pérez", "a nine-year-old boy, Mateo", before a name. */
const AGE_LABEL = new RegExp(`(?<![\\p{L}\\d])${YEARS}[- ]years?[- ]old(?![\\p{L}\\d])`, "giu");
const AGED_WHO =
  /^,? ?(?:(?:boy|girl|child|son|daughter|named|called|minor|U\.S\. citizen),? ){0,3}/u;

const FAR = 320;

export interface MinorFound {
  readonly start: number;
  readonly end: number;
}

/** Names of minors in a text: beside a word for a minor, or beside an age below 18. */
export function* minorsIn(text: string): Generator<MinorFound> {
  for (const match of text.matchAll(CHILD)) {
    const from = match.index + match[0].length;
    const window = { text: text.slice(from, from + FAR), from };
    yield* nameBehind(window, NAMED, RELATED.test(match[0]) ? 1 : 2);
  }
  for (const window of before(text, A_MINOR, FAR)) {
    const bare = window.text.replace(/ $/u, "").replace(ARTICLE, "");
    const name = bare.replace(VERB, "").replace(BRACKETS, "");
    // At least a comma must stand between: "Ana Pérez minor" does not match.
    if (name.length < window.text.length - 1) yield* nameBefore({ ...window, text: name });
  }
  for (const window of before(text, AGED, FAR)) yield* nameBefore(window);
  for (const window of behind(text, AGE_LABEL, FAR)) yield* nameBehind(window, AGED_WHO, 1);
}

/** A name of at least `least` words, directly after `lead`. */
function* nameBehind({ text, from }: Window, lead: RegExp, least: number): Generator<MinorFound> {
  const start = lead.exec(text)?.[0].length ?? 0;
  const names = namesAt(text, start);
  if (names && names.words >= least) yield { start: from + start, end: from + names.end };
}

function* nameBefore({ text, from }: Window): Generator<MinorFound> {
  const start = namesBefore(text);
  if (start !== null) yield { start: from + start, end: from + text.length };
}
