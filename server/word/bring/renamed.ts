import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import type { Attributes, ProseNode } from "#app/document/prose.ts";
import { newBlockId } from "#server/new-block-id.ts";

/**
 * Gives each block of a file an id of its own here; references in the text follow their targets. The file's
 * ids are only its order, and two drafts made of one file must not share any.
 */
export class NewIds {
  readonly #ids = new Map<string, string>();

  /** The id here of one in the file. */
  of(id: string): string {
    const known = this.#ids.get(id) ?? newBlockId();
    this.#ids.set(id, known);
    return known;
  }

  renamed<T extends ProseNode>(node: T): T {
    const id = node.attrs?.id;
    const own = carriesOwnId(node.type)
      ? { id: typeof id === "string" ? this.of(id) : newBlockId() }
      : {};
    const attrs = { ...node.attrs, ...own, ...this.references(node) };
    const content = node.content?.map((child) => this.renamed(child));
    // The same node with other names.
    return {
      ...node,
      ...(Object.keys(attrs).length > 0 && { attrs }),
      ...(content && { content }),
    } as T;
  }

  private references({ type, attrs }: ProseNode): Attributes {
    if (type !== "crossReference") return {};
    const named = (ids: unknown): unknown =>
      Array.isArray(ids)
        ? ids.map((id: unknown) => (typeof id === "string" ? this.of(id) : named(id)))
        : ids;
    return { targets: named(attrs?.targets), ranges: named(attrs?.ranges) };
  }
}
