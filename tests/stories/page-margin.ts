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
