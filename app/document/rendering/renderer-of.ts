import type { ProseNode } from "#app/document/prose.ts";
import type { Renderers } from "#app/document/nodes/renderers.ts";

/**
 * Finds the renderer of a node. Undefined for a node that the table does not cover or this release
 * does not know: JSON of a newer release may contain one.
 */
export function rendererOf<Nodes, Context, Result>(
  renderers: Renderers<Nodes, Context, Result>,
  node: ProseNode,
): ((node: ProseNode, context: Context) => Result) | undefined {
  if (!Object.hasOwn(renderers, node.type)) return undefined;
  // A renderer found by a node's type takes that node; TypeScript can't express the relation.
  return renderers[node.type as keyof Nodes] as unknown as (
    node: ProseNode,
    context: Context,
  ) => Result;
}
