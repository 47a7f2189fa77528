import {
  autoUpdate,
  computePosition,
  flip,
  type Middleware,
  offset,
  shift,
  type VirtualElement,
} from "@floating-ui/dom";

/** Pixels between a place and the element below it, and between that and the window's edge. */
const [GAP, EDGE] = [6, 8];

/**
 * Keeps an element below a place of the text, or above it where there is no room, while the page
 * scrolls and changes. The element is `fixed` at the window's corner, and shown once it is placed.
 * @returns a function that stops it.
 */
export function floatBelow(
  place: VirtualElement,
  element: HTMLElement,
  more: readonly Middleware[] = [],
): () => void {
  const put = async () => {
    const { x, y } = await computePosition(place, element, {
      strategy: "fixed",
      placement: "bottom-start",
      middleware: [offset(GAP), flip({ padding: EDGE }), shift({ padding: EDGE }), ...more],
    });
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    element.style.visibility = "visible";
  };
  return autoUpdate(place, element, () => void put());
}
