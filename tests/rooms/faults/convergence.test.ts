// @vitest-environment jsdom
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { checkedNode } from "#app/document/version/validate.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { body, doc } from "#tests/document/build.ts";
import { undo } from "#app/editor/binding/index.ts";
import { TestEditor } from "#tests/editor/test-editor.ts";
import { below, pick, seeded, type Random } from "#tests/rooms/support/random.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually, openStock } from "#tests/rooms/support/stock.ts";
import { RoomsProcess } from "./process.ts";
import { faultSeed, scaled, sleep } from "./scale.ts";

const KEYS = [
  "Enter",
  "Enter",
  "Backspace",
  "Delete",
  "Tab",
  "Shift-Tab",
  "Mod-b",
  "Mod-Alt-1",
  "Mod-Alt-5",
  "Mod-Alt-0",
  "Mod-Shift-7",
];
const TYPED = ["ICE ", "¿qué? ", "“quoted” ", "1. ", "- ", "# ", "...", "the records of "];

const open: TestEditor[] = [];
afterEach(() => {
  for (const testEditor of open.splice(0)) testEditor.close();
});

/** One edit with real keys in a real editor. */
function editWithKeys(testEditor: TestEditor, random: Random): void {
  const ids = testEditor.ids.filter((id) => id !== null);
  const id = pick(random, ids);
  if (random() < 0.15) testEditor.from(id, 0, pick(random, ids.slice(ids.indexOf(id))), "end");
  else testEditor.at(id, pick(random, [0, "end"] as const));
  if (random() < 0.08) testEditor.run(undo);
  else if (random() < 0.6) testEditor.type(pick(random, TYPED));
  else testEditor.press(pick(random, KEYS));
}

describe("real editors who go offline and return", () => {
  const runs = scaled("CONVERGENCE_RUNS", 30, 3, 2);

  it(`agree in the end, with each other and with what is kept, in ${runs} runs [R6, R10]`, async () => {
    const first = faultSeed("convergence");
    for (let run = 0; run < runs; run += 1) {
      const seed = first + run;
      const random = seeded(seed);
      const text = doc(
        ...Array.from({ length: 6 }, (_, index) => body(`p${index}`, `Words ${index}.`)),
      );
      const server = await RoomsProcess.prepare(updateFromProse(text, 1));
      onTestFinished(() => server.remove());
      await server.start();
      const documentId = "draft-with-text";
      const people = Array.from({ length: 3 + below(random, 8) }, (_, index) => {
        const who = ["ana", "ben", "ida"][index % 3]!;
        const stock = openStock(server, { who, documentId });
        return { ...stock, testEditor: null as TestEditor | null };
      });
      await eventually("in sync", () => people.every(({ provider }) => provider.synced));
      for (const person of people) {
        // R25: the editor takes no key before its document is whole.
        person.testEditor = new TestEditor(person.doc);
        open.push(person.testEditor);
      }
      for (let edit = 0; edit < 120; edit += 1) {
        const person = pick(random, people);
        if (random() < 0.06) {
          if (person.provider.shouldConnect) person.provider.disconnect();
          else person.provider.connect();
        }
        editWithKeys(person.testEditor!, random);
        if (random() < 0.3) await sleep(below(random, 20));
      }
      for (const { provider } of people) provider.connect();
      const prose = () =>
        new Set(people.map(({ testEditor }) => JSON.stringify(testEditor!.prose)));
      await eventually(`seed ${seed} converges`, () => prose().size === 1);
      // Text that the editors' own repairs add settles, too.
      await sleep(300);
      await eventually(`seed ${seed} stays so`, () => prose().size === 1);
      const newcomer = new RawClient(server, { who: "olga", documentId });
      await newcomer.join();
      const reader = new TestEditor(newcomer.doc());
      open.push(reader);
      expect(reader.prose, `seed ${seed}`).toEqual(people[0]!.testEditor!.prose);
      checkedNode(reader.prose);
      expect(Y.encodeStateVector(newcomer.doc()).length).toBeGreaterThan(1);
      for (const { provider } of people) provider.destroy();
      for (const testEditor of open.splice(0)) testEditor.close();
      await server.remove();
    }
  });
});
