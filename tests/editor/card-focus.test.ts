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

/** Puts a thread's card on the page, from a height to a height of the window. */
function card(id: string, top = 0, bottom = 100): HTMLElement {
  const element = document.createElement("article");
  element.getBoundingClientRect = () => new DOMRect(0, top, 200, bottom - top);
  element.id = cardId(id);
  element.tabIndex = -1;
  element.dataset["active"] = "true";
  document.body.append(element);
  return element;
}

test("a card that is drawn late has the focus as soon as it is there", () => {
  focusCard("one");
  vi.advanceTimersByTime(3_000);
  const late = card("one", innerHeight - 50, innerHeight + 50);
  vi.advanceTimersByTime(50);
  expect(document.activeElement).toBe(late);
  vi.advanceTimersByTime(50);
  expect(late.scrollIntoView).toHaveBeenCalledWith({ block: "nearest" });
});

test("[M19] a card that is in the window has nothing scrolled; in a sheet it is led to, and one taller than that from its beginning", () => {
  focusCard("one");
  const beside = card("one", innerHeight - 100, innerHeight);
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(beside);
  expect(beside.scrollIntoView).not.toHaveBeenCalled();

  const sheet = document.createElement("div");
  sheet.role = "dialog";
  document.body.append(sheet);
  focusCard("two");
  const inSheet = card("two", 912, 1_233);
  sheet.append(inSheet);
  vi.advanceTimersByTime(500);
  expect(inSheet.scrollIntoView).toHaveBeenCalledWith({ block: "start" });
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
