/** Tells from a text's letters how it is set: its direction, and the shapes of its Han characters. */

const FROM_RIGHT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether any letter is of a script that is written from the right. */
export function hasFromRight(text: string): boolean {
  return FROM_RIGHT.test(text);
}

/** Whether a paragraph runs from the right, as `dir="auto"` decides: by its first letter. */
export function startsFromRight(text: string): boolean {
  const [first = ""] = /\p{L}/u.exec(text) ?? [];
  return FROM_RIGHT.test(first);
}

/** The languages that draw one Han character each in its own way, as BCP 47 names them. */
export type HanLanguage = "zh-Hans" | "zh-Hant" | "ja" | "ko";

/**
 * Language of a text's Han shapes: Japanese beside kana, Korean beside Hangul, and else
 * traditional Chinese where more characters are only in Big5 than only in GB 2312. Null for none.
 */
export function hanLanguageOf(text: string): HanLanguage | null {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "ja";
  if (/\p{Script=Hangul}/u.test(text)) return "ko";
  const han = text.match(/\p{Script=Han}/gu);
  if (!han) return null;
  const { simplified, traditional } = (charsets ??= readCharsets());
  let more = 0;
  for (const sign of han) more += Number(traditional.has(sign)) - Number(simplified.has(sign));
  return more > 0 ? "zh-Hant" : "zh-Hans";
}

/** Of the browser as of Node; what is in this folder is checked with the types of neither. */
declare const TextDecoder: new (charset: string) => { decode(bytes: Uint8Array): string };

let charsets: ReturnType<typeof readCharsets> | undefined;

/** The characters of one national standard that the other lacks, by the decoders of the platform. */
function readCharsets() {
  // Big5 leads with A4 to F9; GB 2312 has its Han characters in B0 to F7, with high second bytes.
  const big5 = decoded("big5", [0xa4, 0xf9], [0x40, 0xfe]);
  const gb = decoded("gbk", [0xb0, 0xf7], [0xa1, 0xfe]);
  const without = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    new Set([...one].filter((sign) => !other.has(sign)));
  return { simplified: without(gb, big5), traditional: without(big5, gb) };
}

function decoded(
  charset: string,
  [firstLead, lastLead]: readonly [number, number],
  [firstTrail, lastTrail]: readonly [number, number],
): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead += 1) {
    for (let trail = firstTrail; trail <= lastTrail; trail += 1) {
      if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail);
    }
  }
  const text = new TextDecoder(charset).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{Script=Han}/gu));
}
