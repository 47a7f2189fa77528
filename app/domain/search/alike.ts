/** Signs of which nobody knows which they typed: each with those that stand for it. */
const ALIKE: readonly (readonly [sign: string, those: RegExp])[] = [
  ["'", /[\u2018-\u201B\u2032\u02B9-\u02BF\u02C8\uA78B\uA78C`\u00B4]/gu],
  ['"', /[\u201C-\u201F\u2033\u00AB\u00BB\u02BA\u301D\u301E\uFF02]/gu],
  ["-", /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu],
  [" ", /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu],
];

/** The text with plain apostrophes, quotation marks, dashes and spaces; as long as it was. */
export function plainSigns(text: string): string {
  return ALIKE.reduce((plain, [sign, those]) => plain.replace(those, sign), text);
}
