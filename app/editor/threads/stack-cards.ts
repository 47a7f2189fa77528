/** A card beside the text, before it has a place. */
interface WantedCard {
  readonly id: string;
  /** The height at which its words stand. */
  readonly top: number;
  readonly height: number;
}

/** A part of the column, from a height to a height. */
interface ColumnPart {
  readonly from: number;
  readonly to: number;
}

/**
 * Tells how far a card is moved off its words so that all of it is in the window, or its beginning where
 * it is taller: the text stays where it is (M19).
 */
export function offsetFromText(
  { top, height }: Pick<WantedCard, "top" | "height">,
  { from, to }: ColumnPart,
): number {
  return Math.max(from, Math.min(top, to - height)) - top;
}

/** Pixels between two cards. */
export const CARD_GAP = 10;

/**
 * Puts cards beside their words so that none lies over another: the active one exactly, those
 * before it pushed up, those behind it pushed down, in the order of the text.
 * @returns the tops by id.
 */
export function stackCards(
  cards: readonly WantedCard[],
  activeId: string | null,
  least = 0,
): ReadonlyMap<string, number> {
  const tops = new Map<string, number>();
  const at = cards.findIndex(({ id }) => id === activeId);
  let free = least;
  if (at >= 0) {
    const active = cards[at];
    if (!active) return tops;
    const top = Math.max(active.top, least);
    tops.set(active.id, top);
    let limit = top - CARD_GAP;
    for (let index = at - 1; index >= 0; index -= 1) {
      const card = cards[index];
      if (!card) continue;
      const raised = Math.min(card.top, limit - card.height);
      tops.set(card.id, raised);
      limit = raised - CARD_GAP;
    }
    free = top + active.height + CARD_GAP;
  }
  for (const card of cards.slice(at + 1)) {
    const top = Math.max(card.top, free);
    tops.set(card.id, top);
    free = top + card.height + CARD_GAP;
  }
  return tops;
}
