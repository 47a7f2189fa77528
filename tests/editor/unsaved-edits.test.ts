import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { isOfSchema2, unsavedEdits, stillMissing } from "#app/editor/recovery/unsaved-edits.ts";
import { body, cell, doc, footnote, hardBreak, table } from "#tests/document/build.ts";
import {
  elementOf,
  schema2Blocks,
  textOf,
  writeSchema2,
} from "#tests/migration/schema-2-writer.ts";
import { draftOf, typeBehind } from "./flow-drafts.ts";

/** A copy as a page of schema 2 kept it; what comes later is not saved. */
function oldCopy(...content: Parameters<typeof doc>) {
  const shared = new Y.Doc();
  writeSchema2(shared, doc(...content));
  return { shared, saved: Y.encodeStateVector(shared) };
}

/** As it is loaded from the device: nobody has asked for its root. */
function loaded(shared: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(shared));
  return copy;
}

describe("words that a page of the release before kept on a device", () => {
  const { shared, saved } = oldCopy(
    body("a", "The agency shall answer.", hardBreak, footnote("f", "See it.")),
    table([cell(body("c", "Cell"))]),
    body("z", "Last."),
  );
  const [a, c] = schema2Blocks(shared);
  textOf(a!).insert("The agency shall ".length, "promptly ");
  ((a!.get(2) as Y.XmlElement).get(0) as Y.XmlText).insert(4, "all of ");
  textOf(c!).insert(4, " and more");
  shared.getXmlFragment("default").insert(3, [elementOf(body("new", "Written offline."))]);

  it("[R17] are read by the layout of that release, with and without what was not saved", async () => {
    const copy = loaded(shared);
    expect(isOfSchema2(copy)).toBe(true);
    expect(await unsavedEdits(copy, saved)).toEqual([
      {
        id: "a",
        after: null,
        before: "The agency shall answer.\nSee it.",
        text: "The agency shall promptly answer.\nSee all of it.",
      },
      { id: "c", after: "a", before: "Cell", text: "Cell and more" },
      { id: "new", after: "z", before: null, text: "Written offline." },
    ]);
  });

  it("[R17] are offered no longer where the migrated draft reads just so", async () => {
    const copy = loaded(shared);
    const blocks = await unsavedEdits(copy, saved);
    const upTo = Y.encodeStateVector(new Y.Doc());
    const draft = draftOf([
      body("a", "The agency shall answer."),
      body("c", "Cell and more"),
      body("moved-1", "Written offline."),
    ]);
    expect(stillMissing(blocks, { doc: copy, upTo, draft }).map(({ id }) => id)).toEqual(["a"]);
  });

  it("are distinguished from a copy of this release, whatever it contains", async () => {
    const draft = draftOf([
      body("a", "First."),
      table([cell(body("c", "Cell"))]),
      body("b", "x", footnote("f", "note")),
    ]);
    const before = Y.encodeStateVector(draft);
    typeBehind(draft, "First.", " More.");
    const copy = loaded(draft);
    expect(isOfSchema2(copy)).toBe(false);
    expect(await unsavedEdits(copy, before)).toMatchObject([{ id: "a", text: "First. More." }]);
    expect(isOfSchema2(new Y.Doc())).toBe(false);
    const tableOnly = loaded(oldCopy(table([cell(body("c", "Cell"))])).shared);
    expect(isOfSchema2(tableOnly)).toBe(true);
  });
});
