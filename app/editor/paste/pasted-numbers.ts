import { letters, roman } from "#app/document/numbering/number.ts";

/** The number format of a list, as HTML's `type`. */
export type NumberFormat = "1" | "a" | "A" | "i" | "I";

const BY_STYLE: Readonly<Record<string, NumberFormat>> = {
  decimal: "1",
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
};

/** Reads the format from a list, or from its first item, where Google Docs puts it. */
export function formatOf(list: Element): NumberFormat {
  const type = list.getAttribute("type") ?? "";
  if (isFormat(type)) return type;
  for (const element of [list, list.firstElementChild]) {
    const style = /list-style(?:-type)?\s*:\s*(?<type>[a-z-]+)/iu.exec(
      element?.getAttribute("style") ?? "",
    );
    const format = BY_STYLE[style?.groups?.type?.toLowerCase() ?? ""];
    if (format) return format;
  }
  return "1";
}

function isFormat(type: string): type is NumberFormat {
  return type === "1" || /^[aAiI]$/u.test(type);
}

/** The largest number written with letters; no list has more items. */
const MOST_LETTERED = 3_999;

/** A number as a list of that format prints it, without punctuation. */
export function printedNumber(value: number, format: NumberFormat): string {
  // Browsers use digits for these too, and so many letters would fill the memory.
  if (value < 1 || value > MOST_LETTERED) return String(value);
  switch (format) {
    case "1":
      return String(value);
    case "a":
      return letters(value);
    case "A":
      return letters(value).toUpperCase();
    case "i":
      return roman(value);
    case "I":
      return roman(value).toUpperCase();
  }
}

/** The bare number of a label, for comparison: "(a)", "a." and "a)" are equal. */
export function bareNumber(label: string): string {
  return label.replaceAll(/[^\p{L}\p{N}]/gu, "");
}
