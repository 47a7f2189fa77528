import type { NumberFormat } from "#app/document/word/numbers.ts";

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
