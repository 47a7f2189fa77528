import { afterAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createDraftWorkers } from "../../server/rooms";
import { updateFromProse } from "~/prose/from-yjs";
import { rootOf, writeParagraph } from "./support/stock";

const workers = createDraftWorkers({
  workerUrl: new URL("../../server/rooms/draft-worker.ts", import.meta.url),
});
afterAll(() => workers.destroy());

describe("the worker", () => {
  it("folds base and tail into one update that says the same in fewer bytes [R19]", async () => {
    const doc = new Y.Doc();
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => parts.push(update));
    const text = writeParagraph(doc, "a");
    for (let index = 0; index < 200; index += 1) text.insert(index, "b");
    text.delete(10, 50);
    const { bytes: base } = await workers.compact(parts);
    const read = new Y.Doc();
    Y.applyUpdate(read, base);
    expect(rootOf(read).toString()).toBe(rootOf(doc).toString());
    expect(base.length).toBeLessThan(parts.reduce((sum, part) => sum + part.length, 0) / 4);
  });

  it("refuses a tail of which something is missing, and stays of use [R19]", async () => {
    const doc = new Y.Doc();
    const parts: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => parts.push(update));
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    await expect(workers.compact(parts.slice(1))).rejects.toThrow("not there");
    expect((await workers.compact(parts)).bytes).toBeInstanceOf(Uint8Array);
  });

  it("draws a draft as HTML", async () => {
    const update = updateFromProse(
      {
        type: "doc",
        content: [{ type: "block", content: [{ type: "text", text: "We <request> it." }] }],
      },
      1,
    );
    expect(await workers.html(update)).toContain("We &lt;request&gt; it.");
  });
});
