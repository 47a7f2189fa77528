import { blockShape } from "#app/document/nodes/kinds.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { RequestedItem } from "./template-facts.ts";

/** An item of a request, with the id of its block. */
type ItemOfRequest = Pick<RequestedItem, "level" | "words"> & { readonly id: string };

/** The numbered items of a request, in order, without empty ones. */
export function requestedItems(prose: ProseJSON): ItemOfRequest[] {
  const items: ItemOfRequest[] = [];
  const visit = (node: ProseNode) => {
    if (node.type !== "block") return node.content?.forEach(visit);
    const { kind, level } = blockShape(node.attrs ?? {});
    const words = blockText(node).replace(/\s+/gu, " ").trim();
    const id = String(node.attrs?.id ?? "");
    if (kind === "requestItem" && words !== "") items.push({ id, level, words });
  };
  prose.content.forEach(visit);
  return items;
}
