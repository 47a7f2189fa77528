import type { Node } from "@tiptap/pm/model";
import { blockShape } from "#app/document/nodes/kinds.ts";

/** A heading of the draft. */
interface OutlineEntry {
  /** The heading's block id; null where it has none yet. */
  readonly id: string | null;
  readonly level: number;
  readonly text: string;
}

/** The parts of the text that the margins show: its headings and its number of words. */
export interface DocumentOutline {
  readonly outline: readonly OutlineEntry[];
  readonly words: number;
}

/**
 * The start tags of generated content: fields, references, and the lines of captions and
 * signatures.
 */
const DRAWN = ["span data-field", "span data-reference", 'span class="drawn-line'];
/** Tags that end a word without a space. */
const BREAKS: ReadonlySet<string> = new Set("/p /h2 /h3 /h4 /h5 /blockquote /td /th br".split(" "));

/**
 * The outline from the HTML of the first paint (proseToHtml), so that it is shown before any script
 * runs. One pass over the tags: the regular expressions used before were quadratic in long texts.
 */
export function outlineOfHtml(html: string): DocumentOutline {
  const outline: OutlineEntry[] = [];
  const typed: string[] = [];
  let heading: {
    readonly tag: string;
    readonly id: string | null;
    readonly text: string[];
  } | null = null;
  let isFirst = true;
  for (const piece of html.split("<")) {
    const end = isFirst ? -1 : piece.indexOf(">");
    const tag = piece.slice(0, Math.max(0, end));
    const text = piece.slice(end + 1);
    isFirst = false;
    const name = tag.split(" ", 1)[0] ?? "";
    if (BREAKS.has(name)) typed.push(" ");
    typed.push(DRAWN.some((drawn) => tag.startsWith(drawn)) ? " " : text);
    if (heading && name === `/${heading.tag}`) {
      const words = plain(heading.text.join(""));
      const level = Number(heading.tag[1]) - 1;
      if (words !== "") outline.push({ id: heading.id, level, text: words });
      heading = null;
    } else if (heading) heading.text.push(text);
    else if (/^h[2-5]$/u.test(name)) {
      heading = { tag: name, id: attributeIn(tag, "data-id"), text: [text] };
    }
  }
  return { outline, words: countWords(plain(typed.join(""))) };
}

function attributeIn(tag: string, name: string): string | null {
  const start = tag.indexOf(` ${name}="`);
  if (start === -1) return null;
  const from = start + name.length + 3;
  return tag.slice(from, tag.indexOf('"', from));
}

/** The headings and the number of words of an editor's document. */
export function outlineOf(document: Node): DocumentOutline {
  const outline: OutlineEntry[] = [];
  let words = 0;
  document.descendants((node) => {
    if (node.type.name !== "block") return true;
    words += wordCountOf(node);
    const { kind, level } = blockShape(node.attrs);
    const text = kind === "heading" ? node.textContent.trim() : "";
    if (text !== "") outline.push({ id: idOf(node), level, text });
    return false;
  });
  return { outline, words };
}

/** Whether two outlines are equal, so that nothing needs rendering. */
export function isSameOutline(one: DocumentOutline, other: DocumentOutline): boolean {
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

/** Cached by node: blocks that nobody touched are the same nodes as before. */
function wordCountOf(block: Node): number {
  const known = counted.get(block);
  if (known !== undefined) return known;
  const words = countWords(block.textBetween(0, block.content.size, " ", " "));
  counted.set(block, words);
  return words;
}

/** Each Han character and kana is one, as word processors count them. */
function countWords(text: string): number {
  return (
    text.match(/[\p{scx=Han}\p{scx=Kana}]|[\p{L}\p{N}][^\s\p{scx=Han}\p{scx=Kana}]*/gu)?.length ?? 0
  );
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

/** Decodes the text between tags. */
function plain(html: string): string {
  return html
    .replace(/&(?:amp|lt|gt|quot|#39|#13);/gu, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
