/** What holds paragraphs; a line break between two of them is space alone. */
const CONTAINERS = new Set(["BODY", "DIV", "SECTION", "ARTICLE", "MAIN", "TD", "TH"]);

const BLOCK_TAGS = new Set(
  "P DIV H1 H2 H3 H4 H5 H6 TABLE BLOCKQUOTE PRE HR UL OL SECTION ARTICLE MAIN".split(" "),
);

const PARAGRAPHS = "p, h1, h2, h3, h4, h5, h6, blockquote, pre";

/** What stands on a page without being a word. */
const HOLDS = "[data-footnote], [data-page-break], table";

/** Text of `<pre>` keeps its lines, as line breaks: so it stands on the page and in the PDF alike. */
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
 * Takes away what only makes space: line breaks between paragraphs and at the end of one, blanks at its
 * end, paragraphs without words. The page's layout sets the space, and an empty paragraph would print.
 */
export function removeSpacing(body: Element): void {
  const breaks = [...body.querySelectorAll("br")];
  // From behind, so that of several at an end each is the last in its turn.
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

/** Whether a line break stands between paragraphs and not in one, and the next thing is none of its line. */
function endsNothing(line: Element): boolean {
  return isBetween(line) && isBlock(beside(line, "nextSibling"));
}

function isBetween({ parentElement: around }: Element): boolean {
  if (around === null) return false;
  // Google Docs puts all that it copies into one <b>.
  return CONTAINERS.has(around.tagName) || around.id.startsWith("docs-internal-guid");
}

/** The node beside it, blanks between tags left out. */
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

/** Whether it is a paragraph without anything in it. Cells and items stay, and count. */
function isSpace(element: Element): boolean {
  // What is in it was looked at before, and stays.
  if ([...element.children].some(isBlock)) return false;
  if (/\S/u.test(element.textContent ?? "") || element.querySelector(HOLDS) !== null) return false;
  const kind = element.getAttribute("data-kind");
  return (kind === null || kind === "quote") && element.closest("td, th") === null;
}

/** Takes line breaks and blanks away from the end of a paragraph. */
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
