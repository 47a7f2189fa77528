// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { holdSpace } from "#app/editor/behavior/held-space.ts";

afterEach(() => document.body.replaceChildren());

function pressed(target: Element, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test("the space bar of who was writing as the text closed pages nothing, until they go elsewhere", () => {
  const text = document.createElement("div");
  const field = document.createElement("input");
  document.body.append(text, field);
  holdSpace(text);
  expect(pressed(document.body, " ")).toBe(true);
  expect(pressed(text, " ")).toBe(true);
  expect(pressed(document.body, "PageDown")).toBe(false);
  field.focus();
  expect(pressed(field, " ")).toBe(false);
  expect(pressed(document.body, " ")).toBe(false);
});
