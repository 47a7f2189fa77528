import type { Node, ResolvedPos } from "@tiptap/pm/model";

/** How often each letter stands in the text, footnotes and cells included. */
export function lettersOf(node: Node): Map<string, number> {
  const count = new Map<string, number>();
  node.descendants((child) => {
    for (const letter of child.text ?? "") count.set(letter, (count.get(letter) ?? 0) + 1);
  });
  return count;
}

/** The letters on both sides of a place; null where there is none in its block. */
export function besides($pos: ResolvedPos): { left: string | null; right: string | null } {
  const { nodeBefore, nodeAfter } = $pos;
  return { left: nodeBefore?.text?.at(-1) ?? null, right: nodeAfter?.text?.[0] ?? null };
}

/** Where each letter stands. */
export function letterPlaces(doc: Node): number[] {
  const places: number[] = [];
  doc.descendants((node, pos) => {
    if (node.isText) for (let k = 0; k < node.nodeSize; k += 1) places.push(pos + k);
  });
  return places;
}
