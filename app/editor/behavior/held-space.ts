/**
 * Holds the space bar of somebody whose text stopped taking words under their hands (signed out, frozen):
 * the page that took the focus would be paged down with it. Until they go elsewhere; returns what ends it.
 */
export function holdSpace(text: HTMLElement): () => void {
  const { ownerDocument } = text;
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    const isHere =
      target === ownerDocument.body || (target instanceof Node && text.contains(target));
    if (event.key === " " && isHere) event.preventDefault();
  };
  const end = () => {
    ownerDocument.removeEventListener("keydown", onKeyDown);
    ownerDocument.removeEventListener("pointerdown", end, true);
    ownerDocument.removeEventListener("focusin", end);
  };
  ownerDocument.addEventListener("keydown", onKeyDown);
  ownerDocument.addEventListener("pointerdown", end, true);
  ownerDocument.addEventListener("focusin", end);
  return end;
}
