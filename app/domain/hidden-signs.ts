/**
 * Signs that nobody sees, or that turn the words around them: what is read is not what is kept, signed and
 * hashed. Joiners, zero width spaces, variation selectors and tags count where no script and no emoji
 * needs them. A text keeps and marks them, since nobody's words change unasked, and a refusal would disconnect
 * somebody who pastes a PDF; titles and names refuse them.
 */
interface HiddenSign {
  /** The offset in the text, in UTF-16 code units, and how many of them it is. */
  readonly at: number;
  readonly length: number;
  /** Its name with its number, such as "zero width space (U+200B)". */
  readonly name: string;
}

/** All that may be one; what stands before it decides. */
const CANDIDATE =
  /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00ad, "soft hyphen"],
  [0x061c, "Arabic letter mark"],
  [0x200b, "zero width space"],
  [0x200c, "zero width non-joiner"],
  [0x200d, "zero width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x202a, "left-to-right embedding"],
  [0x202b, "right-to-left embedding"],
  [0x202c, "pop directional formatting"],
  [0x202d, "left-to-right override"],
  [0x202e, "right-to-left override"],
  [0x2060, "word joiner"],
  [0x2066, "left-to-right isolate"],
  [0x2067, "right-to-left isolate"],
  [0x2068, "first strong isolate"],
  [0x2069, "pop directional isolate"],
  [0xfeff, "zero width no-break space"],
]);

/** The hidden signs of a text, in order. Costs one look at a text that has none. */
export function hiddenSignsIn(text: string): readonly HiddenSign[] {
  const found: HiddenSign[] = [];
  for (const { index: at, 0: sign } of text.matchAll(CANDIDATE)) {
    if (isNeeded(text, at, sign)) continue;
    found.push({ at, length: sign.length, name: nameOf(sign.codePointAt(0) ?? 0) });
  }
  return found;
}

/** The text without them. */
export function withoutHiddenSigns(text: string): string {
  let kept = "";
  let from = 0;
  for (const { at, length } of hiddenSignsIn(text)) {
    kept += text.slice(from, at);
    from = at + length;
  }
  return from === 0 ? text : kept + text.slice(from);
}

function nameOf(code: number): string {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return `${NAMES.get(code) ?? kindOf(code)} (${number})`;
}

function kindOf(code: number): string {
  if ((code >= 0xfe00 && code <= 0xfe0f) || code >= 0xe0100) return "variation selector";
  return code >= 0xe0000 ? "tag character" : "invisible character";
}

/** Scripts in which joiners change no letter. */
const UNJOINED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}]$/u;
/** Scripts without blanks between words. */
const UNSPACED = /^[\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}]$/u;
const LETTER = /^[\p{L}\p{M}]$/u;
const IN_EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|[\u{e0020}-\u{e007f}])$/u;
const EMOJI = /^\p{Emoji}$/u;
const IDEOGRAPH = /^\p{Unified_Ideograph}$/u;
const BLACK_FLAG = "\u{1f3f4}";

function isJoined(sign: string): boolean {
  return LETTER.test(sign) && !UNJOINED.test(sign);
}

/** Whether a script or an emoji needs the sign where it stands. */
function isNeeded(text: string, at: number, sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  const before = signBefore(text, at);
  if (code === 0x200c || code === 0x200d) {
    if (code === 0x200d && IN_EMOJI.test(before)) return IN_EMOJI.test(signAt(text, at + 1));
    const after = signAt(text, at + sign.length);
    // Between a Persian plural and a word of another script, too; never beside a blank or at an end.
    return before.trim() !== "" && (isJoined(before) || isJoined(after));
  }
  // Khmer, Thai, Lao and Burmese are written without blanks: it says there where a word ends.
  if (code === 0x200b) return UNSPACED.test(before) && UNSPACED.test(signAt(text, at + 1));
  if (code === 0xfe0e || code === 0xfe0f) return EMOJI.test(before);
  if (code >= 0xe0100) return IDEOGRAPH.test(before);
  if (code >= 0xe0020 && code <= 0xe007f) return isOfFlag(text, at);
  // Mongolian letters choose their forms by them.
  if (code >= 0x180b && code <= 0x180f) return /^\p{Script=Mongolian}$/u.test(before);
  return false;
}

/** The longest flag of a region: a black flag, a few tags and the end of them. */
const LONGEST_FLAG = 8;

function isOfFlag(text: string, at: number): boolean {
  let start = at;
  for (let steps = 0; steps < LONGEST_FLAG; steps += 1) {
    const before = signBefore(text, start);
    if (before === BLACK_FLAG) return true;
    if (!/^[\u{e0020}-\u{e007f}]$/u.test(before)) return false;
    start -= before.length;
  }
  return false;
}

function signAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function signBefore(text: string, at: number): string {
  if (at === 0) return "";
  const isPair = at > 1 && /[\udc00-\udfff]/u.test(text.charAt(at - 1));
  return signAt(text, isPair ? at - 2 : at - 1);
}
