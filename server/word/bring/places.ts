import type { ProseNode } from "#app/document/prose.ts";
import { drawnPage, type DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import { placeIn } from "./quoted.ts";

/** Where blocks of the text that left stand in it. */
export class PlacesThatLeft {
  readonly #blocks = new Map<string, { readonly node: ProseNode; readonly index: number }>();
  readonly #page: DrawnPage;

  constructor(private readonly left: readonly ProseNode[]) {
    this.#page = drawnPage({ type: "doc", content: left });
    const add = (node: ProseNode, index: number) => {
      const id = node.attrs?.id;
      if (typeof id === "string" && !this.#blocks.has(id)) this.#blocks.set(id, { node, index });
      if (node.type !== "block") for (const child of node.content ?? []) add(child, index);
    };
    left.forEach(add);
  }

  has(id: string | null): boolean {
    return this.#blocks.has(id ?? "");
  }

  /** "¶ 14" by the number that is printed before it, else "paragraph 3". */
  where(id: string | null): string | null {
    const found = this.#blocks.get(id ?? "");
    if (!found) return null;
    const label = this.#page.numberOf(found.node);
    return label === null ? `paragraph ${found.index + 1}` : `¶ ${label.replace(/\.$/u, "")}`;
  }

  whereOf(blocks: readonly ProseNode[]): string {
    for (const block of blocks) {
      const where = this.where(idOf(block));
      if (where !== null) return where;
    }
    return "the end";
  }

  /** All words of the first of them. */
  placeOf(blocks: readonly ProseNode[]) {
    const ids = blocks.map(idOf);
    const id = ids.find((one) => one !== null && this.#blocks.has(one)) ?? null;
    const first = this.left[0];
    return this.at(id ?? (first ? idOf(first) : null), 0, 0);
  }

  /** Null where there is no such block. */
  at(id: string | null, from: number, to: number) {
    const found = this.#blocks.get(id ?? "");
    return found && id !== null ? placeIn(found.node, id, from, to) : null;
  }
}
