/**
 * Replaces one rendering of a text by another while keeping the block at the top of the window in
 * place: above it, blocks may have been added, deleted or changed in height.
 */
export function preserveScroll(frame: HTMLElement, replace: () => void): void {
  const first = window.scrollY > 0 ? firstInSight(frame) : null;
  replace();
  if (!first) return;
  const now = frame.querySelector(`[data-id="${CSS.escape(first.id)}"]`);
  if (!now) return;
  const moved = now.getBoundingClientRect().top - first.top;
  if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
}

/** The first block that is visible in the window, and its top. */
function firstInSight(frame: HTMLElement): { readonly id: string; readonly top: number } | null {
  const text = frame.querySelector(".prose")?.children ?? [];
  // Of a first paint, the rest has an element of its own.
  const blocks = [...text].flatMap((block) =>
    block.hasAttribute("data-rest") ? [...block.children] : block,
  );
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.getBoundingClientRect().bottom ?? 0) <= 0) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low];
  const id = block?.getAttribute("data-id");
  return block && id ? { id, top: block.getBoundingClientRect().top } : null;
}
