import { expect, test } from "vitest";
import type { NodeType } from "@tiptap/pm/model";
import { MAY_HOLD, type FlowContent } from "#app/document/flow/placement.ts";
import { FLOW_ELEMENTS, FLOW_FORMATS, FLOW_TEXTS } from "#app/document/flow/vocabulary.ts";
import { legalSchema } from "#app/document/schema.ts";

/** Kinds of nodes in a flow. */
const IN_THE_FLOW: Readonly<Record<string, string>> = {
  text: "letters",
  tableCell: "cell",
  tableHeader: "cell",
  doc: "root",
};
const inFlow = (type: NodeType) => IN_THE_FLOW[type.name] ?? type.name;
const types = Object.values(legalSchema().nodes);

test("every node of the schema is in the flow's vocabulary, and nothing else [F11]", () => {
  const known = ["root", "letters", ...Object.keys(FLOW_ELEMENTS), ...Object.keys(FLOW_TEXTS)];
  expect(new Set(types.map(inFlow))).toEqual(new Set(known));
});

test("every attribute of a node has a rule for what may stand in it, and nothing else [F11]", () => {
  const rules: Readonly<Record<string, object>> = { ...FLOW_ELEMENTS, ...FLOW_TEXTS };
  for (const type of types) {
    const attributes = new Set(Object.keys(type.spec.attrs ?? {}));
    if (inFlow(type) === "cell") {
      // A cell's kind stands in an attribute; the width is the table commands' own.
      attributes.delete("colwidth");
      attributes.add("header");
    }
    if (!(inFlow(type) in rules)) expect(attributes, type.name).toEqual(new Set());
    else expect(new Set(Object.keys(rules[inFlow(type)] ?? {})), type.name).toEqual(attributes);
  }
});

test("every mark of the schema is a format with its attributes, and nothing else [F11]", () => {
  const marks = Object.values(legalSchema().marks);
  expect(new Set(Object.keys(FLOW_FORMATS))).toEqual(new Set(marks.map(({ name }) => name)));
  for (const { name, spec } of marks) {
    const rules = FLOW_FORMATS[name as keyof typeof FLOW_FORMATS];
    expect(Object.keys(rules), name).toEqual(Object.keys(spec.attrs ?? {}));
  }
});

test("what may stand in what is what the schema says, blocks laid out flat [F1, F11]", () => {
  const within = (type: NodeType): FlowContent[] =>
    types
      .filter((child) => type.contentMatch.defaultType === child || canHold(type, child))
      .map((child) => inFlow(child) as FlowContent);
  for (const type of types) {
    if (type.isText) continue;
    const held = new Set(within(type));
    // A block's words stand behind its marker, in the flow that the marker stands in.
    if (held.has("block")) {
      held.add("format");
      for (const inline of within(legalSchema().nodes.block!)) held.add(inline);
    }
    if (type.name === "footnote") held.add("format");
    const laidOut = type.name === "block" ? new Set() : held;
    expect(new Set(MAY_HOLD[inFlow(type) as keyof typeof MAY_HOLD]), type.name).toEqual(laidOut);
  }
});

/** Whether a child may stand anywhere in what a node holds. */
function canHold(type: NodeType, child: NodeType): boolean {
  const seen = new Set([type.contentMatch]);
  for (const match of seen) {
    for (let edge = 0; edge < match.edgeCount; edge += 1) {
      const { type: next, next: after } = match.edge(edge);
      if (next === child) return true;
      seen.add(after);
    }
  }
  return false;
}
