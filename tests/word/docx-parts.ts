import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

/** An element of a part, with the prefixes that it is written with. */
export interface PartElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (PartElement | string)[];
}

/** The parts of a file by path; those that are XML as their root elements. */
export type DocxParts = ReadonlyMap<string, PartElement>;

export function partsOf(bytes: Uint8Array): DocxParts {
  const files = Object.entries(unzipSync(bytes));
  return new Map(files.map(([path, content]) => [path, parsed(strFromU8(content))]));
}

export function parsed(written: string): PartElement {
  const root: PartElement = { name: "", attributes: {}, children: [] };
  const open = [{ element: root, children: [] as (PartElement | string)[] }];
  const parser = new SaxesParser();
  const text = (words: string) => open.at(-1)?.children.push(words);
  parser.on("opentag", ({ name, attributes }) => {
    const children: (PartElement | string)[] = [];
    const element = { name, attributes: { ...attributes }, children };
    open.at(-1)?.children.push(element);
    open.push({ element, children });
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", text);
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(written).close();
  const [found] = (open[0]?.children ?? []).filter((child) => typeof child !== "string");
  if (found === undefined) throw new Error("a part has no element");
  return found;
}

export function elementsIn({ children }: PartElement): PartElement[] {
  return children.filter((child) => typeof child !== "string");
}

/** All elements in it with this name, itself too, as they are written. */
export function allIn(element: PartElement, name: string): PartElement[] {
  const inner = elementsIn(element).flatMap((child) => allIn(child, name));
  return element.name === name ? [element, ...inner] : inner;
}

export function childIn(element: PartElement | undefined, name: string): PartElement | undefined {
  return element === undefined ? undefined : elementsIn(element).find((one) => one.name === name);
}

export function partIn(parts: DocxParts, path: string): PartElement {
  const part = parts.get(path);
  if (part === undefined) throw new Error(`the file has no ${path}`);
  return part;
}

export const bodyIn = (parts: DocxParts): PartElement => {
  const body = childIn(partIn(parts, "word/document.xml"), "w:body");
  if (body === undefined) throw new Error("the document has no body");
  return body;
};

const SIGNS: Readonly<Record<string, string>> = {
  "w:tab": "\t",
  "w:noBreakHyphen": "\u2011",
  "w:softHyphen": "\u00ad",
  "w:br": "\n",
};

/** The words of an element: those that stand there now, or with those that were deleted. */
export function textOfPart(element: PartElement, withDeleted = false): string {
  const { name, children } = element;
  if (name === "w:pPr" || name === "w:rPr" || name === "w:instrText") return "";
  if (!withDeleted && name === "w:del") return "";
  if (name === "w:t" || name === "w:delText") return children.join("");
  if (name === "w:br" && element.attributes["w:type"] === "page") return "\f";
  const own = SIGNS[name];
  if (own !== undefined) return own;
  return elementsIn(element)
    .map((child) => textOfPart(child, withDeleted))
    .join("");
}

/** Reads `w:val` of a child with this name. */
export function valueIn(element: PartElement | undefined, name: string): string | undefined {
  return childIn(element, name)?.attributes["w:val"];
}

export function paragraphsOf(element: PartElement): PartElement[] {
  return allIn(element, "w:p");
}

export function styleIn(paragraph: PartElement): string | undefined {
  return valueIn(childIn(paragraph, "w:pPr"), "w:pStyle");
}
