/** Text that Word, Word on the web, LibreOffice or a web page marks as deleted. */
const DELETED = "del, .msoDel, [class*='TrackChangeTextDeletion']";

/** Text that is marked as inserted. */
const INSERTED = "ins, .msoIns, [class*='TrackChangeTextInsertion']";

/**
 * Reads tracked changes. Deleted text is converted to struck-out text, inserted text to plain text.
 * Returns the number of insertions.
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

/** The number of text ranges in such elements; adjacent ones count once. */
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
