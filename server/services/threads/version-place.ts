import type { VersionPlace } from "#app/domain/margin/place.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { legalSchema } from "#app/document/schema.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";

/**
 * Whether the place is one in that version of the document: exact for ever, so it is checked once (M4).
 */
export async function checkVersionPlace(
  resources: Pick<Resources, "database" | "log">,
  documentId: string,
  place: VersionPlace,
): Promise<Outcome<void>> {
  const content = await contentOf(resources, documentId, place.versionId);
  if (!content.ok) {
    return content.refusal.code === "not-found" ? refuse("bad-input", NO_SUCH_PLACE) : content;
  }
  const { blockId, fromOffset, toOffset, toBlockId } = place;
  const sizes = blockSizes(content.value.prose.content);
  const [first, last] = [sizes.get(blockId), sizes.get(toBlockId ?? blockId)];
  const isThere =
    first !== undefined &&
    last !== undefined &&
    fromOffset <= first.size &&
    toOffset <= last.size &&
    (first === last ? fromOffset <= toOffset : first.order < last.order);
  return isThere ? done() : refuse("bad-input", NO_SUCH_PLACE);
}

interface BlockSize {
  readonly order: number;
  /** Of its content, as ProseMirror counts. */
  readonly size: number;
}

/** The blocks of a text by their ids, in order. */
function blockSizes(content: readonly ProseNode[]): Map<string, BlockSize> {
  const sizes = new Map<string, BlockSize>();
  const measure = (node: ProseNode): number => {
    if (node.text !== undefined) return node.text.length;
    const order = sizes.size;
    const id = node.attrs?.["id"];
    // Before what it holds, such as a footnote's blocks.
    if (typeof id === "string") sizes.set(id, { order, size: 0 });
    let size = 0;
    for (const child of node.content ?? []) size += measure(child);
    if (typeof id === "string") sizes.set(id, { order, size });
    return legalSchema().nodes[node.type]?.isLeaf ? 1 : size + 2;
  };
  for (const node of content) measure(node);
  return sizes;
}

const NO_SUCH_PLACE =
  "This place is not in that version of the text. Nothing was sent; copy your words if you need them, load the page again, and select the words once more.";
