import { blockText } from "#app/document/rendering/plain-text.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { countThrough } from "./number.ts";

/** An item of a request, with its printed label. */
export interface NumberedItem {
  /** The id of its block, unchanged since the draft. */
  readonly id: string;
  /** "2", "2(a)". */
  readonly label: string;
  readonly level: number;
  readonly words: string;
}

/** The numbered items of a request in order; those without text or id are left out. */
export function numberedItems(prose: ProseJSON): NumberedItem[] {
  const items: NumberedItem[] = [];
  const path: string[] = [];
  const root: ProseNode = { type: "doc", content: [...prose.content] };
  countThrough(root, {}, ({ node, attrs, number }) => {
    if (number?.kind !== "requestItem") return;
    const { level } = blockShape(attrs ?? {});
    path.length = level - 1;
    path[level - 1] = number.label.replace(/\.$/u, "");
    const words = blockText(node).replaceAll(/\s+/gu, " ").trim();
    const id = attrs?.["id"];
    if (typeof id === "string" && words !== "") {
      items.push({ id, label: path.filter(Boolean).join(""), level, words });
    }
  });
  return items;
}
