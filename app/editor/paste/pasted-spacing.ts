/** Elements that contain paragraphs; a line break between two of these is only spacing. */
const CONTAINERS = new Set(["BODY", "DIV", "SECTION", "ARTICLE", "MAIN", "TD", "TH"]);

const BLOCK_TAGS = new Set(
  "P DIV H1 H2 H3 H4 H5 H6 TABLE BLOCKQUOTE PRE HR UL OL SECTION ARTICLE MAIN".split(" "),
);

const PARAGRAPHS = "p, h1, h2, h3, h4, h5, h6, blockquote, pre";

/** Visible content besides text. */
const HOLDS = "[data-footnote], [data-page-break], table";

/** Keeps the lines of `<pre>` as line breaks, so that editor and PDF show them alike. */
export function keepLines(body: Element): void {
  for (const pre of body.querySelectorAll("pre")) {
    for (const text of textsIn(pre)) {
      const lines = (text.nodeValue ?? "").split(/\r\n?|\n/u);
      if (lines.length === 1) continue;
      const parts = lines.flatMap((line, index) =>
        index === 0 ? [line] : [pre.ownerDocument.createElement("br"), line],
      );
      text.replaceWith(...parts);
    }
  }
}

function textsIn(element: Element): Text[] {
  const texts: Text[] = [];
  const visit = (node: globalThis.Node) => {
    if (node.nodeType === 3) texts.push(node as Text);
    else node.childNodes.forEach(visit);
  };
  visit(element);
  return texts;
}

/**
 * Removes spacing: line breaks between paragraphs and at the end of one, trailing blanks, empty
 * paragraphs. The layout sets the spacing, and an empty paragraph would print.
 */
export function removeSpacing(body: Element): void {
  const breaks = [...body.querySelectorAll("br")];
  // Last to first, so that of several trailing ones each is the last in its turn.
  for (const line of breaks.toReversed()) if (endsNothing(line)) line.remove();
  for (const line of breaks) {
    if (line.isConnected && isBetween(line) && isBlock(beside(line, "previousSibling")))
      line.remove();
  }
  for (const paragraph of body.querySelectorAll(PARAGRAPHS)) {
    trimEnd(paragraph);
    if (isSpace(paragraph)) paragraph.remove();
  }
  for (const division of [...body.querySelectorAll("div")].toReversed()) {
    if (isSpace(division)) division.remove();
  }
}

/**
 * Whether a line break is between paragraphs rather than inside one, with nothing after it on its
 * line.
 */
function endsNothing(line: Element): boolean {
  return isBetween(line) && isBlock(beside(line, "nextSibling"));
}

function isBetween({ parentElement: around }: Element): boolean {
  if (around === null) return false;
  // Google Docs wraps everything it copies in one <b>.
  return CONTAINERS.has(around.tagName) || around.id.startsWith("docs-internal-guid");
}

/** The sibling of a node, skipping blanks between tags. */
function beside(
  node: globalThis.Node,
  side: "previousSibling" | "nextSibling",
): globalThis.Node | null {
  let next = node[side];
  while (
    next &&
    (next.nodeType === 8 || (next.nodeType === 3 && !/\S/u.test(next.nodeValue ?? "")))
  )
    next = next[side];
  return next;
}

function isBlock(node: globalThis.Node | null): boolean {
  return node === null || BLOCK_TAGS.has(node.nodeName);
}

/** Whether it is an empty paragraph. Empty cells and items are kept. */
function isSpace(element: Element): boolean {
  // Its children were handled before, and stay.
  if ([...element.children].some(isBlock)) return false;
  if (/\S/u.test(element.textContent ?? "") || element.querySelector(HOLDS) !== null) return false;
  const kind = element.getAttribute("data-kind");
  return (kind === null || kind === "quote") && element.closest("td, th") === null;
}

/** Removes trailing line breaks and blanks of a paragraph. */
export function trimEnd(paragraph: globalThis.Node): void {
  for (let last = paragraph.lastChild; last; last = paragraph.lastChild) {
    if (last.nodeType === 3) {
      const words = (last.nodeValue ?? "").trimEnd();
      if (words !== "") {
        last.nodeValue = words;
        return;
      }
    } else if (last.nodeType === 1 && last.nodeName !== "BR") {
      const element = last as Element;
      if (BLOCK_TAGS.has(last.nodeName) || element.matches(HOLDS)) return;
      trimEnd(element);
      if (element.textContent !== "" || element.querySelector(HOLDS) !== null) return;
    }
    last.remove();
  }
}
