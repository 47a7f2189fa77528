const DASHES = /\p{Dash_Punctuation}|\u2212/u;
const INVISIBLE = /[\p{Cf}\u034f]/u;
/** Letters of other alphabets that look like a Latin A: a number after one is still an A-number. */
const LIKE_A: Readonly<Record<string, string>> = { А: "A", а: "a", Α: "A", α: "a" };

/** All that is not as it should be for searching; control characters of ASCII are spaces too. */
const TO_CHANGE =
  /(?![\u0020-\u007e])[\p{Dash_Punctuation}\u2212\p{Cf}\u034fАаΑα\s\p{Nd}\uff21-\uff5a]/gu;

/**
 * Normalizes a text for searching: invisible characters removed, all dashes and spaces of one kind,
 * full-width digits as ASCII.
 * @param from the place of the text in the original, in UTF-16 units. It must not begin or end
 * inside of a character.
 */
export function plainText(
  original: string,
  from = 0,
): {
  readonly text: string;
  /** The place of each of its units in the original. */
  readonly at: Int32Array;
} {
  // No character becomes longer.
  const at = new Int32Array(original.length);
  let length = 0;
  let place = 0;
  const text = original.replaceAll(TO_CHANGE, (character, found: number) => {
    while (place < found) at[length++] = from + place++;
    const plain = plainCharacter(character);
    for (let unit = 0; unit < plain.length; unit += 1) at[length++] = from + place + unit;
    place += character.length;
    return plain;
  });
  while (place < original.length) at[length++] = from + place++;
  return { text, at: at.subarray(0, length) };
}

function plainCharacter(character: string): string {
  if (INVISIBLE.test(character)) return "";
  if (DASHES.test(character)) return "-";
  if (/\s/u.test(character)) return " ";
  const like = LIKE_A[character];
  if (like) return like;
  const folded = character.normalize("NFKC");
  return folded.length === 1 ? folded : character;
}
