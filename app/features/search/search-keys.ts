/** Ctrl-K, on a Mac ⌘K; there Ctrl-K deletes to the end of the line. */
export function isSearchKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  const [held, other] = isApple() ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return key.toLowerCase() === "k" && held && !other && !altKey && !shiftKey && !isComposing;
}

/** Whether a click opens the box: a plain one on a link to it; others open the page, as links do. */
export function searchLinkAt(event: MouseEvent): boolean {
  const { target, button, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (button !== 0 || ctrlKey || metaKey || altKey || shiftKey) return false;
  return target instanceof Element && target.closest("[data-search]") !== null;
}

function isApple(): boolean {
  return /Mac|iP(?:hone|[oa]d)/u.test(navigator.platform);
}
