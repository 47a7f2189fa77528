import {
  CODE_BOOKMARK_PREFIX,
  CODE_PROPERTY,
  codeInLine,
  isFileCode,
  KEY_PREFIX,
  TABLE_KEY_PREFIX,
} from "#app/document/word/code.ts";
import type { PackageParts } from "./package.ts";
import { childrenOf, isElement, textIn, type XmlElement } from "./xml.ts";

/** Signs that a file was made here. */
interface FileCode {
  readonly code: string | null;
  /** Whether any block has a key. */
  readonly hasKeys: boolean;
}

/**
 * The code of a file from whichever of its four places is left: the property, the custom XML part, the
 * bookmark, the footer's line (W6).
 */
export function fileCodeIn(parts: PackageParts): FileCode {
  const names = bookmarkNames(parts.document);
  const marked = names.find((name) => name.startsWith(CODE_BOOKMARK_PREFIX));
  const code = [
    propertyIn(parts.customProperties),
    ...parts.custom.map((root) => (root.name === "cd:file" ? root.attributes["code"] : undefined)),
    marked?.slice(CODE_BOOKMARK_PREFIX.length),
    ...[...parts.footers, ...parts.headers].map((part) => codeInLine(pageText(part))),
  ].find(isFileCode);
  const hasKeys = names.some(
    (name) => name.startsWith(KEY_PREFIX) || name.startsWith(TABLE_KEY_PREFIX),
  );
  return { code: code ?? null, hasKeys };
}

function propertyIn(root: XmlElement | null): string | undefined {
  const property = childrenOf(root, "cust:property").find(
    ({ attributes }) => attributes["name"] === CODE_PROPERTY,
  );
  return property === undefined ? undefined : textIn(property).trim();
}

function bookmarkNames(root: XmlElement): string[] {
  const names: string[] = [];
  const visit = (element: XmlElement) => {
    if (element.name === "w:bookmarkStart") names.push(element.attributes["w:name"] ?? "");
    for (const node of element.children) if (isElement(node)) visit(node);
  };
  visit(root);
  return names;
}

/** The words of a header or footer, a line for each paragraph. */
export function pageText(element: XmlElement): string {
  let words = "";
  for (const node of element.children) {
    if (!isElement(node)) continue;
    if (node.name === "w:t") words += textIn(node);
    else if (node.name === "w:tab") words += "\t";
    else if (node.name !== "mc:Fallback") words += pageText(node);
    if (node.name === "w:p") words += "\n";
  }
  return words;
}
