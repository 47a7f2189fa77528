import type { RawItem } from "./raw.ts";
import { child, numberIn, textIn, valueOf, type XmlElement } from "./xml.ts";

/** Unseen elements, besides properties and ranges. */
const UNSHOWN = new Set([
  "w:proofErr",
  "w:permStart",
  "w:permEnd",
  "w:bookmarkEnd",
  "w:lastRenderedPageBreak",
  "w:annotationRef",
  "w:separator",
  "w:continuationSeparator",
]);

/** Whether an element holds nothing that is read. */
export function isUnread(name: string): boolean {
  return UNSHOWN.has(name) || (name.startsWith("w:") && /(?:Pr|RangeStart|RangeEnd)$/u.test(name));
}

/** Without `xml:space` Word drops the blanks at both ends. */
export function writtenText(element: XmlElement): string {
  const text = textIn(element).replaceAll(/\r\n?|\n/gu, " ");
  if (element.attributes["xml:space"] === "preserve") return text;
  let end = text.length;
  while (end > 0 && " \t".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^[ \t]+/u, "");
}

/** A form control that somebody put there; Google Docs wraps what it likes in some of its own. */
export function isTold(control: XmlElement): boolean {
  const properties = child(control, "w:sdtPr");
  return !(valueOf(properties, "w:tag") ?? "").startsWith("goog_rdk_");
}

/** The anchors of bookmarks and comments. */
export function anchorOf({ name, attributes }: XmlElement): RawItem[] {
  if (name === "w:bookmarkStart") {
    const bookmark = attributes["w:name"];
    return bookmark === undefined ? [] : [{ type: "bookmark", name: bookmark }];
  }
  const end = ENDS[name];
  const id = numberIn(attributes["w:id"]);
  return end === undefined || id === null ? [] : [{ type: "comment", end, id }];
}

const ENDS: Readonly<Record<string, "from" | "to" | "at">> = {
  "w:commentRangeStart": "from",
  "w:commentRangeEnd": "to",
  "w:commentReference": "at",
};
