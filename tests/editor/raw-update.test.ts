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

it("tells first what came, then what somebody wrote upon it", () => {
  const doc = new Y.Doc();
  const copy = new Y.Doc();
  doc.on("update", (bytes: Uint8Array) => Y.applyUpdate(copy, bytes));
  text(doc).observe((_event, { local }) => {
    if (!local && text(doc).length === 5) doc.transact(() => text(doc).insert(0, "More "));
  });
  const update = updateSaying("Words");
  applyFirst(doc, update, "room", () => Y.applyUpdate(doc, update, "room"));
  expect(text(doc).toJSON()).toBe("More Words");
  expect(text(copy).toJSON()).toBe("More Words");
});

it("has told it before what follows from it begins", () => {
  const doc = new Y.Doc();
  const update = updateSaying("Words");
  const order: string[] = [];
  doc.on("update", () => order.push("told"));
  applyFirst(doc, update, "room", () => {
    Y.applyUpdate(doc, update, "room");
    order.push("synced");
  });
  expect(order).toEqual(["told", "synced"]);
});

it("tells all of what waited for a part that came later", () => {
  const from = new Y.Doc();
  const parts: Uint8Array[] = [];
  from.on("update", (part: Uint8Array) => parts.push(part));
  text(from).insert(0, "Words");
  text(from).insert(5, " and more");
  const doc = new Y.Doc();
  const copy = new Y.Doc();
  doc.on("update", (bytes: Uint8Array) => Y.applyUpdate(copy, bytes));
  for (const part of parts.toReversed())
    applyFirst(doc, part, "room", () => Y.applyUpdate(doc, part, "room"));
  expect(text(doc).toJSON()).toBe("Words and more");
  expect(text(copy).toJSON()).toBe("Words and more");
});
