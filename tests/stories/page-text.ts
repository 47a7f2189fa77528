/**
 * Readings in the page. Each function runs there, by itself: it may use nothing of this file.
 */

/** A text as somebody reads it: each block's words, and the same with its formats. */
export interface Reading {
  readonly words: readonly string[];
  readonly formatted: readonly string[];
}

/**
 * The blocks of the desk's own text, or, given an address, of the page that the server draws there.
 * A footnote is [its words], a line break ⏎, a reference or a field {what it names}; block atoms are
 * <their name>. The carets of others are no words.
 */
export async function readBlocks(address: string | null): Promise<Reading | null> {
  const nameOf: Readonly<Record<string, string>> = { STRONG: "b", EM: "i", U: "u", A: "a" };
  const read = (node: Node, withFormats: boolean): string => {
    if (node instanceof Text) return node.data.replaceAll(/[\u2060\uFEFF\u200B]/gu, "");
    if (!(node instanceof Element)) return "";
    if (node.matches(".ProseMirror-widget, .ProseMirror-separator, .ProseMirror-trailingBreak")) {
      return "";
    }
    // Words of footnotes that a first paint has below their block, too.
    if (node.matches(".notes")) return "";
    if (node.tagName === "BR") return "⏎";
    if (node.matches("[data-reference]")) return "{reference}";
    if (node.matches("[data-field]")) return "{field}";
    const inner = [...node.childNodes].map((child) => read(child, withFormats)).join("");
    if (node.matches("[data-footnote]")) return `[${inner}]`;
    const name = withFormats ? nameOf[node.tagName] : undefined;
    return name && inner ? `<${name}>${inner}</${name}>` : inner;
  };
  let root: ParentNode = document;
  if (address !== null) {
    const answer = await fetch(address);
    root = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  const text = root.querySelector(".ProseMirror");
  if (!text) return null;
  const blocks = [...text.querySelectorAll("[data-kind], [data-page-break], [data-caption]")];
  const all = (withFormats: boolean) =>
    blocks.map((block) =>
      block.hasAttribute("data-kind")
        ? read(block, withFormats).replaceAll("\u00A0", " ")
        : `<${[...block.attributes].find(({ name }) => name !== "data-id")?.name}>`,
    );
  const kinds = blocks.map((block) => block.getAttribute("data-kind") ?? "");
  return {
    words: all(false),
    formatted: all(true).map((words, index) => `${kinds[index]}: ${words}`),
  };
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
  /** How far their middle is below the top of the text, which bars above it move. */
  readonly below: number;
}

/** Where on the screen the first such words of the text are; scrolled there. Null: nowhere. */
export function boxOfWords({
  words,
  from = 0,
  to = words.length,
}: {
  words: string;
  from?: number;
  to?: number;
}): Box | null {
  const text = document.querySelector(".ProseMirror");
  for (const block of text?.querySelectorAll("[data-kind]") ?? []) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const letters: (readonly [node: Text, offset: number])[] = [];
    let all = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text) || node.parentElement?.closest(".ProseMirror-widget")) continue;
      for (let offset = 0; offset < node.data.length; offset += 1) letters.push([node, offset]);
      all += node.data;
    }
    const found = all.indexOf(words);
    const first = letters[found + from];
    const last = letters[found + to - 1];
    if (found < 0 || !first || !last) continue;
    // Only where it is out of sight or under the bars: another place may have been measured before.
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 150 || bottom > innerHeight - 50)
      block.scrollIntoView({ block: "center", behavior: "instant" });
    const rectangle = ([node, offset]: readonly [Text, number]) => {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      return range.getBoundingClientRect();
    };
    const [a, b] = [rectangle(first), rectangle(last)];
    const middle = (b.top + b.bottom) / 2;
    const below = middle - (text?.getBoundingClientRect().top ?? 0);
    return { left: a.left, right: b.right, middle, below };
  }
  return null;
}

/**
 * The middle of the first thing of that kind whose name is or begins with that; scrolled there. In a
 * dialog where one is open.
 */
export function boxOfNamed({
  selector,
  name,
}: {
  selector: string;
  name: string;
}): { x: number; y: number } | null {
  const dialog = document.querySelector("[role=dialog], [role=alertdialog]");
  const all = [...(dialog ?? document).querySelectorAll<HTMLElement>(selector)];
  for (const whole of [true, false]) {
    for (const element of all) {
      const said = (element.getAttribute("aria-label") ?? element.textContent ?? "")
        .replaceAll(/\s+/gu, " ")
        .trim();
      if (whole ? said !== name : !said.startsWith(name)) continue;
      const { top, bottom, width } = element.getBoundingClientRect();
      if (width === 0) continue;
      if (top < 0 || bottom > innerHeight)
        element.scrollIntoView({ block: "center", behavior: "instant" });
      // A link may go over two lines; its first one is pressed.
      const [box = element.getBoundingClientRect()] = element.getClientRects();
      // A page that has just been drawn may still be scrolling or growing.
      if (box.top < 0 || box.bottom > innerHeight) return null;
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
  }
  return null;
}

/** The middle of the field, box or choice whose label is or begins with that; scrolled there. */
export function boxOfLabeled(name: string): { x: number; y: number } | null {
  const labels = [...document.querySelectorAll("label")];
  const said = (label: HTMLLabelElement) =>
    (label.textContent ?? "").replaceAll(/\s+/gu, " ").trim();
  const label =
    labels.find((one) => said(one) === name) ?? labels.find((one) => said(one).startsWith(name));
  const field =
    label?.control ?? label?.querySelector<HTMLElement>("input, textarea, select, [role=radio]");
  if (!field) return null;
  const { top, bottom } = field.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight - 80)
    field.scrollIntoView({ block: "center", behavior: "instant" });
  const box = field.getBoundingClientRect();
  // A page that has just been drawn may still be scrolling or growing.
  if (box.top < 0 || box.bottom > innerHeight) return null;
  // A date is typed from its first part on.
  const x = field.matches("[type=date]") ? box.left + 16 : box.left + box.width / 2;
  return { x, y: box.top + box.height / 2 };
}

