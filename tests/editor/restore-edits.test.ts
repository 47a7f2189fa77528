import { EditorState } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { restoreEdits } from "#app/editor/recovery/restore-edits.ts";
import type { RecoverableBlock } from "#app/editor/recovery/recoverable-edits.ts";
import { legalSchema } from "#app/document/schema.ts";

function draft(...blocks: [id: string, text: string, kind?: string][]): EditorState {
  const schema = legalSchema();
  const nodes = blocks.map(([id, text, kind = "body"]) =>
    schema.nodes.block!.create({ id, kind, level: 1 }, text ? schema.text(text) : null),
  );
  return EditorState.create({ schema, doc: schema.topNodeType.create(null, nodes) });
}

function placed(state: EditorState, ...blocks: RecoverableBlock[]): string[] {
  const { doc } = restoreEdits(state, blocks);
  doc.check();
  return doc.content.content.map((node) => `${String(node.attrs.kind)}: ${node.textContent}`);
}

describe("putting offered words into the draft", () => {
  it("[R17] restores them at their place in a block that is as it was", () => {
    const state = draft(["a", "The agency shall answer."], ["b", "Untouched."]);
    const block = {
      id: "a",
      after: null,
      before: "The agency shall answer.",
      text: "The agency shall promptly answer.",
    };
    expect(placed(state, block)).toEqual([
      "body: The agency shall promptly answer.",
      "body: Untouched.",
    ]);
  });

  it("[R17] puts them behind a block that reads otherwise now, changing none of its words", () => {
    const state = draft(["a", "The agency must reply.", "numbered"], ["b", "Untouched."]);
    const block = {
      id: "a",
      after: null,
      before: "The agency shall answer.",
      text: "The agency shall promptly answer.",
    };
    expect(placed(state, block)).toEqual([
      "numbered: The agency must reply.",
      "numbered: promptly ",
      "body: Untouched.",
    ]);
  });

  it("[R17] finds the place of a new block behind the one that stood before it", () => {
    const state = draft(["a", "First."], ["b", "Last."]);
    const block = { id: "gone", after: "a", before: null, text: "In\nbetween." };
    const { doc } = restoreEdits(state, [block]);
    expect(doc.child(1).childCount).toBe(3);
    expect(doc.child(1).textBetween(0, doc.child(1).content.size, "", "\n")).toBe("In\nbetween.");
    expect(doc.child(2).textContent).toBe("Last.");
  });

  it("[R17] puts them at the end where nothing around them is left", () => {
    const state = draft(["x", "All is new."]);
    const block = { id: "gone", after: "also gone", before: null, text: "Mine." };
    expect(placed(state, block)).toEqual(["body: All is new.", "body: Mine."]);
  });

  it("[R17] leaves the caret behind the words, where whoever put them in looks for them", () => {
    const state = draft(["a", "The agency shall answer."], ["b", "Untouched."]);
    const block = { id: "a", after: null, before: "The agency shall answer." };
    const before = ({ selection: { $from } }: { selection: EditorState["selection"] }) =>
      $from.parent.textContent.slice(0, $from.parentOffset);
    const text = "The agency shall promptly answer.";
    expect(before(restoreEdits(state, [{ ...block, text }]))).toBe("The agency shall promptly ");
    const changed = draft(["a", "Otherwise."], ["b", "Untouched."]);
    expect(before(restoreEdits(changed, [{ ...block, text }]))).toBe("promptly ");
  });

  it("[R17] restores several insertions in one block as one stretch", () => {
    const state = draft(["a", "abc"]);
    const block = { id: "a", after: null, before: "abc", text: "a1b2c" };
    expect(placed(state, block)).toEqual(["body: a1b2c"]);
  });
});
