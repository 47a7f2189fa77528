/** Words that Word, Word on the web, LibreOffice or a page of the web shows as taken out. */
const DELETED = "del, .msoDel, [class*='TrackChangeTextDeletion']";

/** Words that are shown as put in. */
const INSERTED = "ins, .msoIns, [class*='TrackChangeTextInsertion']";

/**
 * Reads what somebody proposed to change. Words that were taken out are struck out, as the schema
 * knows it; words that were put in are words. Answers in how many places something was put in.
 */
export function readChanges(body: Element): number {
  for (const element of body.querySelectorAll(DELETED)) {
    if (element.tagName === "DEL" || element.querySelector("del") !== null) continue;
    const deleted = element.ownerDocument.createElement("del");
    deleted.append(...element.childNodes);
    element.append(deleted);
  }
  return placesOf(body, INSERTED);
}

/** How many stretches of text stand in such elements, those that follow each other counted as one. */
function placesOf(body: Element, selector: string): number {
  const marked = [...body.querySelectorAll(selector)];
  if (marked.length === 0) return 0;
  const inside = new Set<Element>(marked);
  let places = 0;
  let isOpen = false;
  const visit = (element: Element, within: boolean) => {
    for (const child of element.childNodes) {
      if (child.nodeType === 1) {
        visit(child as Element, within || inside.has(child as Element));
      } else if (child.nodeType === 3 && /\S/u.test(child.nodeValue ?? "")) {
        if (within && !isOpen) places += 1;
        isOpen = within;
      }
    }
  };
  visit(body, false);
  return places;
}
