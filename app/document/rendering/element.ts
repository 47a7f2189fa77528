import type { Drawing } from "./drawing.ts";

/** An element of HTML; `content` is HTML already, attributes are escaped. */
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

/** What is drawn without being typed. */
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
  // The parser of HTML would drop it or turn it into another character.
  "\u0000": "\ufffd",
  "\r": "&#13;",
};

/** Text as it can stand in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- NUL is one of the characters that are escaped
  return text.replace(/[&<>"'\u0000\r]/g, (character) => ESCAPES[character] ?? "");
}
