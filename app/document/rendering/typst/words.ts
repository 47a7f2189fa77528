/**
 * What becomes of characters on their way to the page. No word changes: only where a line may
 * break, and signs that have no picture in any typeface.
 */

/** Longest run of characters without a break that a line of a page is sure to hold. */
const LONGEST_UNBROKEN = 40;

/** May end a line within an address or a long word, better than anywhere else. */
const GOOD_BREAK = /[/?&=.,;:_\-–—)]/;

/**
 * Tells the templates that a line may end here: a zero-width space, which they turn into a break that
 * leaves no sign in the PDF.
 */
export const MAY_BREAK = "\u200b";

/**
 * Tabs, line ends of other systems and separators are blanks on paper, as in the browser. Variation
 * selectors, U+FEFF and the rest that only choose between pictures of a sign are left out, as browsers
 * draw nothing for them; the words around them are untouched. So are control characters where a place
 * is named by its words; on a page none comes (server/typesetting/glyph-guard.ts).
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
    // Joiners and selectors that choose between pictures of one sign.
    "\\u034f|[\\u180b-\\u180f]|[\\ufe00-\\ufe0f]|[\\u{e0000}-\\u{e0fff}]",
    // Withdrawn format characters, byte order marks, annotations, what is no character.
    "[\\u206a-\\u206f]|\\ufeff|[\\ufff9-\\ufffb]|[\\ufffe\\uffff]",
  ].join("|"),
  "gu",
);

/**
 * Takes words apart where no line may break: "5 U.S.C.", "§ 552", "¶¶ 12–14", "552(a)(4)(B)", "369–71". The
 * pieces at odd places are to stay whole. No character is changed for it, so that what is read out
 * of the PDF is what was written.
 */
export function citationsApart(text: string): string[] {
  return text.split(WHOLE);
}

const WHOLE =
  /((?<!\S)[([“]{0,8}(?:\d{1,6} (?:U\.S\.C|C\.F\.R)\.|[§¶]{1,2} \S{1,30}|\S{1,24}\)\(\S{1,16}|\d{1,6}[–-]\d{1,6}\S{0,3})(?!\S))/u;

/** Letters of a word that any line has room for. */
const LONGEST_WORD = 40;

/** Lets a word that is longer than a line break, after a sign of an address where there is one. */
function breakable(text: string): string {
  return text.replace(/\S+/gu, (word) => {
    if (word.length <= LONGEST_WORD) return word;
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
 * Lets every word end a line anywhere that is wider than the room it has, as in a narrow column.
 * @param room points at 12-point type; null where lines are as wide as the page.
 */
export function fitted(text: string, room: number | null): string {
  if (room === null) return text;
  return text.replace(/\S+/gu, (word) =>
    isWider(word, room) ? [...word.replaceAll(MAY_BREAK, "")].join(MAY_BREAK) : word,
  );
}

/** Whether a word may be wider than that, in points at 12-point type. */
export function isWider(word: string, room: number): boolean {
  let width = 0;
  for (const sign of word) width += /[MW@%]/u.test(sign) ? 12 : WIDE.test(sign) ? 9.5 : 6.5;
  return width > room;
}

/** Signs that are wider than a digit, bold ones included. */
const WIDE = /[\p{Lu}mw&—…]/u;

/** The first words of a text, for naming its place in a sentence. */
export function firstWords(text: string): string {
  const words = printable(text).replaceAll(MAY_BREAK, "").trim().replace(/\s+/g, " ");
  if (words.length <= 60) return words;
  const cut = words.slice(0, 60);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 30))} …`;
}
