import { childrenOf, isElement, type XmlElement } from "./xml.ts";
import { branchOf } from "./branch.ts";

/** A field by its code, such as ` REF _Ref12 \r \h `. */
export interface FieldCode {
  /** "REF", "HYPERLINK", "DOCPROPERTY"; empty for none. */
  readonly name: string;
  /** Follows the name, in quotes or without. */
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
  const visit = (element: XmlElement, story: OpenStory): void => {
    if (element.name === "w:fldChar") {
      sign(element, story, whole);
      return;
    }
    const inner = element.name === "w:txbxContent" ? { open: [], deeper: 0 } : story;
    const children =
      element.name === "mc:AlternateContent" ? childrenOf(branchOf(element)) : element.children;
    for (const node of children) if (isElement(node)) visit(node, inner);
  };
  visit(root, { open: [], deeper: 0 });
  return whole;
}

/** Fields in each other's code or result; deeper ones are none, and cost nothing. */
const MOST_NESTED = 50;

interface OpenStory {
  readonly open: BegunField[];
  /** How many fields are open beyond those. */
  deeper: number;
}

function sign(element: XmlElement, story: OpenStory, whole: Set<XmlElement>): void {
  const { open } = story;
  const top = open.at(-1);
  switch (element.attributes["w:fldCharType"]) {
    case "begin":
      if (open.length < MOST_NESTED) open.push({ begin: element, separate: null });
      else story.deeper += 1;
      return;
    case "separate":
      if (story.deeper === 0 && top?.separate === null) top.separate = element;
      return;
    case "end":
      if (story.deeper > 0) {
        story.deeper -= 1;
        return;
      }
      if (top === undefined) return;
      open.pop();
      whole.add(top.begin).add(element);
      if (top.separate !== null) whole.add(top.separate);
  }
}

interface BegunField {
  readonly begin: XmlElement;
  separate: XmlElement | null;
}
