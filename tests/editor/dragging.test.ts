// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function two() {
  const start = doc(
    block("numbered", 1, "p", "ICE writes reports."),
    { type: "caption", attrs: { id: "c" } },
    body("empty"),
    block("numbered", 1, "q", "It keeps them."),
  );
  const [me, other] = [new TestEditor(sharedDocument(start)), new TestEditor(new Y.Doc())];
  open.push(me, other);
  connect(me, other);
  return { me, other };
}

test("what others type into words while I drag them is dropped with them (embarrassment 13)", () => {
  const { me, other } = two();
  me.from("p", 4, "p", 19).beginDrag();
  other.at("p", 10).type(" weekly");
  me.endDrag("q", 3);
  expect(me.lines).toContain("numbered|It writes weekly reports.keeps them.");
  expect(me.lines.join(" ").match(/weekly/gu)).toHaveLength(1);
  expect(other.lines).toEqual(me.lines);
});

test.each([
  ["before", 0, ["empty", "p", "q"]],
  ["behind", 14, ["empty", "q", "p"]],
])("a whole paragraph dragged %s another stays a paragraph", (_where, offset, order) => {
  const { me, other } = two();
  me.from("p", 0, "p", "end").beginDrag();
  other.at("p", 10).type(" weekly");
  me.endDrag("q", offset);
  expect(me.ids).toEqual(order);
  expect(me.lines).toContain("numbered|ICE writes weekly reports.");
  expect(me.lines).toContain("numbered|It keeps them.");
  expect(other.lines).toEqual(me.lines);
});

test("a whole paragraph dropped on itself changes nothing, and one dropped within words is words", () => {
  const { me } = two();
  const before = me.lines;
  me.from("p", 0, "p", "end").drag("p", 0);
  expect(me.lines).toEqual(before);
  me.from("p", 0, "p", "end").drag("q", 3);
  expect(me.lines).toContain("numbered|It ICE writes reports.keeps them.");
});

test("a caption that I drag goes where I let go of it, also where others have typed before it", () => {
  const { me, other } = two();
  me.on("c").beginDrag();
  other.at("p", 10).type(" weekly");
  me.endDrag("q", 0);
  const types = (me.prose.content ?? []).map(({ type }) => type);
  expect(types.filter((type) => type === "caption")).toHaveLength(1);
  expect(types.indexOf("caption")).toBeGreaterThan(1);
  expect(me.lines[0]).toBe("numbered|ICE writes weekly reports.");
});
