/** A list item as Word writes it. */
export interface WordItem {
  /** Which list of the document it belongs to. */
  readonly list: string;
  readonly level: number;
  readonly bullet: boolean;
  /** Whether its number is one of legal paragraphs: (a) at the second level, (i) at the third. */
  readonly legal: boolean;
  /** The element that holds the number as text. */
  readonly marker: Element | null;
}

/** Reads Word's list style off a paragraph; null for one that is no list item. */
export function wordItem(paragraph: HTMLElement): WordItem | null {
  const style = paragraph.getAttribute("style") ?? "";
  const place = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(style);
  if (place === null) return null;
  const marker = [...paragraph.querySelectorAll("span")].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""),
  );
  const sign = marker?.textContent?.replaceAll(/\s/gu, "") ?? "";
  const [, list = "", depth = "1"] = place;
  const level = Number(depth);
  return {
    list: list.toLowerCase(),
    level,
    bullet: sign !== "" && !/[\p{L}\p{N}]/u.test(sign.replace(/^o$/, "")),
    legal:
      (level === 2 && /^\([a-z]+\)$/i.test(sign)) || (level === 3 && /^\([ivxlc]+\)$/i.test(sign)),
    marker: marker ?? null,
  };
}
