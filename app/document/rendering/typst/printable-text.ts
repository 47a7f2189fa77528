/**
 * Prepares text for the page. No word changes: only possible line breaks, and characters without a
 * glyph in any font.
 */

/** The longest run of unbreakable characters that surely fits a line. */
const LONGEST_UNBROKEN = 40;

/** Characters after which a long address or word is best broken. */
const GOOD_BREAK = /[/?&=.,;:_\-–—)]/;

/**
 * Marks a possible line break for the templates: a zero-width space, which they turn into a break
 * without a character in the PDF.
 */
export const MAY_BREAK = "\u200b";

/**
 * Normalizes text for print. Tabs, foreign line ends and separators become blanks, as in browsers.
 * Variation selectors, U+FEFF and other invisible format characters are dropped, as browsers draw
 * nothing for them. Control characters are dropped too, for places named in messages; none reaches
 * a page (server/typesetting/glyph-guard.ts).
 */
export function printable(text: string): string {
  const clean = text
    .replace(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029\u3000]/g, " ")
    .replace(UNDRAWN, "");
  return breakable(clean);
}

const UNDRAWN = new RegExp(
  [
    // Control characters.
    "[\\u0000-\\u001f\\u007f-\\u009f]",
    // Joiners and variation selectors.
    "\\u034f|[\\u180b-\\u180f]|[\\ufe00-\\ufe0f]|[\\u{e0000}-\\u{e0fff}]",
    // Deprecated format characters, byte order marks, annotations, noncharacters.
    "[\\u206a-\\u206f]|\\ufeff|[\\ufff9-\\ufffb]|[\\ufffe\\uffff]",
  ].join("|"),
  "gu",
);

/**
 * Splits text where citations must not break: "5 U.S.C.", "§ 552", "
 *
 * 12–14", "552(a)(4)(B)", "369–71". Pieces at odd indexes are to stay whole. No character changes,
 * so that text copied from the PDF is what was written.
 */
export function citationsApart(text: string): string[] {
  return text.split(WHOLE);
}

const WHOLE =
  /((?<!\S)[([“]{0,8}(?:\d{1,6} (?:U\.S\.C|C\.F\.R)\.|[§¶]{1,2} \S{1,30}|\S{1,24}\)\(\S{1,16}|\d{1,6}[–-]\d{1,6}\S{0,3})(?!\S))/u;

/** The longest word that fits every line, in characters. */
const LONGEST_WORD = 40;

/**
 * A letter of a script whose lines end between letters anyway, or whose letters change with those
 * beside them: a cut through its words would draw others.
 */
const ENDS_OF_ITS_OWN =
  /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{M}]/u;

/** Allows breaks in a word longer than a line, preferably after punctuation of an address. */
function breakable(text: string): string {
  return text.replace(/\S+/gu, (word) => {
    if (word.length <= LONGEST_WORD || ENDS_OF_ITS_OWN.test(word)) return word;
    let broken = "";
    let since = 0;
    for (const sign of word) {
      broken += sign;
      since += 1;
      if (since >= LONGEST_UNBROKEN || (since > 3 && GOOD_BREAK.test(sign))) {
        broken += MAY_BREAK;
        since = 0;
      }
    }
    return broken;
  });
}

/**
 * Allows breaks anywhere in words wider than the available room, as in a narrow column.
 * @param room points at 12-point type; null for the page's line width.
 */
export function fitted(text: string, room: number | null): string {
  if (room === null) return text;
  return text.replace(/\S+/gu, (word) =>
    isWider(word, room) && !ENDS_OF_ITS_OWN.test(word)
      ? [...word.replaceAll(MAY_BREAK, "")].join(MAY_BREAK)
      : word,
  );
}

/** Whether a word may be wider than `room`, in points at 12-point type. */
export function isWider(word: string, room: number): boolean {
  let width = 0;
  for (const sign of word) width += /[MW@%]/u.test(sign) ? 12 : WIDE.test(sign) ? 9.5 : 6.5;
  return width > room;
}

/** Characters wider than a digit, also in bold. */
const WIDE = /[\p{Lu}mw&—…]/u;

/** The first words of a text, for naming its place in a message. */
export function firstWords(text: string): string {
  const words = printable(text).replaceAll(MAY_BREAK, "").trim().replace(/\s+/g, " ");
  if (words.length <= 60) return words;
  const cut = words.slice(0, 60);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 30))} …`;
}
