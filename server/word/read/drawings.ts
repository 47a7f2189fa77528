import { branchOf } from "./branch.ts";
import { childrenOf, isElement, textIn, type XmlElement } from "./xml.ts";

/** A drawing, a shape or an object, and the texts of its boxes. */
interface DescribedDrawing {
  readonly kind: "picture" | "drawing" | "object" | "equation";
  /** Its author's words about it. */
  readonly words: string;
  readonly boxes: readonly XmlElement[];
}

export function describedDrawing(element: XmlElement): DescribedDrawing {
  const boxes: XmlElement[] = [];
  const words: string[] = [];
  let kind: DescribedDrawing["kind"] = element.name === "w:object" ? "object" : "drawing";
  const visit = (at: XmlElement): void => {
    if (at.name === "w:txbxContent") {
      boxes.push(at);
      return;
    }
    if ((at.name === "pic:pic" || at.name === "v:imagedata") && kind === "drawing")
      kind = "picture";
    if (at.name === "wp:docPr" || at.name === "v:shape") {
      const said = at.attributes["descr"] ?? at.attributes["alt"] ?? at.attributes["title"] ?? "";
      if (said !== "") words.push(said);
    }
    if (at.name === "m:oMath") words.push(textIn(at));
    // Letters of a drawing, such as those of a diagram.
    if (at.name === "a:t" || at.name === "v:textpath")
      words.push(at.attributes["string"] ?? textIn(at));
    const inside = at.name === "mc:AlternateContent" ? childrenOf(branchOf(at)) : at.children;
    for (const node of inside) if (isElement(node)) visit(node);
  };
  visit(element);
  return { kind, words: words.join(" ").trim(), boxes };
}
