import { expect, it } from "vitest";
import * as Y from "yjs";
import { applyFirst } from "#app/editor/session/raw-update.ts";

const text = (doc: Y.Doc) => doc.getText("draft");

function updateSaying(words: string): Uint8Array {
  const doc = new Y.Doc();
  text(doc).insert(0, words);
  return Y.encodeStateAsUpdate(doc);
}

/** Applies it as a room's provider does; what listeners of updates were told. */
function told(doc: Y.Doc, update: Uint8Array): unknown[][] {
  const heard: unknown[][] = [];
  const listen = (bytes: Uint8Array, origin: unknown) => heard.push([bytes, origin]);
  doc.on("update", listen);
  applyFirst(doc, update, "room", () => Y.applyUpdate(doc, update, "room"));
  doc.off("update", listen);
  return heard;
}

it("hands on the very bytes of a document's first content, and later edits as ever", () => {
  const doc = new Y.Doc();
  const update = updateSaying("Words");
  const heard = told(doc, update);
  expect(heard).toEqual([[update, "room"]]);
  expect(heard[0]?.[0]).toBe(update);
  let later = 0;
  doc.on("update", () => (later += 1));
  text(doc).insert(0, "More ");
  expect(text(doc).toJSON()).toBe("More Words");
  expect(later).toBe(1);
});

it("tells only what is new of a document that has some of it", () => {
  const doc = new Y.Doc();
  const first = updateSaying("Words");
  Y.applyUpdate(doc, first);
  expect(told(doc, first)).toEqual([]);
});

it("tells nothing of an update without content, and listeners stay where applying fails", () => {
  const doc = new Y.Doc();
  expect(told(doc, Uint8Array.of(0, 0))).toEqual([]);
  let heard = 0;
  doc.on("update", () => (heard += 1));
  expect(() =>
    applyFirst(doc, Uint8Array.of(0, 0), null, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  text(doc).insert(0, "Words");
  expect(heard).toBe(1);
});
