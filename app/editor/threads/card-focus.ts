/** The id of a thread's card on the page. */
export function cardId(threadId: string): string {
  return `thread-${threadId}`;
}

/** Frames for which a card may take to be there. */
const FRAMES = 30;
/** Milliseconds for which an opened card is kept in view while it and the text around it settle. */
const SETTLES_MS = 2_000;
/** What somebody does who has seen it: from then on nothing scrolls by itself. */
const ACTS = ["wheel", "pointerdown", "touchstart", "keydown"] as const;

/** Moves the focus to a thread's card, once it is there, and keeps all of it in view until it stays put. */
export function focusCard(id: string, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(cardId(id));
    if (card?.dataset.active) {
      if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
      keepInView(card);
    } else if (frames > 0) focusCard(id, frames - 1);
  });
}

/**
 * Scrolls to a card, and again where it moves or grows: its replies and its suggestion are drawn after
 * it, and it is placed anew once the text has been laid out around its words.
 */
function keepInView(card: HTMLElement): void {
  const ends = performance.now() + SETTLES_MS;
  let before = "";
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const act of ACTS) window.removeEventListener(act, stop, true);
  };
  const look = () => {
    if (!card.isConnected || !card.dataset.active || performance.now() > ends) return stop();
    frame = requestAnimationFrame(look);
    const { top, height } = card.getBoundingClientRect();
    const now = `${top + scrollY} ${height}`;
    if (now === before) return;
    before = now;
    card.scrollIntoView({ block: "nearest" });
  };
  for (const act of ACTS) window.addEventListener(act, stop, { capture: true, passive: true });
  look();
}
