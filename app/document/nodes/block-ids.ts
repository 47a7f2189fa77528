import type { Node } from "@tiptap/pm/model";
import { carriesOwnId } from "./node-id.ts";

const ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz";
const LENGTH = 12;

/**
 * A new block id: 12 characters, 60 random bits. `fill` fills an array with random bytes
 * (`crypto.getRandomValues` in browser and server).
 */
export function createBlockId(fill: (bytes: Uint8Array<ArrayBuffer>) => unknown): string {
  const bytes = new Uint8Array(LENGTH);
  fill(bytes);
  return Array.from(bytes, (byte) => ALPHABET[byte % 32]).join("");
}

/** A block, or another node with an id of its own, with its position. */
export interface PlacedBlock {
  readonly node: Node;
  readonly position: number;
}

/**
 * All nodes with an id of their own among the document's children from `start` up to `end`,
 * including those in tables and the footnotes in blocks.
 */
export function blocksBetween(document: Node, start: number, end: number): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let position = 0;
  for (let index = 0; index < end; index += 1) {
    const child = document.child(index);
    if (index >= start) collect(child, position, blocks);
    position += child.nodeSize;
  }
  return blocks;
}

function collect(node: Node, position: number, blocks: PlacedBlock[]): void {
  if (node.isLeaf && !node.isBlock) return;
  if (carriesOwnId(node.type.name)) blocks.push({ node, position });
  node.forEach((child, offset) => collect(child, position + 1 + offset, blocks));
}

/** Whether a node has text; captions and signature blocks always count as text. */
export function holdsText(node: Node): boolean {
  return node.isAtom || node.content.size > 0;
}
