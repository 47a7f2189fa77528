import type { Gone } from "#app/document/changes/index.ts";
import { goneText, nodeName } from "./change-sentences.ts";

interface GoneLook {
  readonly className: string;
  readonly title: string;
  /** The person who deleted it, and the time, in words. */
  readonly who: string;
  /** Whether it stands between blocks. */
  readonly isBlock: boolean;
  /** Whether it stands between the lines of a table. */
  readonly isLine: boolean;
}

/** The most letters that are drawn of one deletion. */
const MOST = 4_000;

/** Draws what is gone, struck through at its place; it can't be typed in and is never copied. */
export function goneWidget(gone: readonly Gone[], look: GoneLook): HTMLElement {
  const words = document.createElement("del");
  words.className = look.className;
  words.title = look.title;
  words.contentEditable = "false";
  words.setAttribute("role", "deletion");
  words.setAttribute("aria-label", `Deleted by ${look.who}: ${goneText(gone).slice(0, MOST)}`);
  let left = MOST;
  for (const one of gone) {
    if (left <= 0) break;
    if (one.is === "break") {
      words.append("¶");
      if (one !== gone.at(-1)) words.append(document.createElement("br"));
      continue;
    }
    const text = one.is === "letters" ? one.text : textOf(one);
    const shown = text.slice(0, left);
    words.append(one.is === "letters" ? styled(shown, one.attrs) : shown);
    left -= shown.length;
  }
  if (left <= 0) words.append("…");
  if (look.isLine) return inLine(words);
  if (!look.isBlock) return words;
  const block = document.createElement("div");
  block.className = "change-block";
  block.contentEditable = "false";
  block.append(words);
  return block;
}

function textOf(one: Extract<Gone, { is: "node" }>): string {
  return one.words === "" ? `[${nodeName(one.name)}]` : `[${nodeName(one.name)}: ${one.words}]`;
}

const TAGS: Readonly<Record<string, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  superscript: "sup",
  subscript: "sub",
};

/** Letters with the marks that they had. */
function styled(text: string, attrs: Readonly<Record<string, unknown>>): Node {
  let node: Node = document.createTextNode(text);
  for (const name of Object.keys(attrs)) {
    const tag = TAGS[name];
    if (!tag) continue;
    const outer = document.createElement(tag);
    outer.append(node);
    node = outer;
  }
  return node;
}

function inLine(element: HTMLElement): HTMLElement {
  const line = document.createElement("tr");
  const cell = document.createElement("td");
  line.contentEditable = "false";
  cell.colSpan = 100;
  cell.append(element);
  line.append(cell);
  return line;
}
