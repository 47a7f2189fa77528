import { CODE_NAMESPACE } from "#app/document/word/code.ts";
import { SaxesParser } from "saxes";
import type { ReadingClock, WordReadingLimits } from "./limits.ts";
import { RefusedWordFile } from "./refusal.ts";

/** An element with its names by the usual prefixes, whichever prefixes the file declares. */
export interface XmlElement {
  /** "w:p"; of a namespace that is not known here, "?:name". */
  readonly name: string;
  /** "w:val"; without a prefix where the file has none. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

type XmlNode = XmlElement | string;

const OFFICE = ["http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"];
const MICROSOFT = "http://schemas.microsoft.com/office/word/";

/** Each in its first ("transitional") and its later ("strict") spelling. */
const PREFIXES = new Map<string, string>([
  ...both("wordprocessingml/2006/main", "wordprocessingml/main", "w"),
  ...both("officeDocument/2006/relationships", "officeDocument/relationships", "r"),
  ...both("officeDocument/2006/math", "officeDocument/math", "m"),
  ...both("drawingml/2006/main", "drawingml/main", "a"),
  ...both("drawingml/2006/picture", "drawingml/picture", "pic"),
  ...both("drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing", "wp"),
  ...both("drawingml/2006/chart", "drawingml/chart", "c"),
  ...both("drawingml/2006/diagram", "drawingml/diagram", "dgm"),
  ...both("officeDocument/2006/custom-properties", "officeDocument/customProperties", "cust"),
  ...both("officeDocument/2006/docPropsVTypes", "officeDocument/docPropsVTypes", "vt"),
  ["http://schemas.openxmlformats.org/package/2006/relationships", "rel"],
  ["http://schemas.openxmlformats.org/package/2006/content-types", "ct"],
  ["http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"],
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"],
  ["urn:schemas-microsoft-com:vml", "v"],
  ["urn:schemas-microsoft-com:office:office", "o"],
  [`${MICROSOFT}2010/wordml`, "w14"],
  [`${MICROSOFT}2012/wordml`, "w15"],
  [`${MICROSOFT}2018/wordml/cex`, "w16cex"],
  [`${MICROSOFT}2016/wordml/cid`, "w16cid"],
  [`${MICROSOFT}2023/wordml/word16du`, "w16du"],
  [`${MICROSOFT}2010/wordprocessingShape`, "wps"],
  [`${MICROSOFT}2010/wordprocessingGroup`, "wpg"],
  [`${MICROSOFT}2010/wordprocessingCanvas`, "wpc"],
  [CODE_NAMESPACE, "cd"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
]);

function both(first: string, later: string, prefix: string): [string, string][] {
  return [
    [`${OFFICE[0]}${first}`, prefix],
    [`${OFFICE[1]}${later}`, prefix],
  ];
}

/** Bounds the cost of a file's parts together. */
export class XmlBudget {
  readonly limits: WordReadingLimits;
  readonly clock: ReadingClock;
  #elements = 0;

  constructor(limits: WordReadingLimits, clock: ReadingClock) {
    this.limits = limits;
    this.clock = clock;
  }

  count(): void {
    this.#elements += 1;
    if (this.#elements > this.limits.elements) throw new RefusedWordFile("too-many-elements");
  }
}

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/** Characters that go to the parser at once; the time is looked at between. */
const PIECE = 256 * 1024;

const NO_ATTRIBUTES: XmlElement["attributes"] = Object.freeze(Object.create(null));
const NO_CHILDREN: readonly XmlNode[] = Object.freeze([]);

/** Revision-save ids and theme hints: a third of Word's attributes, and never read. */
const UNREAD_ATTRIBUTE = /^(?:rsid|xmlns|ascii|hAnsi|eastAsia|cs)/u;

/**
 * The root element of a part. Throws RefusedWordFile where it is not well-formed, declares a DOCTYPE or
 * costs more than its file may.
 */
export function parseXml(bytes: Uint8Array, budget: XmlBudget): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  parser.on("error", () => {
    throw new RefusedWordFile("damaged");
  });
  parser.on("doctype", () => {
    throw new RefusedWordFile("declares-entities");
  });
  parser.on("opentag", (tag) => {
    budget.count();
    if (open.length >= budget.limits.depth) throw new RefusedWordFile("too-deep");
    let attributes: Record<string, string> | null = null;
    for (const { prefix, local, uri, value } of Object.values(tag.attributes)) {
      if (
        prefix === "xmlns" ||
        (prefix !== "" && UNREAD_ATTRIBUTE.test(local) && local !== "ascii")
      )
        continue;
      attributes ??= Object.create(null) as Record<string, string>;
      attributes[prefix === "" ? local : named(uri, local)] = value;
    }
    const element: OpenElement = {
      name: named(tag.uri, tag.local),
      attributes: attributes ?? NO_ATTRIBUTES,
      children: tag.isSelfClosing ? (NO_CHILDREN as XmlNode[]) : [],
    };
    const around = open.at(-1);
    if (around) around.children.push(element);
    else root = element;
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (text: string) => {
    const around = open.at(-1);
    if (around === undefined) return;
    // Between elements it is only the file's layout.
    if (around.name !== "w:t" && around.name !== "w:delText" && !/\S/u.test(text)) return;
    around.children.push(text);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  const xml = decoded(bytes);
  for (let at = 0; at < xml.length; at += PIECE) {
    budget.clock.check();
    parser.write(xml.slice(at, at + PIECE));
  }
  parser.close();
  if (root === null) throw new RefusedWordFile("damaged");
  return root;
}

function named(uri: string, local: string): string {
  return `${PREFIXES.get(uri) ?? "?"}:${local}`;
}

/** Office writes UTF-8, and reads UTF-16 too. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new RefusedWordFile("damaged");
  }
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== "string";
}

/** The first child with this name. */
export function child(element: XmlElement | null | undefined, name: string): XmlElement | null {
  for (const node of element?.children ?? NO_CHILDREN) {
    if (isElement(node) && node.name === name) return node;
  }
  return null;
}

export function childrenOf(element: XmlElement | null, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of element?.children ?? NO_CHILDREN) {
    if (isElement(node) && (name === undefined || node.name === name)) found.push(node);
  }
  return found;
}

/** `w:val` of an element or of its child with this name; null where there is none. */
export function valueOf(element: XmlElement | null, name?: string): string | null {
  const at = name === undefined ? element : child(element, name);
  return at?.attributes["w:val"] ?? at?.attributes["val"] ?? null;
}

/** A whole number among an element's attributes; null where it is none. */
export function numberIn(value: string | null | undefined): number | null {
  if (value === null || value === undefined || !/^-?\d{1,9}$/u.test(value)) return null;
  return Number(value);
}

/** The text inside an element. */
export function textIn(element: XmlElement): string {
  let text = "";
  for (const node of element.children) text += isElement(node) ? textIn(node) : node;
  return text;
}
