import { trimEnd } from "./pasted-spacing.ts";

/** The text of a footnote reference: a number, a letter, or a symbol; Word adds brackets. */
const MARKER = /^[[(]?(?:\d{1,4}|[ivxlc]{1,7}|[a-z]|[*†‡§¶^↑↩])[\])]?$/iu;

/** References as Word, Google Docs and LibreOffice name them, with or without a target. */
const KNOWN_REFERENCE = /^(?:_(?:ftn|edn)\d+|ftnt\d+|sd(?:foot|end)note\d+sym)$/u;

/** Word's container of one whole note, but not of its list of notes. */
const WORD_NOTE = /mso-element\s*:\s*(?:footnote|endnote)(?!-)/iu;

/**
 * The most tries to find a link back within one element: a note has few references, a chapter may
 * contain all of them.
 */
const MOST_TRIES = 20;

interface Pair {
  readonly reference: Element;
  /** The element that the reference links to. */
  readonly target: Element;
  /** The link back to the reference. */
  readonly back: Element;
}

/**
 * Converts footnotes of Word, Google Docs, LibreOffice and web pages, all of which use a link to a
 * note and a link back: the note's text is moved to its reference. A note without a reference stays
 * as it is. Returns the number of references whose note is not on the clipboard.
 */
export function bringFootnotes(body: Element): number {
  const links = [...body.querySelectorAll("a[href*='#']")];
  if (links.length === 0) return 0;
  const named = namedElements(body);
  const pairs: Pair[] = [];
  const used = new Set<Element>();
  const tries = new Map<Element, number>();
  let lost = 0;
  for (const reference of links) {
    if (used.has(reference) || !MARKER.test(lettersOfElement(reference))) continue;
    const name = fragmentOf(reference);
    const target = named.get(name) ?? named.get(name.replace(/^_/u, ""));
    if (target === undefined) {
      if (KNOWN_REFERENCE.test(name)) lost += 1;
      continue;
    }
    const tried = tries.get(target) ?? 0;
    tries.set(target, tried + 1);
    if (tried > MOST_TRIES || used.has(target) || target.contains(reference)) continue;
    const back = linkBack(target, reference);
    if (back === null) continue;
    pairs.push({ reference, target, back });
    used.add(reference).add(target).add(back);
  }
  const notes = notesOf(pairs, body);
  pairs.forEach((pair, index) => {
    const note = notes[index];
    if (note && !note.contains(pair.reference)) putNote(pair, note);
  });
  body.querySelectorAll("[style*='note-list']").forEach((list) => {
    if (!/\S/u.test(list.textContent ?? "")) list.remove();
  });
  return lost;
}

function namedElements(body: Element): Map<string, Element> {
  const named = new Map<string, Element>();
  for (const element of body.querySelectorAll("[id], a[name]")) {
    for (const name of [element.getAttribute("name"), element.id]) {
      if (name && !named.has(name)) named.set(name, element);
    }
  }
  return named;
}

/** The link in or around the target that leads back to the reference. */
function linkBack(target: Element, reference: Element): Element | null {
  const places = [reference, reference.parentElement, reference.firstElementChild];
  const names = new Set(places.flatMap((place) => [place?.id, place?.getAttribute("name")]));
  const candidates = [target, ...target.querySelectorAll("a[href*='#']")];
  return (
    candidates.find((link) => link !== reference && names.has(fragmentOf(link)) && isMark(link)) ??
    null
  );
}

function isMark(link: Element): boolean {
  return fragmentOf(link) !== "" && MARKER.test(lettersOfElement(link));
}

/** The fragment of a link; browsers write the page's address before it. */
function fragmentOf(link: Element): string {
  const address = link.getAttribute("href") ?? "";
  const at = address.indexOf("#");
  return at < 0 ? "" : address.slice(at + 1);
}

function lettersOfElement(element: Element): string {
  return (element.textContent ?? "").replaceAll(/\s/gu, "");
}

