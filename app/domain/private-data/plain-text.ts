const DASHES = /\p{Dash_Punctuation}|\u2212/u;
const INVISIBLE = /[\p{Cf}\u034f]/u;
/** Letters of other alphabets that look like a Latin A: a number after one is still an A-number. */
const LIKE_A: Readonly<Record<string, string>> = { А: "A", а: "a", Α: "A", α: "a" };

/**
 * Normalizes a text for searching: invisible characters removed, all dashes and spaces of one kind,
 * full-width digits as ASCII. `at` maps offsets back to the original, in UTF-16 units.
 */
export function plainText(original: string): {
  readonly text: string;
  readonly at: readonly number[];
} {
  let text = "";
  const at: number[] = [];
  let place = 0;
  for (const character of original) {
    const plain = plainCharacter(character);
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      at.push(place + Math.min(unit, character.length - 1));
    }
    place += character.length;
  }
  return { text, at };
}

function plainCharacter(character: string): string {
  if (character <= "\u007f") return /\s/u.test(character) ? " " : character;
  if (INVISIBLE.test(character)) return "";
  if (DASHES.test(character)) return "-";
  if (/\s/u.test(character)) return " ";
  const like = LIKE_A[character];
  if (like) return like;
  const folded = /[\p{Nd}\uff21-\uff5a]/u.test(character) ? character.normalize("NFKC") : character;
  return folded.length === 1 ? folded : character;
}
