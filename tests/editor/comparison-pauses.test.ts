// @vitest-environment jsdom
import { Awareness } from "y-protocols/awareness";
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import type { BaselineChoice, DoersAnswer } from "#app/domain/changes/answers.ts";
import { LiveComparison } from "#app/editor/changes/comparison.ts";
import type { ChangesClient } from "#app/editor/changes/changes-client.ts";
import { Ticked } from "#app/editor/changes/ticked.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const LOOKED: BaselineChoice = {
  key: "looked",
  kind: "looked",
  generation: 1,
  sequence: 1,
  at: "2026-01-01T00:00:00Z",
  version: null,
  organization: null,
  isKept: true,
};

test("[M17] what the server says of who changed what is drawn in a pause, not between two keys", async () => {
  const me = new TestEditor(doc(body("a", "The quick brown fox."), body("b", "Last one.")));
  const awareness = new Awareness(me.document);
  onTestFinished(() => {
    vi.useRealTimers();
    awareness.destroy();
    me.close();
  });
  const answers: DoersAnswer[] = [];
  const client = {
    baseline: async () => Y.encodeStateAsUpdate(me.document),
    doers: async (upTo: number) => {
      const answer: DoersAnswer = { upTo, people: [], inserted: [], deleted: [] };
      answers.push(answer);
      return answer;
    },
  } as unknown as ChangesClient;
  const you = { userId: "u", name: "Ana", organization: "Council", colour: 1 } as never;
  const ticked = new Ticked();
  const parts = { editor: me.editor, client, awareness, you, ticked };
  const begun = await LiveComparison.begin(parts, LOOKED, () => false);
  if (!(begun instanceof LiveComparison)) throw new Error(`no comparison: ${begun}`);
  onTestFinished(() => begun.end());
  begun.draw(true);
  vi.useFakeTimers();

  me.at("a", "end").type("x");
  await vi.advanceTimersByTimeAsync(300);
  expect(begun.state.get().changes).toHaveLength(1);
  const asked = answers.length;
  const compared = begun.state.get();
  for (let key = 0; key < 30; key += 1) {
    me.at("b", "end").type("y");
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(answers.length).toBeGreaterThan(asked);
  expect(begun.state.get()).toBe(compared);
  await vi.advanceTimersByTimeAsync(300);
  expect(begun.state.get().changes).toHaveLength(2);
});
