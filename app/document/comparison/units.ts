import { carriesOwnId, isBlockId } from "#app/document/nodes/node-id.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { tokensOf } from "./tokens.ts";

/** One block, table or break of a text, as it is compared. */
export interface RedlineUnit {
  readonly node: ProseNode;
  readonly type: "text" | "table" | "other";
  readonly id: string | null;
  readonly label: string | null;
  /** Units with the same key read the same; it ignores ids, numbers and marks. */
  readonly key: string;
  /** The number of occurrences of each word. */
  readonly words: ReadonlyMap<string, number>;
  readonly wordCount: number;
}

/** The units of a text in order, with their numbers. */
export function unitsOf(prose: ProseJSON): RedlineUnit[] {
  return prose.content.map(unitReader(prose));
}

/** Reads a text's units one by one, for who has to do it in slices. */
export function unitReader(prose: ProseJSON): (node: ProseNode) => RedlineUnit {
  const { numberOf } = drawnPage(prose);
  return (node) => {
    const { key, words } = readUnit(node);
    const id = node.attrs?.id;
    return {
      node,
      type: node.type === "block" ? "text" : node.type === "table" ? "table" : "other",
      id: carriesOwnId(node.type) && isBlockId(id) ? id : null,
      label: node.type === "block" ? numberOf(node) : null,
      key,
      words,
      wordCount: [...words.values()].reduce((sum, count) => sum + count, 0),
    };
  };
}

/** The likeness of two units from 0 to 1: the share of common words. */
export function likeness(one: RedlineUnit, other: RedlineUnit): number {
  if (one.type !== other.type) return 0;
  if (one.key === other.key) return 1;
  const total = one.wordCount + other.wordCount;
  if (total === 0) return 0;
  let common = 0;
  for (const [word, count] of one.words) common += Math.min(count, other.words.get(word) ?? 0);
  return (2 * common) / total;
}

/** The key and the words of a node, with each text block read into tokens once. */
function readUnit(node: ProseNode): Pick<RedlineUnit, "key" | "words"> {
  const words = new Map<string, number>();
  const keyOf = (inner: ProseNode): string => {
    if (inner.type === "block") {
      let key = "block ";
      for (const token of tokensOf(inner)) {
        key += token.key;
        if (token.letters > 0) words.set(token.key, (words.get(token.key) ?? 0) + 1);
      }
      return key;
    }
    if (!inner.content) {
      const { id, ...attrs } = inner.attrs ?? {};
      // An exhibit's id says which exhibit it is; ids of other nodes carry no meaning.
      const says = carriesOwnId(inner.type) ? attrs : { id, ...attrs };
      return `${inner.type} ${JSON.stringify(says)}`;
    }
    return `${inner.type} [${inner.content.map(keyOf).join("|")}]`;
  };
  return { key: keyOf(node), words };
}
