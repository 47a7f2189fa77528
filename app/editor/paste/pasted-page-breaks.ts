import { PAGE_BREAK_ATTRIBUTES } from "#app/document/nodes/page-break.ts";

const BREAKS_BEFORE = /(?:page-break-before|break-before)\s*:\s*(?:always|page|left|right)/iu;
const BREAKS_AFTER = /(?:page-break-after|break-after)\s*:\s*(?:always|page|left|right)/iu;

/** Elements that are a break themselves; for all others it is a CSS property. */
const BREAKS = new Set(["BR", "HR"]);

/** Elements that contain paragraphs, and so can contain a page break between them. */
const CONTAINERS = new Set(["BODY", "DIV", "SECTION", "ARTICLE", "MAIN"]);

/**
 * Inserts our page break where one is in content from Word, Google Docs, LibreOffice or a web page.
 * A paragraph copied alone does not include the break before it.
 */
export function markPageBreaks(body: Element): void {
  for (const element of body.querySelectorAll("[style*='break-']")) {
    const style = element.getAttribute("style") ?? "";
    const before = BREAKS_BEFORE.test(style);
    if (BREAKS.has(element.tagName)) {
      if (before || BREAKS_AFTER.test(style)) element.replaceWith(pageBreak(element, "break"));
      continue;
    }
    if (before) element.before(pageBreak(element, "property"));
    if (BREAKS_AFTER.test(style)) element.after(pageBreak(element, "property"));
  }
}

function pageBreak({ ownerDocument }: Element, from: "break" | "property"): Element {
  const mark = ownerDocument.createElement("hr");
  for (const [name, value] of Object.entries(PAGE_BREAK_ATTRIBUTES)) mark.setAttribute(name, value);
  mark.setAttribute("data-from", from);
  return mark;
}

/**
 * Moves page breaks out of the paragraphs that they begin or end, so that no empty paragraph
 * remains, and removes those that are not allowed: in a cell, before the first text, twice in a
 * row.
 */
export function settlePageBreaks(body: Element): void {
  for (const mark of body.querySelectorAll("hr[data-page-break]")) {
    if (mark.closest("td, th, [data-footnote]") !== null) {
      mark.remove();
      continue;
    }
    for (let parent = mark.parentElement; parent && !CONTAINERS.has(parent.tagName);) {
      const beside = isFirst(mark) ? "before" : isLast(mark) ? "after" : null;
      // In the middle of a paragraph it splits it, as everywhere in the editor.
      if (beside === null) break;
      parent[beside](mark);
      if (!/\S/u.test(parent.textContent ?? "") && parent.querySelector(HOLDS) === null)
        parent.remove();
      parent = mark.parentElement;
    }
    const last = mark.previousElementSibling;
    const isSecond =
      last?.hasAttribute("data-page-break") === true && isBlank(mark.previousSibling);
    if (isSecond || (mark.getAttribute("data-from") === "property" && isFirstOf(body, mark)))
      mark.remove();
  }
}

/** Elements with content besides text. */
const HOLDS = "[data-footnote], [data-page-break], table";

function isFirst(mark: Element): boolean {
  for (let node = mark.previousSibling; node; node = node.previousSibling) {
    if (!isBlank(node)) return false;
  }
  return true;
}

function isLast(mark: Element): boolean {
  for (let node = mark.nextSibling; node; node = node.nextSibling) {
    if (!isBlank(node)) return false;
  }
  return true;
}

function isFirstOf(body: Element, mark: Element): boolean {
  for (let element: Element | null = mark; element && element !== body;) {
    if (!isFirst(element)) return false;
    element = element.parentElement;
  }
  return true;
}

function isBlank(node: globalThis.Node | null): boolean {
  if (node === null || node.nodeName === "BR" || node.nodeName === "HR") return true;
  if (/\S/u.test(node.textContent ?? "")) return node.nodeType === 8;
  return !(node as Element).querySelector?.(HOLDS);
}
