/** A word as it is compared, and where it stands in the text. */
export interface FoundWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The most letters of a word that are compared. */
const MOST_LETTERS = 64;

/**
 * Letters and digits in one go, with marks that belong to them and what is not seen (soft hyphens,
 * joiners); or one of the signs that lawyers put before a number.
 */
const RUNS = /[\p{L}\p{Nd}\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]+|[§¶]/gu;
/** Apostrophes that count as letters: "O\u02BCBrien" has two words, as "O'Brien" and "O’Brien" have. */
const APOSTROPHES = /[\u02B9-\u02BF\u02C8\u02EE\uA78B\uA78C]/gu;
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
/** Letters of one sign, and the wide ones of East Asian text. */
const COMPATIBLE = /[\uFB00-\uFB06\uFF10-\uFF5A]/gu;
const ACCENTS = /[\u0300-\u036F]/gu;
const ASCII = /^[0-9A-Za-z]+$/u;
/** Scripts that write no spaces between words: each letter, with its marks, is a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PARTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const ONE_LETTER = /^\p{L}$/u;

/**
 * The words of a text, as both databases compare them: without case and accents; "U.S.C." is one word,
 * as "USC" is; "§" and "¶" are words, "§§" one of them; "552(a)" and "21-cv-02168" are several.
 */
export function wordsOf(text: string): FoundWord[] {
  const words: FoundWord[] = [];
  let previous: FoundWord | undefined;
  // As long as the text: what is found there stands there.
  for (const match of text.replace(APOSTROPHES, "'").matchAll(RUNS)) {
    const [run] = match;
    const from = match.index;
    const to = from + run.length;
    if (run === "§" || run === "¶") {
      if (previous?.word === run && text.slice(previous.to, from).trim() === "") continue;
      words.push((previous = { word: run, from, to }));
    } else if (ASCII.test(run)) {
      const isInitial = ONE_LETTER.test(run) && text[from - 1] === ".";
      if (isInitial && previous?.to === from - 1 && isInitials(previous, text)) {
        words.pop();
        const word = (previous.word + run.toLowerCase()).slice(0, MOST_LETTERS);
        previous = { word, from: previous.from, to };
      } else previous = { word: run.toLowerCase().slice(0, MOST_LETTERS), from, to };
      words.push(previous);
    } else {
      for (const part of partsOf(run)) {
        const word = folded(run.slice(part.from, part.to));
        if (word === "") continue;
        words.push((previous = { word, from: from + part.from, to: from + part.to }));
      }
    }
  }
  return words;
}

/** Whether a word is a letter, or letters with a period behind each: "U", "U.S". */
function isInitials({ from, to }: FoundWord, text: string): boolean {
  const isOne = to - from === 1;
  return (
    (isOne || ((to - from) % 2 === 1 && text[to - 2] === ".")) &&
    ONE_LETTER.test(text[to - 1] ?? "")
  );
}

function partsOf(run: string): readonly { readonly from: number; readonly to: number }[] {
  if (!UNSPACED.test(run)) return [{ from: 0, to: run.length }];
  return [...run.matchAll(PARTS)].map(({ index, 0: part }) => ({
    from: index,
    to: index + part.length,
  }));
}

function folded(run: string): string {
  return run
    .replace(UNSEEN, "")
    .replace(COMPATIBLE, (letter) => letter.normalize("NFKD"))
    .normalize("NFD")
    .replace(ACCENTS, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/gu, "σ")
    .slice(0, MOST_LETTERS)
    .replace(/[\uD800-\uDBFF]$/u, "");
}
