import {
  hanLanguageOf,
  hasFromRight,
  startsFromRight,
  type HanLanguage,
} from "#app/document/scripts.ts";
import { LAST_FAMILIES, OWN_FAMILY } from "./fonts.ts";
import type { ScriptFont } from "./script-fonts.ts";

/** Letters of a document not in the pages' own fonts, and fonts with them. */
export interface Scripts {
  readonly lacking: ReadonlySet<number>;
  readonly fonts: readonly ScriptFont[];
}

/** Languages of these pages' Han shapes, by paragraph. */
export function hanLanguagesIn(data: object): ReadonlySet<HanLanguage> {
  const texts = [JSON.stringify(data)];
  JSON.stringify(data, (_key, value: unknown) => {
    if (isParagraph(value)) texts.push(textOf(value.r));
    return value;
  });
  return new Set(texts.map(hanLanguageOf).filter((language) => language !== null));
}

/**
 * The data for the templates: the families, and for each paragraph with letters of another script those
 * that it needs, with the shapes of its own language, and whether it runs from the right.
 */
export function dataInScripts(data: object, scripts: Scripts): string {
  const fonts = familiesOf(JSON.stringify(data), scripts);
  const whole = JSON.stringify({ ...data, fonts });
  if (scripts.fonts.length === 0 && !hasFromRight(whole)) return whole;
  return JSON.stringify({ ...data, fonts }, (_key, value: unknown) => {
    if (!isParagraph(value)) return value;
    const text = textOf(value.r);
    const own = familiesOf(text, scripts);
    return {
      ...value,
      ...(own.length > NO_MORE && { fonts: own }),
      ...(startsFromRight(text) && { rtl: true }),
    };
  });
}

/** The families of a text, first to last; a character that its language lacks is another's. */
function familiesOf(text: string, { lacking, fonts }: Scripts): string[] {
  const language = fonts.length === 0 ? null : hanLanguageOf(text);
  const ordered = fonts.toSorted((one, other) => orderOf(one, language) - orderOf(other, language));
  const needed = new Set<ScriptFont>();
  for (const sign of fonts.length === 0 ? "" : new Set(text)) {
    const point = sign.codePointAt(0) ?? 0;
    const font = lacking.has(point) ? ordered.find(({ has }) => has(point)) : undefined;
    if (font) needed.add(font);
  }
  const families = ordered.filter((font) => needed.has(font)).map(({ family }) => family);
  return [OWN_FAMILY, ...families, ...LAST_FAMILIES];
}

/** How many families a text has that needs no other. */
const NO_MORE = 1 + LAST_FAMILIES.length;

const orderOf = ({ han }: ScriptFont, language: HanLanguage | null) =>
  han === null ? 0 : han === language ? 1 : 2;

interface Runs {
  readonly r: readonly unknown[];
}

const isParagraph = (value: unknown): value is Runs =>
  typeof value === "object" && value !== null && "r" in value && Array.isArray(value.r);

/** The words of runs, without the notes among them, which are paragraphs of their own. */
function textOf(runs: readonly unknown[]): string {
  return runs
    .map((run) => {
      if (typeof run === "string") return run;
      if (typeof run !== "object" || run === null || ("k" in run && run.k === "fn")) return "";
      if (isParagraph(run)) return textOf(run.r);
      return "s" in run && typeof run.s === "string" ? run.s : "";
    })
    .join("");
}