/**
 * The middle of the first box of a group of choices that is not ticked, scrolled there; "none" where all
 * are.
 */
export function boxToTick(group: string): { x: number; y: number } | "none" | null {
  const choices = [...document.querySelectorAll("fieldset")].find((one) =>
    (one.querySelector("legend")?.textContent ?? "").trim().startsWith(group),
  );
  if (!choices) return null;
  const field = choices.querySelector("[type=checkbox]:not(:checked)");
  if (!field) return "none";
  const { top, bottom } = field.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight - 80)
    field.scrollIntoView({ block: "center", behavior: "instant" });
  const box = field.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) return null;
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** Whether keys go into a field whose label is or begins with that. */
export function isFieldFocused(name: string): boolean {
  const field = document.activeElement;
  const labels =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.labels : null;
  return [...(labels ?? [])].some((label) =>
    (label.textContent ?? "").replaceAll(/\s+/gu, " ").trim().startsWith(name),
  );
}

/** The content of the field into which keys go. */
export function valueOfField(): string | null {
  const field = document.activeElement;
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isField ? field.value : null;
}

/** Whether somebody else's caret is drawn between the blocks of the text. */
export function isCaretBetween(): boolean {
  return document.querySelector(".ProseMirror > .caret") !== null;
}

/** The placeholder of the field into which keys go. */
export function placeholderOfFocused(): string | null {
  const field = document.activeElement;
  return field instanceof HTMLInputElement ? field.placeholder : null;
}

/** The middle of the last caption, signature block or exhibit of the text; scrolled there. */
export function boxOfAtom(name: string): { x: number; y: number } | null {
  const atom = [...document.querySelectorAll(`.ProseMirror [data-${name}]`)].at(-1);
  if (!atom) return null;
  atom.scrollIntoView({ block: "center", behavior: "instant" });
  const box = atom.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** Whether the menu of what can be put in is open, with something chosen. */
export function isSlashMenuOpen(): boolean {
  return document.querySelector("[role=listbox] [role=option][aria-selected=true]") !== null;
}

/** Until the worker that keeps pages for offline use stands. */
export async function pageIsKept(): Promise<void> {
  await navigator.serviceWorker.ready;
}

/** The text in order: a paragraph by its words, anything else as <its name>. */
export function standing(): string[] {
  return [...(document.querySelector(".ProseMirror")?.children ?? [])]
    .filter((part) => !part.matches(".ProseMirror-widget, .ProseMirror-gapcursor"))
    .map((part) =>
      part.hasAttribute("data-kind")
        ? (part.textContent ?? "").replaceAll(/[\u2060\uFEFF\u200B]/gu, "")
        : `<${[...part.attributes].find(({ name }) => /^data-(?!id)/u.test(name))?.name.slice(5)}>`,
    );
}

/** All that the page says, its lines joined by blanks. */
export function visibleWords(): string {
  return document.body.innerText.replaceAll(/\s+/gu, " ");
}

export function pathNow(): string {
  return location.pathname;
}

/** Where the link of this name leads; null where none is there. */
export function hrefOfLink(name: string): string | null {
  const links = [...document.querySelectorAll("a")];
  return links.find(({ textContent }) => textContent.trim() === name)?.getAttribute("href") ?? null;
}

/** The bytes at an address, in base 64. */
export async function bytesAt(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  let letters = "";
  for (const byte of new Uint8Array(await answer.arrayBuffer()))
    letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** The middle of the field with this placeholder. */
export function boxOfField(placeholder: string): { x: number; y: number } | null {
  for (const field of document.querySelectorAll("input")) {
    if (field.placeholder !== placeholder) continue;
    const box = field.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }
  return null;
}

/** Whether the desk takes keys, and all that was written is called saved. */
export function deskState(): { readonly takesKeys: boolean; readonly isSaved: boolean } {
  const editable = document.querySelector(".ProseMirror[contenteditable=true]");
  const state = document.querySelector("[data-testid=save-state]");
  return {
    takesKeys: editable !== null,
    isSaved: (state?.textContent ?? "").trim() === "Saved",
  };
}

/** Text on both sides of the caret, six letters each, as the browser has it. */
export function aroundCaret(): string {
  const { focusNode, focusOffset = 0 } = getSelection() ?? {};
  if (!(focusNode instanceof Text)) return `in ${focusNode?.nodeName ?? "nothing"}`;
  const [before, behind] = [
    focusNode.data.slice(0, focusOffset),
    focusNode.data.slice(focusOffset),
  ];
  return `${before.slice(-6)}|${behind.slice(0, 6)}`;
}

/** Whether keys go into a dialog's field. */
export function isInDialog(): boolean {
  return document.activeElement?.matches("[role=dialog] input") ?? false;
}

/** Pastes HTML as a clipboard would bring it. */
export function pasteHtml(html: string): void {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const event = new Event("paste", { bubbles: true, cancelable: true });
  // Firefox makes no ClipboardEvent that holds anything.
  Object.defineProperty(event, "clipboardData", { value: data });
  document.querySelector(".ProseMirror")?.dispatchEvent(event);
}

/** The dialogs and banners that are open, in words. */
export function whatIsSaid(): string {
  const said = document.querySelectorAll("[role=dialog], [role=alertdialog], [role=alert]");
  return [...said].map((element) => element.textContent?.trim() ?? "").join("\n");
}
