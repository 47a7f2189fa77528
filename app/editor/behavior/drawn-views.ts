import type { Node } from "@tiptap/pm/model";
import type { Decoration, NodeView } from "@tiptap/pm/view";
import type { Drawing } from "#app/document/rendering/drawing.ts";

/** The rendering of a node as JSON, for quick comparison, in its decoration's spec. */
export interface DrawnSpec {
  readonly drawnAs: string;
}

/**
 * A node view for nodes without typed content, updated when the decoration's drawing changes. Plain
 * elements, since a document has hundreds of them.
 * @param plain the drawing where there is no decoration.
 */
export function drawnView(
  plain: (node: Node) => Drawing,
): (node: Node, view: unknown, place: unknown, decorations: readonly Decoration[]) => NodeView {
  return (node, _view, _place, decorations) => {
    let drawing = drawingFor(node, decorations);
    const dom = document.createElement(drawing.tag);
    fill(dom, drawing);

    function drawingFor(of: Node, from: readonly Decoration[]): Drawing {
      for (const { spec } of from) {
        const { drawnAs } = spec as Partial<DrawnSpec>;
        if (drawnAs !== undefined) return JSON.parse(drawnAs) as Drawing;
      }
      return plain(of);
    }

    return {
      dom,
      update(now, nowDecorated) {
        if (now.type !== node.type) return false;
        const next = drawingFor(now, nowDecorated);
        if (JSON.stringify(next) === JSON.stringify(drawing)) return true;
        if (next.tag !== drawing.tag) return false;
        for (const name of Object.keys(drawing.attributes)) {
          if (!(name in next.attributes)) dom.removeAttribute(name);
        }
        drawing = next;
        fill(dom, drawing);
        return true;
      },
      ignoreMutation: (mutation) => mutation.type !== "selection",
    };
  };
}

function fill(element: HTMLElement, { attributes, content }: Drawing): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.replaceChildren(
    ...content.map((part) => {
      if (typeof part === "string") return part;
      const inner = document.createElement(part.tag);
      fill(inner, part);
      return inner;
    }),
  );
}
