import type { DOMOutputSpec } from "@tiptap/pm/model";

/**
 * How generated content is rendered: an element with its content. The first paint writes it as
 * HTML, and the editor creates elements from it.
 */
export interface Drawing {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (Drawing | string)[];
}

export function lineDrawing(words: string, attributes: Drawing["attributes"] = {}): Drawing {
  return { tag: "span", attributes: { class: "drawn-line", ...attributes }, content: [words] };
}

/** Lines that belong together, such as an address. */
export function partDrawing(name: string, lines: readonly string[]): Drawing {
  return {
    tag: "div",
    attributes: { class: name },
    content: lines.map((line) => lineDrawing(line)),
  };
}

/** As ProseMirror's DOMOutputSpec. */
export function specOf({ tag, attributes, content }: Drawing): DOMOutputSpec {
  return [
    tag,
    { ...attributes },
    ...content.map((part) => (typeof part === "string" ? part : specOf(part))),
  ];
}