/**
 * The container of each whole note: the one Word marks, else the paragraph of the link back, or its
 * parent where that contains nothing but this note.
 */
function notesOf(pairs: readonly Pair[], body: Element): Element[] {
  const held = new Map<Element, number>();
  for (const element of pairs.flatMap(({ reference, target }) => [reference, target])) {
    for (let around = element.parentElement; around && around !== body;) {
      held.set(around, (held.get(around) ?? 0) + 1);
      around = around.parentElement;
    }
  }
  return pairs.map(({ target, back }) => {
    let note = closestBlock(target.contains(back) ? back : target, body);
    for (let around = note.parentElement; around && around !== body;) {
      if (held.get(around) !== 1 && around !== target) break;
      const isWhole =
        around === target ||
        WORD_NOTE.test(around.getAttribute("style") ?? "") ||
        around.id !== "" ||
        around.firstElementChild === note;
      if (!isWhole || !NOTE_HOLDERS.has(around.tagName)) break;
      note = around;
      around = around.parentElement;
    }
    return note;
  });
}

const NOTE_HOLDERS = new Set(["DIV", "LI", "ASIDE", "SECTION", "P", "TD"]);
const BLOCKS = new Set(["P", "DIV", "LI", "TD", "ASIDE", "BLOCKQUOTE", "H1", "H2", "H3", "H4"]);

function closestBlock(element: Element, body: Element): Element {
  let block = element;
  while (!BLOCKS.has(block.tagName) && block.parentElement && block.parentElement !== body) {
    block = block.parentElement;
  }
  return block;
}

/** Moves the text of a note to its reference. */
function putNote({ reference, back }: Pair, note: Element): void {
  const page = reference.ownerDocument;
  outOfSuperscript(back).remove();
  const element = page.createElement("span");
  element.setAttribute("data-footnote", "");
  linesOf(note).forEach((line, index) => {
    if (index > 0) element.append(page.createElement("br"));
    element.append(...line);
    trimEnd(element);
  });
  trimStart(element);
  note.remove();
  outOfSuperscript(reference).replaceWith(element);
}

/** The element, or its superscript parent. */
function outOfSuperscript(element: Element): Element {
  const around = element.parentElement;
  const raises = around?.tagName === "SUP" || around?.tagName === "SPAN";
  return around && raises && lettersOfElement(around) === lettersOfElement(element)
    ? outOfSuperscript(around)
    : element;
}

/** The text of a note by paragraphs, cells and items. */
function linesOf(note: Element): globalThis.Node[][] {
  const lines: globalThis.Node[][] = [];
  let open: globalThis.Node[] | null = null;
  const visit = (element: Element) => {
    for (const child of Array.from(element.childNodes)) {
      const tag = child.nodeName;
      if (tag === "HR" || (tag === "BR" && (open === null || child.nextSibling === null))) continue;
      if (child.nodeType === 1 && (child as Element).querySelector(LINES) !== null) {
        visit(child as Element);
        open = null;
      } else if (LINE_TAGS.has(tag)) {
        open = null;
        if (/\S/u.test(child.textContent ?? "")) lines.push([...child.childNodes]);
      } else if (open !== null || /\S/u.test(child.textContent ?? "")) {
        if (open === null) lines.push((open = []));
        open.push(child);
      }
    }
  };
  visit(note);
  return lines;
}

const LINE_TAGS = new Set([
  "P",
  "DIV",
  "LI",
  "TD",
  "TH",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "BLOCKQUOTE",
]);
const LINES = [...LINE_TAGS].join(",");

/** Word and LibreOffice put blanks between the number of a note and its text. */
function trimStart(element: globalThis.Node): void {
  for (let first = element.firstChild; first; first = element.firstChild) {
    if (first.nodeType === 3) {
      const words = (first.nodeValue ?? "").replace(/^\s+/u, "");
      if (words !== "") {
        first.nodeValue = words;
        return;
      }
    } else if (first.nodeType === 1) {
      trimStart(first);
      if (first.textContent !== "") return;
    }
    first.remove();
  }
}
