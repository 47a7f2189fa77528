import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { reissueLocalUpdate } from "#app/editor/recovery/reissue-local-update.ts";

let nextId = 1_000_000;
const freshId = () => (nextId += 1);

function text(doc: Y.Doc): string {
  return doc.getText("default").toString();
}

describe("own words under fresh client ids", () => {
  it("[R7] keep their place, and nothing of the old id is left beyond the server's clock", () => {
    const server = new Y.Doc();
    server.clientID = 7;
    server.getText("default").insert(0, "The agency shall answer.");
    const page = new Y.Doc();
    page.clientID = 42;
    Y.applyUpdate(page, Y.encodeStateAsUpdate(server));
    page.getText("default").insert(11, "promptly ");
    page.getText("default").delete(0, 3);
    page.getText("default").insert(0, "That");

    const words = reissueLocalUpdate(
      Y.encodeStateAsUpdate(page),
      Y.encodeStateVector(server),
      freshId,
    );
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(server));
    Y.applyUpdate(fresh, words!);
    expect(text(fresh)).toBe(text(page));
    expect(fresh.store.clients.has(42)).toBe(false);
  });

  it("[R7] begin where the server's knowledge of an id ends", () => {
    const server = new Y.Doc();
    const page = new Y.Doc();
    page.clientID = 42;
    page.getText("default").insert(0, "saved ");
    Y.applyUpdate(server, Y.encodeStateAsUpdate(page));
    page.getText("default").insert(6, "unsaved");
    page.getText("default").delete(3, 6);

    const words = reissueLocalUpdate(
      Y.encodeStateAsUpdate(page),
      Y.encodeStateVector(server),
      freshId,
    );
    Y.applyUpdate(server, words!);
    expect(text(server)).toBe(text(page));
    expect(Y.getState(server.store, 42)).toBe(6);
  });

  it("[R7] are none where the server knows everything", () => {
    const page = new Y.Doc();
    page.getText("default").insert(0, "saved");
    const vector = Y.encodeStateVector(page);
    expect(reissueLocalUpdate(Y.encodeStateAsUpdate(page), vector, freshId)).toBeNull();
  });

  it("[R7] come out the same for any sequence of edits, saved up to any point", () => {
    const edit = fc.record({
      at: fc.nat(50),
      remove: fc.nat(5),
      insert: fc.string({ maxLength: 6 }),
      nested: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), fc.nat(30), (edits, savedAfter) => {
        const server = new Y.Doc();
        server.clientID = 7;
        const page = new Y.Doc();
        page.clientID = 42;
        edits.forEach((step, index) => {
          if (index === savedAfter) Y.applyUpdate(server, Y.encodeStateAsUpdate(page));
          const fragment = page.getXmlFragment("default");
          if (step.nested || fragment.length === 0) {
            const block = new Y.XmlElement("block");
            block.setAttribute("kind", step.insert);
            block.insert(0, [new Y.XmlText(step.insert)]);
            fragment.insert(step.at % (fragment.length + 1), [block]);
            return;
          }
          const block = fragment.get(step.at % fragment.length) as Y.XmlElement;
          const words = block.get(0) as Y.XmlText;
          const at = Math.min(step.at, words.length);
          words.delete(at, Math.min(step.remove, words.length - at));
          words.insert(at, step.insert, step.remove > 3 ? { bold: true } : {});
        });
        const words = reissueLocalUpdate(
          Y.encodeStateAsUpdate(page),
          Y.encodeStateVector(server),
          freshId,
        );
        const known = Y.getState(server.store, 42);
        if (words) Y.applyUpdate(server, words);
        expect(server.getXmlFragment("default").toString()).toBe(
          page.getXmlFragment("default").toString(),
        );
        expect(Y.getState(server.store, 42)).toBe(known);
      }),
      { numRuns: 200 },
    );
  });
});
