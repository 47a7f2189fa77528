import { hanLanguageOf, hasFromRight, type HanLanguage } from "#app/document/scripts.ts";

/** The font and the language of East Asian text, and the language of text from the right. */
export interface WordScripts {
  readonly eastAsia: { readonly font: string; readonly language: string };
  readonly rightToLeft: string;
}

/** Fonts that Word has on every machine, or puts another in the place of by name. */
const EAST_ASIA: Readonly<Record<HanLanguage, WordScripts["eastAsia"]>> = {
  "zh-Hans": { font: "SimSun", language: "zh-CN" },
  "zh-Hant": { font: "PMingLiU", language: "zh-TW" },
  ja: { font: "MS Mincho", language: "ja-JP" },
  ko: { font: "Batang", language: "ko-KR" },
};

/** Languages to set a text in. */
export function scriptsOf(text: string): WordScripts {
  const han = hanLanguageOf(text);
  return {
    eastAsia: EAST_ASIA[han ?? "ja"],
    rightToLeft: /\p{Script=Hebrew}/u.test(text) ? "he-IL" : "ar-SA",
  };
}

/** The font slot of a paragraph whose Han characters are another language's than the text's. */
export function eastAsiaOf(text: string): WordScripts["eastAsia"] | null {
  const han = hanLanguageOf(text);
  return han === null ? null : EAST_ASIA[han];
}

const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

export function hasEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text);
}

/** A stretch of text that runs in one direction. */
interface DirectedText {
  readonly text: string;
  readonly isFromRight: boolean;
}

/**
 * Text in its directions: letters decide, and what stands between two letters of one direction goes with
 * them, all else with the paragraph.
 */
export function inDirections(text: string, isParagraphFromRight: boolean): DirectedText[] {
  if (!hasFromRight(text)) {
    // Signs and figures alone belong to the paragraph's direction.
    const isFromRight = isParagraphFromRight && !/\p{L}/u.test(text);
    return [{ text, isFromRight }];
  }
  const parts: DirectedText[] = [];
  const add = (more: string, isFromRight: boolean) => {
    const last = parts.at(-1);
    if (more === "") return;
    if (last?.isFromRight === isFromRight) {
      parts[parts.length - 1] = { text: last.text + more, isFromRight };
    } else parts.push({ text: more, isFromRight });
  };
  let before: boolean | null = null;
  let neutral = "";
  for (const sign of text) {
    if (!/\p{L}/u.test(sign)) {
      neutral += sign;
      continue;
    }
    const direction = hasFromRight(sign);
    add(neutral, before === direction ? direction : isParagraphFromRight);
    add(sign, direction);
    neutral = "";
    before = direction;
  }
  add(neutral, isParagraphFromRight);
  return parts;
}
