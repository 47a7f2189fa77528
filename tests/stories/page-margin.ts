/** The middle of a button on the card beside the text that says so; scrolled there. Runs in the page, by itself. */
export function boxOnCard({ says, button }: { says: string; button: string }): {
  x: number;
  y: number;
} | null {
  const cards = [...document.querySelectorAll(".thread-card")];
  const card = cards.find(({ textContent }) => textContent.includes(says));
  const { top = 0, bottom = 0 } = card?.getBoundingClientRect() ?? {};
  // Its buttons come once it is in sight.
  if (top < 0 || bottom > innerHeight) {
    card?.scrollIntoView({ block: "center", behavior: "instant" });
    return null;
  }
  const pressed = [...(card?.querySelectorAll("button") ?? [])].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent).trim() === button,
  );
  if (!pressed || pressed.disabled) return null;
  const box = pressed.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** Whether a card beside the text that says so has such a button. */
export function isOnCard({ says, button }: { says: string; button: string }): boolean {
  const cards = [...document.querySelectorAll(".thread-card")];
  return cards.some(
    (card) =>
      card.textContent.includes(says) &&
      [...card.querySelectorAll("button")].some(
        (one) => (one.getAttribute("aria-label") ?? one.textContent).trim() === button,
      ),
  );
}

/** Selects the first such words at a share of the window's height, from its top; the scroll position then. */
export function selectAtHeight({ words, share }: { words: string; share: number }): number {
  const text = document.querySelector(".ProseMirror");
  if (!text) return -1;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const from = node.nodeValue?.indexOf(words) ?? -1;
    if (from < 0) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, from + words.length);
    const top = scrollY + range.getBoundingClientRect().top - share * innerHeight;
    scrollTo({ top, behavior: "instant" });
    getSelection()?.setBaseAndExtent(node, from, node, from + words.length);
    return scrollY;
  }
  return -1;
}

/** Whether the box of a new comment has the focus, and it and its words are wholly in the window. */
export function newComment(): {
  readonly hasFocus: boolean;
  readonly isInWindow: boolean;
  readonly scrolled: number;
} | null {
  const isWhole = (element: Element) => {
    const { top, bottom, left, right, height } = element.getBoundingClientRect();
    return height > 0 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  };
  const box = document.querySelector("[aria-label='New comment']");
  const marks = [...document.querySelectorAll(".thread-mark-new")];
  if (!box) return null;
  return {
    hasFocus: box.contains(document.activeElement),
    isInWindow: isWhole(box) && marks.length > 0 && marks.every(isWhole),
    scrolled: scrollY,
  };
}

/** The middle of the words of the text that a comment stands on; not scrolled there. */
export function commentedWords(words: string): { x: number; y: number } | null {
  const mark = [...document.querySelectorAll(".thread-mark")].find(
    ({ textContent }) => textContent === words,
  );
  const box = mark?.getBoundingClientRect();
  return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
}

/** Whether the card that says so is open, and wholly in the window. */
export function isCardInWindow(says: string): boolean {
  const card = [...document.querySelectorAll(".thread-card[data-active]")].find(({ textContent }) =>
    textContent.includes(says),
  );
  if (!card) return false;
  const { top, bottom, height } = card.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= innerHeight;
}

/**
 * Words that a suggestion would bring, as they are drawn in the text, scrolled there: their middle, and in
 * what they stand.
 */
export function suggestedWords(words: string): {
  readonly x: number;
  readonly y: number;
  readonly within: "cell" | "footnote" | "text";
} | null {
  const drawn = [...document.querySelectorAll(".ProseMirror ins.suggest-inserted")].find(
    ({ textContent }) => textContent.includes(words),
  );
  if (!drawn) return null;
  const { top, bottom } = drawn.getBoundingClientRect();
  if (top < 150 || bottom > innerHeight - 50) {
    drawn.scrollIntoView({ block: "center", behavior: "instant" });
  }
  // They may begin on one line and end on the next.
  const box = [...drawn.getClientRects()].at(-1) ?? new DOMRect();
  const within = drawn.closest("[data-footnote]")
    ? "footnote"
    : drawn.closest("td, th")
      ? "cell"
      : "text";
  return { x: box.left + box.width / 2, y: box.top + box.height / 2, within };
}

/** How high the card beside the text that says so is, while it is not open; null where there is none. */
export function heightOfCard(says: string): number | null {
  const card = [...document.querySelectorAll(".thread-card:not([data-active])")].find(
    ({ textContent }) => textContent.includes(says),
  );
  return card?.getBoundingClientRect().height ?? null;
}
