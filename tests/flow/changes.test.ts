import { describe, expect, it } from "vitest";
import { EditorState } from "@tiptap/pm/state";
import { changesOf } from "#app/document/flow/changes.ts";
import { schema } from "./support/flow-editor.ts";

/** Replaces each "o" by these letters, in the order of the text or from its end. */
function replaced(letters: string, isFromEnd: boolean) {
  const words = "one or two or more of those, o, to go on.";
  const doc = schema.node("doc", null, [
    schema.node("block", { id: "a", kind: "body" }, schema.text(words)),
  ]);
  const { tr } = EditorState.create({ doc });
  const places = [...words.matchAll(/o/gu)].map(({ index }) => index + 1);
  let shift = 0;
  for (const place of isFromEnd ? places.toReversed() : places) {
    tr.insertText(letters, place + shift, place + shift + 1);
    if (!isFromEnd) shift += letters.length - 1;
  }
  return { changes: changesOf([tr]), count: places.length };
}

describe("the ranges that a transaction changed", () => {
  it.each(["0", "", "oh"])(
    "are the same in whichever order %j took the places of others",
    (letters) => {
      const { changes, count } = replaced(letters, false);
      expect(changes).toEqual(replaced(letters, true).changes);
      expect(changes.length).toBe(count);
    },
  );
});
