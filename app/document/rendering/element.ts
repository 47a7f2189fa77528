import type { Drawing } from "./drawing.ts";

/** An HTML element; `content` is HTML already, attributes are escaped. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  content: string,
): string {
  return `${startTag(tag, attributes)}${content}</${tag}>`;
}

export function startTag(tag: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  return `<${tag}${written.join("")}>`;
}

/** Generated content as HTML. */
export function drawingHtml({ tag, attributes, content }: Drawing): string {
  const inner = content.map((part) =>
    typeof part === "string" ? escapeHtml(part) : drawingHtml(part),
  );
  return element(tag, attributes, inner.join(""));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // An HTML parser would drop these or change them.
  "\u0000": "\ufffd",
  "\r": "&#13;",
};

/** Escapes text for HTML, including attributes. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- NUL is one of the escaped characters
  return text.replace(/[&<>"'\u0000\r]/g, (character) => ESCAPES[character] ?? "");
}
