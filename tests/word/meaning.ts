import { referenceOf } from "#app/document/nodes/reference.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";

/** Blocks as a file can hold them: without ids and without who signs, references by what they print. */
export function meaning(content: readonly ProseNode[]): unknown {
  const { places } = drawnPage({ type: "doc", content });
  const said = (node: ProseNode): unknown => {
    const { id: _id, organization: _who, targets, ranges, ...attrs } = node.attrs ?? {};
    const prints =
      node.type === "crossReference" ? places.citationOf(referenceOf({ targets, ranges })) : null;
    return {
      type: node.type,
      text: node.text,
      marks: node.marks,
      ...attrs,
      prints,
      content: node.content?.map(said),
    };
  };
  return content.map(said);
}

/** The same, whatever references print. */
export function unprinted(content: readonly ProseNode[]): unknown {
  return JSON.parse(
    JSON.stringify(meaning(content), (name, value: unknown) => (name === "prints" ? null : value)),
  );
}

/**
 * A text as a file can say it: a field that this release does not know has no words to tell it by, and
 * words that are both above and below the line are above it.
 */
export function sayable(prose: ProseJSON): ProseJSON {
  const said = (node: ProseNode): ProseNode => {
    const isAbove = node.marks?.some(({ type }) => type === "superscript") ?? false;
    const isUnknown = node.attrs?.name === "unknown";
    return {
      ...node,
      ...(isUnknown ? { attrs: { name: "certifier" } } : {}),
      ...(isAbove ? { marks: node.marks?.filter(({ type }) => type !== "subscript") } : {}),
      ...(node.content ? { content: node.content.map(said) } : {}),
    } as ProseNode;
  };
  return canonicalProse({ ...prose, content: prose.content.map(said) });
}
