import type { Node } from "@tiptap/pm/model";
import { blockShape } from "~/prose/kinds";

/** A heading of the draft. */
export interface OutlineEntry {
  /** The heading's block id; null where it has none yet. */
  readonly id: string | null;
  readonly level: number;
  readonly text: string;
}

/** What the margins tell of the text: its headings, and how many words it has. */
export interface TextFacts {
  readonly outline: readonly OutlineEntry[];
  readonly words: number;
}

/** What nobody has typed: fields, references, and the lines of captions and signature blocks. */
const DRAWN = /<span (?:data-field|data-reference|class="drawn-line)[^>]*>[^<]*<\/span>/gu;

const HEADING = /<h([2-5])\b([^>]*)>(.*?)<\/h\1>/gsu;

/**
 * The same from the HTML of the first paint (app/prose's proseToHtml), so that the outline stands
 * beside the text before any script runs.
 */
export function textFactsOfHtml(html: string): TextFacts {
  const outline = [...html.matchAll(HEADING)]
    .map(([, level, attributes = "", content = ""]) => ({
      id: /\bdata-id="([^"]*)"/u.exec(attributes)?.[1] ?? null,
      level: Number(level) - 1,
      text: plain(content),
    }))
    .filter(({ text }) => text !== "");
  const typed = html.replace(DRAWN, " ");
  const text = plain(typed.replace(/<\/(?:p|h[2-5]|blockquote|td|th)>|<br[^>]*>/gu, " "));
  return { outline, words: wordsIn(text) };
}

/** The headings and the number of words of an editor's document. */
export function textFactsOf(document: Node): TextFacts {
  const outline: OutlineEntry[] = [];
  let words = 0;
  document.descendants((node) => {
    if (node.type.name !== "block") return true;
    words += wordsOf(node);
    const { kind, level } = blockShape(node.attrs);
    const text = kind === "heading" ? node.textContent.trim() : "";
    if (text !== "") outline.push({ id: idOf(node), level, text });
    return false;
  });
  return { outline, words };
}

/** Whether both say the same, so that nothing need be drawn anew. */
export function sameTextFacts(one: TextFacts, other: TextFacts): boolean {
  return (
    one.words === other.words &&
    one.outline.length === other.outline.length &&
    one.outline.every((entry, index) => {
      const same = other.outline[index];
      return entry.id === same?.id && entry.level === same.level && entry.text === same.text;
    })
  );
}

const counted = new WeakMap<Node, number>();

/** Blocks that nobody has touched are the same nodes as before, and are not counted again. */
function wordsOf(block: Node): number {
  const known = counted.get(block);
  if (known !== undefined) return known;
  const words = wordsIn(block.textBetween(0, block.content.size, " ", " "));
  counted.set(block, words);
  return words;
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

function idOf(block: Node): string | null {
  const id: unknown = block.attrs.id;
  return typeof id === "string" ? id : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#13;": " ",
};

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/gu, "")
    .replace(/&(?:amp|lt|gt|quot|#39|#13);/gu, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
