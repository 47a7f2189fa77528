import { Node } from "@tiptap/core";
import { escapeHtml } from "#app/document/rendering/element.ts";
import { textRuns } from "#app/document/rendering/typst/text-runs.ts";
import type { HtmlRenderers, PlainTextRenderers, TypstInlineRenderers } from "./renderers.ts";

/** Text with the same marks throughout. */
export const schema = Node.create({ name: "text", group: "inline" });

export const toHtml: HtmlRenderers["text"] = ({ text }) => escapeHtml(text);
export const toPlainText: PlainTextRenderers["text"] = ({ text }) => text;
export const toTypst: TypstInlineRenderers["text"] = ({ text, marks }, { print, place, room }) =>
  textRuns(print(text, place), marks ?? [], room);
