import { childrenOf, isElement, type XmlElement } from "./xml.ts";
import { branchOf } from "./branch.ts";

/** A field by its code, such as ` REF _Ref12 \r \h `. */
export interface FieldCode {
  /** "REF", "HYPERLINK", "DOCPROPERTY"; empty for none. */
  readonly name: string;
  /** What follows the name, in quotes or without. */
  readonly argument: string;
  /** Lower case, without the backslash. */
  readonly switches: ReadonlySet<string>;
}

const LONGEST_CODE = 2_000;

export function fieldCode(written: string): FieldCode {
  const words = written.slice(0, LONGEST_CODE).match(/"[^"]*"|[^\s"]+/gu) ?? [];
  const [name = "", ...rest] = words;
  const switches = new Set<string>();
  let argument = "";
  for (const word of rest) {
    if (word.startsWith("\\")) switches.add(word.slice(1).toLowerCase());
    else if (argument === "") argument = word.replaceAll('"', "");
  }
  return { name: name.toUpperCase(), argument, switches };
}

/** Whether a field prints the number of the paragraph that its bookmark is in. */
export function namesNumber({ name, switches }: FieldCode): boolean {
  return name === "REF" && ["r", "n", "w"].some((one) => switches.has(one));
}

/**
 * The parts of all fields of a text that begin and end: what is left open would swallow the rest of it.
 * Those in text boxes are a text of their own.
 */
export function wholeFields(root: XmlElement): ReadonlySet<XmlElement> {
  const whole = new Set<XmlElement>();
  const visit = (element: XmlElement, open: OpenField[]): void => {
    if (element.name === "w:fldChar") {
      const type = element.attributes["w:fldCharType"];
      if (type === "begin") open.push({ begin: element, separate: null });
      const top = open.at(-1);
      if (type === "separate" && top?.separate === null) top.separate = element;
      if (type === "end" && top !== undefined) {
        open.pop();
        whole.add(top.begin).add(element);
        if (top.separate !== null) whole.add(top.separate);
      }
      return;
    }
    const inner = element.name === "w:txbxContent" ? [] : open;
    const children =
      element.name === "mc:AlternateContent" ? childrenOf(branchOf(element)) : element.children;
    for (const node of children) if (isElement(node)) visit(node, inner);
  };
  visit(root, []);
  return whole;
}

interface OpenField {
  readonly begin: XmlElement;
  separate: XmlElement | null;
}
