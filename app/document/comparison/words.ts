/** Scripts that put no blanks between words: each sign is compared on its own. */
const UNSPACED =
  "\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}";
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`;
/** Words with their apostrophes and accents; each blank and each other character separately, with its marks. */
const PIECES = new RegExp(`${LETTER}+(?:['’]${LETTER}+)*|.\\p{M}*`, "gsu");
const WORD = /[\p{L}\p{N}]/u;

/** A text as words, blanks and other characters; joined, they are that text. */
export function wordsIn(text: string): string[] {
  return text.match(PIECES) ?? [];
}

/** The letters of a piece of text; 0 of one that is no word. */
export function lettersOfWord(piece: string): number {
  return WORD.test(piece) ? piece.length : 0;
}
