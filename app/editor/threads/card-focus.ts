import { barsEnd } from "./text-places.ts";

/** The id of a thread's card on the page. */
export function cardId(threadId: string): string {
  return `thread-${threadId}`;
}

/** Milliseconds for which a card may take to be there: it is drawn once its words have their place. */
const COMES_MS = 10_000;
/** Milliseconds for which an opened card is kept in view while it and the text around it settle. */
const SETTLES_MS = 2_000;
/** Acts of somebody who has seen it: from then on nothing scrolls by itself. */
const ACTS = ["wheel", "pointerdown", "touchstart", "keydown"] as const;

/**
 * Moves the focus to a thread's card, once it is there, and keeps all of it in view until it stays put.
 * An act of theirs before then ends it: their focus is not taken away.
 */
export function focusCard(id: string): void {
  untilActs(COMES_MS, () => {
    const card = document.getElementById(cardId(id));
    if (!card?.dataset.active) return false;
    if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
    keepInView(card);
    return true;
  });
}

/** Moves the focus from a part of an open card that goes away, as a pressed button does, to the card. */
export function focusOpenCard(id: string): void {
  document.getElementById(cardId(id))?.focus({ preventScroll: true });
}

/** Keeps a card in view that is opened by a press on its words: the keys stay in the text. */
export function showCard(id: string): void {
  untilActs(COMES_MS, () => {
    const card = document.getElementById(cardId(id));
    if (!card?.dataset.active) return false;
    keepInView(card);
    return true;
  });
}

/**
 * Scrolls to a card that is not in view as a whole, or from its beginning where it is taller, once it has
 * come to rest: beside the text, it has a place in the window by itself (card-placer.ts). Again where it
 * moves or grows: its replies and the words of its suggestion are drawn after it.
 */
export function keepInView(card: HTMLElement): void {
  let before = "";
  let shown = "";
  const look = (): boolean => {
    if (!card.isConnected || !card.dataset.active) return true;
    const { top, height } = card.getBoundingClientRect();
    const now = `${top + scrollY} ${height}`;
    if (now !== before) before = now;
    else if (now !== shown) {
      shown = now;
      show(card);
    }
    return false;
  };
  if (!look()) untilActs(SETTLES_MS, look);
}

function show(card: HTMLElement): void {
  const sheet = card.closest<HTMLElement>("[role=dialog]");
  const { top, bottom, height } = card.getBoundingClientRect();
  const begins = sheet ? 0 : barsEnd();
  const isTaller = height > (sheet?.clientHeight ?? innerHeight - begins);
  if (!sheet && top >= begins && (isTaller ? top < innerHeight / 2 : bottom <= innerHeight)) return;
  card.scrollIntoView({ block: isTaller ? "start" : "nearest" });
}

/** Calls `isDone` with each frame until it says so, so many milliseconds have passed, or somebody acts. */
function untilActs(ms: number, isDone: () => boolean): void {
  const ends = performance.now() + ms;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const act of ACTS) window.removeEventListener(act, stop, true);
  };
  const look = () => {
    if (isDone() || performance.now() > ends) return stop();
    frame = requestAnimationFrame(look);
  };
  for (const act of ACTS) window.addEventListener(act, stop, { capture: true, passive: true });
  frame = requestAnimationFrame(look);
}
