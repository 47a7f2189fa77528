import { Mark } from "@tiptap/core";
import type { ParseRule } from "@tiptap/pm/model";
import { isSafeAddress } from "#app/domain/links.ts";

/** The marks of legal text, outermost first. Versions drop all others. */
export const LEGAL_MARKS = [
  "link",
  "bold",
  "italic",
  "underline",
  "smallCaps",
  "superscript",
  // Added by schema 3; the other marks keep the order of older versions' HTML.
  "subscript",
  "strike",
] as const;
export type LegalMark = (typeof LEGAL_MARKS)[number];

export function isLegalMark(name: unknown): name is LegalMark {
  return LEGAL_MARKS.some((mark) => mark === name);
}

/** How a mark is rendered, by the editor and the first paint alike. */
export function markElement(
  name: LegalMark,
  attributes: Readonly<Record<string, unknown>> = {},
): { readonly tag: string; readonly attributes: Readonly<Record<string, string>> } {
  switch (name) {
    case "link": {
      const rel = "noopener noreferrer";
      const href = attributes.href;
      // A disallowed address can only come over the socket; its text stays readable.
      return { tag: "a", attributes: isSafeAddress(href) ? { href, rel } : { rel } };
    }
    case "bold":
      return { tag: "strong", attributes: {} };
    case "italic":
      return { tag: "em", attributes: {} };
    case "underline":
      return { tag: "u", attributes: {} };
    case "smallCaps":
      return { tag: "span", attributes: { "data-small-caps": "" } };
    case "superscript":
      return { tag: "sup", attributes: {} };
    case "subscript":
      return { tag: "sub", attributes: {} };
    case "strike":
      return { tag: "s", attributes: {} };
  }
}

/** A link to an address with a safe protocol. Text typed at its end is not part of it. */
const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes() {
    return {
      // Checked when rendering and when a version is read, like a block's attributes.
      href: { default: null },
    };
  },
  parseHTML() {
    return [
      {
        tag: "a[href]",
        getAttrs: (element) => (isSafeAddress(element.getAttribute("href")) ? null : false),
      },
    ];
  },
  renderHTML({ mark }) {
    const { tag, attributes } = markElement("link", mark.attrs);
    return [tag, { ...attributes }, 0];
  },
});

function plainMark(name: Exclude<LegalMark, "link">, rules: readonly ParseRule[]) {
  return Mark.create({
    name,
    parseHTML: () => rules,
    renderHTML: () => {
      const { tag, attributes } = markElement(name);
      return [tag, { ...attributes }, 0];
    },
  });
}

const Bold = plainMark("bold", [
  { tag: "strong" },
  // Google Docs wraps everything it copies in a <b> of normal weight.
  { tag: "b", getAttrs: (element) => (element.style.fontWeight === "normal" ? false : null) },
  { style: "font-weight=400", clearMark: (mark) => mark.type.name === "bold" },
  { style: "font-weight=normal", clearMark: (mark) => mark.type.name === "bold" },
  {
    style: "font-weight",
    getAttrs: (weight) => (/^(bold(er)?|[6-9]\d\d)$/.test(weight) ? null : false),
  },
]);

const Italic = plainMark("italic", [
  { tag: "em" },
  { tag: "i", getAttrs: (element) => (element.style.fontStyle === "normal" ? false : null) },
  { style: "font-style=normal", clearMark: (mark) => mark.type.name === "italic" },
  { style: "font-style=italic" },
]);

const Underline = plainMark("underline", [
  { tag: "u" },
  { style: "text-decoration", consuming: false, getAttrs: isUnderline },
  { style: "text-decoration-line", consuming: false, getAttrs: isUnderline },
]);

const SmallCaps = plainMark("smallCaps", [
  { tag: "span[data-small-caps]" },
  { style: "font-variant=small-caps" },
  { style: "font-variant-caps=small-caps" },
]);

const Superscript = plainMark("superscript", [{ tag: "sup" }, { style: "vertical-align=super" }]);

const Subscript = plainMark("subscript", [{ tag: "sub" }, { style: "vertical-align=sub" }]);

const Strike = plainMark("strike", [
  { tag: "s" },
  { tag: "del" },
  { tag: "strike" },
  { style: "text-decoration", consuming: false, getAttrs: isStruckOut },
  { style: "text-decoration-line", consuming: false, getAttrs: isStruckOut },
]);

function isStruckOut(decoration: string) {
  return decoration.includes("line-through") ? null : false;
}

function isUnderline(decoration: string) {
  return decoration.includes("underline") ? null : false;
}

export const marks = [Link, Bold, Italic, Underline, SmallCaps, Superscript, Subscript, Strike];
