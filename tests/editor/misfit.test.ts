import { Slice } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import { expect, test } from "vitest";
import { legalSchema } from "#app/document/schema.ts";
import { isMisfit } from "#app/editor/behavior/misfit.ts";
import { body, doc } from "#tests/document/build.ts";

const schema = legalSchema();
const text = schema.nodeFromJSON(doc(body("p", "One."), body("q", "Two.")));

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown");
}

const forever = (): number => forever() + 1;

test.each([
  ["content that fits nowhere", () => text.replace(1, 2, new Slice(text.content, 1, 0))],
  [
    "a step that fails",
    () => new Transform(text).replaceWith(0, 3, schema.text("x")).delete(1, 99),
  ],
  ["a position behind the text", () => text.resolve(text.content.size + 1)],
  ["a child that isn't there", () => text.child(2)],
  ["nodes that the schema has no room for", () => text.copy(schema.text("x").content).check()],
])("%s is a misfit, which is no bug", (_name, act) => {
  expect(isMisfit(thrownBy(act))).toBe(true);
});

test.each([
  ["a call that never ends", forever],
  ["a string of no length", () => "x".repeat(-1)],
  ["a position that is no number", () => text.resolve(Number.NaN)],
  ["a missing method", () => (null as unknown as { go(): void }).go()],
])("%s is one that is reported", (_name, act) => {
  expect(isMisfit(thrownBy(act))).toBe(false);
});
