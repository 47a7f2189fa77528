import { expect, test } from "vitest";
import * as Y from "yjs";
import { allChanges, Baseline, doersFrom } from "#app/document/changes/index.ts";
import { elementOf, shownUnitOf } from "#app/document/flow/layout.ts";
import { flowRoot, writeFlow } from "#app/document/flow/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import { body, cell, doc, table } from "#tests/document/build.ts";
import { seedOf } from "#tests/support/seed.ts";
import { compareAtRandom } from "./compared-at-random.ts";

/** CHANGES_SEED repeats a failure; CHANGES_RUNS says how many are tried. */
const SEED = seedOf("CHANGES_SEED");
const RUNS = Number(process.env.CHANGES_RUNS ?? 60);
const MOST_MS = Number(process.env.CHANGES_MS ?? 12_000);

test(
  `[M14] what came and what is gone is exactly the difference between two texts, from seed ${SEED} on`,
  { timeout: MOST_MS + 30_000 },
  async () => {
    const failures: string[] = [];
    const ends = Date.now() + MOST_MS;
    let runs = 0;
    for (; runs < RUNS && Date.now() < ends && failures.length < 3; runs += 1) {
      try {
        await compareAtRandom(SEED + runs);
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push(`CHANGES_SEED=${SEED + runs} CHANGES_RUNS=1: ${why.slice(0, 1_200)}`);
      }
    }
    expect(failures).toEqual([]);
    expect(runs).toBeGreaterThan(0);
  },
);

test.each([
  // Formats that two people deleted side by side were one item after a compaction, and one person's.
  675_628_011,
  // A paragraph that was moved had stood between others that are gone: told as one, it was told before them.
  825,
  1_414, 1_862,
])("[M14] a draft tells the same changes before and after a compaction: %i", async (seed) => {
  await expect(compareAtRandom(seed)).resolves.toBeUndefined();
});

test("[M14] a table whose rows two people deleted between them is gone, with its words", () => {
  const start = new Y.Doc();
  const row = (words: string) => [cell(body(`in-${words}`, words))];
  const prose = doc(body("a", "Before."), table(row("one"), row("two")), body("b", "After."));
  writeFlow(start, legalSchema().nodeFromJSON(prose));
  const before = Y.encodeStateAsUpdate(start);
  const [ana, ida] = [0, 1].map((line) => {
    const own = new Y.Doc();
    flowRoot(own);
    Y.applyUpdate(own, before);
    for (let item = flowRoot(own)._start; item !== null; item = item.right) {
      if (!item.deleted && shownUnitOf(item) === "table") elementOf(item).delete(line, 1);
    }
    return own;
  });
  Y.applyUpdate(ana!, Y.encodeStateAsUpdate(ida!));
  const changes = allChanges(flowRoot(ana!), {
    baseline: Baseline.fromUpdate(before),
    doerOf: doersFrom({ inserted: [], deleted: [] }, String, () => null),
  });
  const gone = changes.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (piece.is === "deleted" ? piece.gone : [])),
  );
  expect(gone).toMatchObject([{ is: "node", name: "table", words: "one\ntwo" }]);
});
