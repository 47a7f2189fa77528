import { plainSigns } from "#app/domain/search/asked.ts";

/** The name of the marks; of one page there is one set. */
const NAME = "found";

/** As Find at the desk marks its places (desk.css). */
const LOOK = `::highlight(${NAME}) { background-color: light-dark(#fdeea8, #5c4d12); color: inherit; }`;

let isStyled = false;

/**
 * Marks words within an element, without changing it: the text of a version is never touched. Browsers that
 * can't do so show the spot alone.
 */
export function markWords(within: HTMLElement, words: string): void {
  if (typeof Highlight !== "function" || !CSS.highlights) return;
  const ranges = rangesOf(within, words);
  if (ranges.length === 0) {
    CSS.highlights.delete(NAME);
    return;
  }
  if (!isStyled) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    document.adoptedStyleSheets.push(sheet);
    isStyled = true;
  }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** Places of the words in one element's text, across its formats; in any letters. */
export function rangesOf(within: HTMLElement, words: string): Range[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const texts: { readonly node: Text; readonly from: number }[] = [];
  let whole = "";
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    texts.push({ node, from: whole.length });
    whole += folded(node.data);
  }
  const sought = folded(words);
  const ranges: Range[] = [];
  if (sought === "") return ranges;
  for (let at = whole.indexOf(sought); at !== -1; at = whole.indexOf(sought, at + sought.length)) {
    const [begin, end] = [placeIn(texts, at), placeIn(texts, at + sought.length - 1)];
    if (!begin || !end) continue;
    const range = document.createRange();
    range.setStart(begin.node, begin.offset);
    range.setEnd(end.node, end.offset + 1);
    ranges.push(range);
  }
  return ranges;
}

/** In small letters where that leaves each at its place: "İ" becomes two. Straight and curly signs are alike. */
function folded(text: string): string {
  const small = text.toLowerCase();
  return plainSigns(small.length === text.length ? small : text);
}

function placeIn(
  texts: readonly { readonly node: Text; readonly from: number }[],
  at: number,
): { readonly node: Text; readonly offset: number } | null {
  let [low, high] = [0, texts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((texts[middle]?.from ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  const text = texts[low];
  return text ? { node: text.node, offset: at - text.from } : null;
}
