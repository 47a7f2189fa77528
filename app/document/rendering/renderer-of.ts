import type { ProseNode } from "#app/document/prose.ts";
import type { Renderers } from "#app/document/nodes/renderers.ts";

/**
 * The renderer of a node among these. Undefined for a node that does not stand there, or that this
 * release does not know: JSON of a newer one may hold it.
 */
export function rendererOf<Nodes, Context, Result>(
  renderers: Renderers<Nodes, Context, Result>,
  node: ProseNode,
): ((node: ProseNode, context: Context) => Result) | undefined {
  if (!Object.hasOwn(renderers, node.type)) return undefined;
  // A Record's renderer takes the node that it is found by; TypeScript can't tell the two together.
  return renderers[node.type as keyof Nodes] as unknown as (
    node: ProseNode,
    context: Context,
  ) => Result;
}
