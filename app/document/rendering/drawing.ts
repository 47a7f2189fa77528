import type { DOMOutputSpec } from "@tiptap/pm/model";

/**
 * How something that is not typed is drawn: an element with what stands in it. The first paint writes
 * it as HTML, the editor makes it into elements; both from the same drawing.
 */
export interface Drawing {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (Drawing | string)[];
}

export function drawnLine(words: string, attributes: Drawing["attributes"] = {}): Drawing {
  return { tag: "span", attributes: { class: "drawn-line", ...attributes }, content: [words] };
}

/** Several lines that belong together, such as an address. */
export function drawnPart(name: string, lines: readonly string[]): Drawing {
  return { tag: "div", attributes: { class: name }, content: lines.map((line) => drawnLine(line)) };
}

/** The drawing as ProseMirror takes it. */
export function specOf({ tag, attributes, content }: Drawing): DOMOutputSpec {
  return [
    tag,
    { ...attributes },
    ...content.map((part) => (typeof part === "string" ? part : specOf(part))),
  ];
}
