// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cardId, focusCard } from "#app/editor/threads/card-focus.ts";

beforeEach(() => {
  vi.useFakeTimers();
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(() => {
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  document.body.replaceChildren();
  Reflect.deleteProperty(Element.prototype, "scrollIntoView");
});

/** What a thread's card is on the page. */
function card(id: string): HTMLElement {
  const element = document.createElement("article");
  element.id = cardId(id);
  element.tabIndex = -1;
  element.dataset["active"] = "true";
  document.body.append(element);
  return element;
}

test("a card that is drawn late has the focus as soon as it is there", () => {
  focusCard("one");
  vi.advanceTimersByTime(3_000);
  const late = card("one");
  vi.advanceTimersByTime(50);
  expect(document.activeElement).toBe(late);
  expect(late.scrollIntoView).toHaveBeenCalled();
});

test("who goes on before the card is there keeps the focus where it is", () => {
  const box = document.createElement("textarea");
  document.body.append(box);
  focusCard("one");
  vi.advanceTimersByTime(100);
  box.focus();
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  card("one");
  vi.advanceTimersByTime(1_000);
  expect(document.activeElement).toBe(box);
});

test("a card that does not come within ten seconds is not waited for any longer", () => {
  focusCard("one");
  vi.advanceTimersByTime(10_100);
  card("one");
  vi.advanceTimersByTime(1_000);
  expect(document.activeElement).toBe(document.body);
});
