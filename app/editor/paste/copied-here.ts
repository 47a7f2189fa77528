import { COPIED_NUMBER } from "./copied-html.ts";

/**
 * An attribute beside the editor's own clipboard marker (`data-pm-slice`) that says which ends of a
 * copy are partial paragraphs: "start", "end" or both.
 */
export const COPIED_PARTS = "data-copied-parts";

/** Which ends of pasted content are whole paragraphs. */
export interface WholeEnds {
  readonly start: boolean;
  readonly end: boolean;
}

/** Whether the editor wrote this HTML itself. */
export function isCopiedHere(body: Element): boolean {
  return body.querySelector("[data-pm-slice]") !== null;
}

/**
 * Converts HTML that the editor wrote for other programs back into flat blocks. Modifies `body`.
 */
export function readCopiedHere(body: HTMLElement): WholeEnds {
  const mark = body.querySelector("[data-pm-slice]");
  const parts = (mark?.getAttribute(COPIED_PARTS) ?? "").split(" ");
  body.querySelectorAll(`[${COPIED_NUMBER}]`).forEach((number) => number.remove());
  // Text between a footnote and its paragraph, which is for other programs only.
  body.querySelectorAll(".note-edge").forEach((edge) => edge.replaceChildren());
  for (const list of body.querySelectorAll("ul, ol")) {
    if (list.parentElement?.closest("ul, ol")) continue;
    const items = [...list.querySelectorAll("li[data-kind]")].map(asBlock);
    if (items.length === 0) continue;
    const slice = list.getAttribute("data-pm-slice");
    if (slice !== null) items[0]?.setAttribute("data-pm-slice", slice);
    list.replaceWith(...items);
  }
  return { start: !parts.includes("start"), end: !parts.includes("end") };
}

function asBlock(item: Element): Element {
  const block = item.ownerDocument.createElement("p");
  for (const name of ["data-kind", "data-level", "data-id"]) {
    const value = item.getAttribute(name);
    if (value !== null) block.setAttribute(name, value);
  }
  const words = [...item.childNodes].filter(({ nodeName }) => !/^[OU]L$/u.test(nodeName));
  block.append(...words);
  return block;
}
