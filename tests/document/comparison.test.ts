import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { allChanges, Baseline } from "#app/document/changes/index.ts";
import { createEffort } from "#app/document/comparison/effort.ts";
import {
  boundedRuns,
  type ComparedRun,
  type ComparedToken,
} from "#app/document/comparison/runs.ts";
import { wordsIn } from "#app/document/comparison/words.ts";
import { flowRoot, writeFlow } from "#app/document/flow/index.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import { body, doc } from "#tests/document/build.ts";
import { chance, seeds } from "#tests/editor/random.ts";
import { processorMs } from "#tests/support/processor-time.ts";

const tokens = (text: string): ComparedToken[] =>
  wordsIn(text).map((key) => ({ key, letters: key.length }));
const said = (some: readonly ComparedToken[]) => some.map(({ key }) => key).join("");
const told = (runs: readonly ComparedRun<ComparedToken>[]) =>
  runs.map(({ alike, before, after }) =>
    alike ? said(after) : `[${said(before)}|${said(after)}]`,
  );

describe("[M25] two sides are compared by words", () => {
  test.each(seeds(40))("and both can be read from the runs (seed %i)", (seed) => {
    const random = chance(seed);
    const words = Array.from({ length: 5 + random.below(60) }, () => `word${random.below(30)}`);
    const edited = words.flatMap((word) => {
      if (random.once(6)) return [];
      return random.once(6) ? [word, `new${random.below(9)}`] : [word];
    });
    const [old, now] = [tokens(words.join(" ")), tokens(edited.join(" "))];
    // With next to no steps, too.
    for (const steps of [1_000_000, 200, 0]) {
      const runs = boundedRuns(old, now, createEffort(steps), 400);
      expect(said(runs.flatMap(({ before }) => before))).toBe(said(old));
      expect(said(runs.flatMap(({ after }) => after))).toBe(said(now));
      for (const { alike, before, after } of runs) {
        if (alike) expect(said(before)).toBe(said(after));
      }
    }
  });

  test("and where that would cost too much, cut at the words that both have once", () => {
    const many = (word: string, count: number) => Array.from({ length: count }, () => word);
    const old = [...many("a", 900), "agency", ...many("b", 900)].join("-");
    const now = [...many("c", 900), "agency", ...many("d", 900)].join("-");
    const runs = told(boundedRuns(tokens(old), tokens(now), createEffort(400_000), 50));
    expect(runs).toHaveLength(3);
    expect(runs[1]).toBe("agency");
  });

  test("and where no blanks stand between words, by signs", () => {
    const redline = redlineOf(
      doc(body("p", "政府机关必须公开所有会议记录。")),
      doc(body("p", "政府机关应当公开所有会议记录。")),
    );
    const [block] = redline.blocks;
    const pieces = block?.type === "text" ? block.pieces : [];
    expect(pieces.map(({ change, nodes }) => [change, nodes[0]?.text])).toEqual([
      ["same", "政府机关"],
      ["deleted", "必须"],
      ["inserted", "应当"],
      ["same", "公开所有会议记录。"],
    ]);
  });

  test.each([2_000, 12_000])("and %i words written anew are compared in bounded time", (count) => {
    const draft = new Y.Doc({ gc: false });
    const words = (from: number) =>
      Array.from({ length: count }, (_, at) => `word${(at * 7919 + from) % 5_000}`).join(" ");
    writeFlow(draft, legalSchema().nodeFromJSON(doc(body("p", words(0)))));
    const baseline = Baseline.fromUpdate(Y.encodeStateAsUpdate(draft));
    const root = flowRoot(draft);
    root.delete(1, root.length - 1);
    root.insert(1, words(3));
    const took = processorMs(() => {
      const doerOf = () => ({ doer: null, until: Infinity });
      expect(allChanges(root, { baseline, doerOf }).length).toBeGreaterThan(0);
    });
    expect(took).toBeLessThan(1_000);
  });

  test("and a paragraph that two people joined anew, word by word in parts, is told where it began", () => {
    const { draft, baseline } = drafted(["pay 條", "éa", "約"]);
    const root = flowRoot(draft);
    root.delete(1, root.length - 1);
    root.insert(1, "pay 條");
    const second = new Y.XmlElement("block");
    second.setAttribute("id", "p1");
    root.insertEmbed(root.length, second);
    root.insert(root.length, "éa約");
    // Each took out every other letter.
    const changes = allChanges(root, {
      baseline,
      doerOf: (did, _client, clock) =>
        did === "inserted"
          ? { doer: { person: "ana", at: 1 }, until: Infinity }
          : { doer: { person: clock % 2 === 0 ? "ana" : "ravi", at: 1 }, until: clock + 1 },
    });
    expect(changes.flatMap(({ pieces }) => pieces)).toMatchObject([
      { is: "deleted", at: { row: 1, offset: 2 }, gone: [{ is: "break", id: "p2" }] },
    ]);
  });

  test("and all words that lost a mark are told, those that were written again too", () => {
    const draft = new Y.Doc({ gc: false });
    const root = flowRoot(draft);
    const bold = { bold: {} };
    root.insertEmbed(0, new Y.XmlElement("block"));
    root.insert(1, "ab ", bold);
    root.insert(4, "xy", bold);
    root.insert(6, " and ", { bold: null });
    root.insert(11, "zq", bold);
    const baseline = Baseline.fromUpdate(Y.encodeStateAsUpdate(draft));
    root.delete(4, 9);
    root.format(1, 3, { bold: null });
    root.insert(4, "xy and zq", { bold: null });
    const doerOf = () => ({ doer: { person: "ana", at: 1 }, until: Infinity });
    const pieces = allChanges(root, { baseline, doerOf }).flatMap((change) => change.pieces);
    expect(pieces).toMatchObject([
      { is: "restyled", at: { offset: 0 }, size: 5 },
      { is: "restyled", at: { offset: 10 }, size: 2 },
    ]);
  });
});

function drafted(paragraphs: readonly string[]): { draft: Y.Doc; baseline: Baseline } {
  const draft = new Y.Doc({ gc: false });
  const text = doc(...paragraphs.map((words, at) => body(`p${at}`, words)));
  writeFlow(draft, legalSchema().nodeFromJSON(text));
  return { draft, baseline: Baseline.fromUpdate(Y.encodeStateAsUpdate(draft)) };
}
