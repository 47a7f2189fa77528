import { countThrough } from "#app/document/numbering/number.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { FiledItem } from "#app/domain/public-page/record.ts";

/** The numbered items of a request in order, each with its whole number: "2", "2(a)", "2(a)(i)". */
export function itemsOfRequest(prose: ProseJSON): FiledItem[] {
  const items: FiledItem[] = [];
  /** Of the items that the next one may lie below, the number and the id. */
  let above: { readonly label: string; readonly id: string }[] = [];
  countThrough(prose, {}, ({ node, attrs, number }) => {
    if (number?.kind !== "requestItem") return;
    const id = attrs?.id;
    const words = blockText(node).replace(/\s+/gu, " ").trim();
    if (typeof id !== "string" || words === "") return;
    const level = number.value.length;
    above = above.slice(0, level - 1);
    const label = [...above.map((one) => one.label), number.label.replace(/\.$/u, "")].join("");
    const topId = above[0]?.id ?? id;
    above.push({ label: number.label.replace(/\.$/u, ""), id });
    items.push({ id, label, words, topId });
  });
  return items;
}
