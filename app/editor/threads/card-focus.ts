/** The id of a thread's card on the page. */
export function cardId(threadId: string): string {
  return `thread-${threadId}`;
}

/** Frames for which a card may take to be there. */
const FRAMES = 30;

/** Moves the focus to a thread's card, once it is there. */
export function focusCard(id: string, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(cardId(id));
    if (card?.dataset.active) {
      if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    } else if (frames > 0) focusCard(id, frames - 1);
  });
}
