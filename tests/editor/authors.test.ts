import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn, type FlowPiece } from "#app/document/flow/pieces.ts";
import {
  AuthorIndex,
  type AuthorshipRow,
  authorRuns,
  mergeAuthorship,
} from "#app/editor/authors/author-index.ts";
import { AuthorRuns } from "#app/protocol/authored-ranges.ts";
import { unionIds } from "#app/protocol/id-ranges.ts";
import { body, footnote } from "#tests/document/build.ts";
import { draftOf } from "./flow-drafts.ts";

const MINUTE = 60_000;

/** A block in a flow that two clients write in; what each wrote is noted as the rooms do it. */
function shared() {
  const docs = [draftOf([body("a")], 11), draftOf([body("a")], 11)] as const;
  docs[0].clientID = 11;
  docs[1].clientID = 22;
  const rows: AuthorshipRow[] = [];
  const write = (person: 0 | 1, at: number, position: number, text: string) => {
    const doc = docs[person];
    const before = Y.getState(doc.store, doc.clientID);
    // Behind the block's marker.
    flowRoot(doc).insert(1 + position, text);
    const length = Y.getState(doc.store, doc.clientID) - before;
    rows.push({ person, at, inserted: new Map([[doc.clientID, [{ clock: before, length }]]]) });
    const other = docs[1 - person] as Y.Doc;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
  };
  return { doc: docs[0], rows, write };
}

function piecesIn(doc: Y.Doc): readonly FlowPiece[] {
  return [...blocksIn(flowRoot(doc))][0]?.pieces ?? [];
}

function wordsIn(doc: Y.Doc): string {
  return piecesIn(doc)
    .map((piece) => (piece.is === "letters" ? piece.text : "\n"))
    .join("");
}

function read(doc: Y.Doc, rows: readonly AuthorshipRow[]) {
  const text = wordsIn(doc);
  return authorRuns(piecesIn(doc), new AuthorIndex(mergeAuthorship(rows))).map(
    ({ from, to, written }) => [text.slice(from, to), written?.person ?? null, written?.at ?? null],
  );
}

describe("who wrote what", () => {
  it("tells person and time of each run, where two write into each other's sentence", () => {
    const { doc, rows, write } = shared();
    write(0, 0, 0, "The agency shall answer.");
    write(1, 30 * MINUTE, 17, "promptly ");
    expect(read(doc, rows)).toEqual([
      ["The agency shall ", 0, 0],
      ["promptly ", 1, 30 * MINUTE],
      ["answer.", 0, 0],
    ]);
  });

  it("joins keys that follow each other, and parts what lies far apart in time", () => {
    const { doc, rows, write } = shared();
    [..."The agency"].forEach((key, index) => write(0, index * 100, index, key));
    write(0, 60 * MINUTE, 10, " shall");
    expect(mergeAuthorship(rows)).toHaveLength(2);
    expect(read(doc, rows)).toEqual([
      ["The agency", 0, 900],
      [" shall", 0, 60 * MINUTE],
    ]);
  });

  it("finds each id, told twice or not, and of two people the one who was told first", () => {
    // A page that is told more since a number may hear again of what compaction merged meanwhile.
    const index = new AuthorIndex([
      [1, 3, 2, 0, 5],
      [1, 0, 20, 0, 9],
    ]);
    for (let clock = 0; clock < 20; clock += 1) expect(index.find(1, clock).range?.[3]).toBe(0);
    index.add([1, 18, 4, 1, 9]);
    expect(index.ranges()).toEqual([
      [1, 0, 20, 0, 9],
      [1, 20, 2, 1, 9],
    ]);
    expect(index.find(1, 30)).toEqual({ range: null, until: Infinity });
  });

  it("leaves words without a commit unattributed, and names their client", () => {
    const { doc, rows, write } = shared();
    write(0, 0, 0, "Saved");
    flowRoot(doc).insert(6, " and not yet");
    const runs = authorRuns(piecesIn(doc), new AuthorIndex(mergeAuthorship(rows)));
    expect(runs).toEqual([
      { from: 0, to: 5, client: 11, written: { person: 0, at: 0 } },
      { from: 5, to: 17, client: 11, written: null },
    ]);
  });

  it("[M11] parts what somebody else suggested from what the writer thought of, and names both", () => {
    const { doc, rows, write } = shared();
    write(0, 0, 0, "The agency must answer.");
    const [[client = 0, from = 0] = []] = mergeAuthorship(rows);
    const suggested = new AuthorIndex([[client, from + 11, 4, 3, 0]]);
    const runs = authorRuns(piecesIn(doc), new AuthorIndex(mergeAuthorship(rows)), suggested);
    expect(runs.map((run) => [run.from, run.to, run.written?.person, run.suggestedBy])).toEqual([
      [0, 11, 0, undefined],
      [11, 15, 0, 3],
      [15, 23, 0, undefined],
    ]);
  });

  it("skips what was deleted and counts a line break as one", () => {
    const { doc, rows, write } = shared();
    write(0, 0, 0, "First line");
    flowRoot(doc).delete(1, 6);
    flowRoot(doc).insertEmbed(5, new Y.XmlElement("hardBreak"));
    flowRoot(doc).insert(6, "second");
    const index = new AuthorIndex(mergeAuthorship(rows));
    expect(authorRuns(piecesIn(doc), index).map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [5, 11],
    ]);
  });

  it("tells those of a footnote where they stand in the editor's document", () => {
    const doc = draftOf([body("a", "As", footnote("n", "see"), " asked")], 11);
    const index = new AuthorIndex([]);
    const runs = authorRuns(piecesIn(doc), index);
    expect(runs.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [3, 6],
      [7, 13],
    ]);
  });

  it("covers the whole text without gaps and gives each letter to its writer, whatever they do", () => {
    const edit = fc.record({
      person: fc.constantFrom(0 as const, 1 as const),
      position: fc.nat(60),
      text: fc.stringMatching(/^[a-z ]{1,8}$/),
      minutes: fc.nat(30),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const { doc, rows, write } = shared();
        const letters: (0 | 1)[] = [];
        let at = 0;
        for (const { person, position, text, minutes } of edits) {
          at += minutes * MINUTE;
          const where = Math.min(position, wordsIn(doc).length);
          write(person, at, where, text);
          letters.splice(where, 0, ...[...text].map(() => person));
        }
        const runs = authorRuns(piecesIn(doc), new AuthorIndex(mergeAuthorship(rows)));
        const told = runs.flatMap(({ from, to, written }) =>
          Array.from({ length: to - from }, () => written?.person),
        );
        expect(told).toEqual(letters);
      }),
      { numRuns: 150 },
    );
  });
});

describe("authorship of many pieces", () => {
  it("is the same in one pass as range by range, whatever was known before", () => {
    const range = fc.record({ clock: fc.nat(300), length: fc.integer({ min: 1, max: 4 }) });
    const row = fc.record({
      person: fc.nat(2),
      at: fc.nat(3).map((part) => part * 10 * MINUTE),
      list: fc.array(range, { minLength: 1, maxLength: 80 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const [whole, parts] = [new AuthorRuns(), new AuthorRuns()];
        for (const { person, at, list } of rows) {
          const inserted = unionIds(new Map([[7, list]]));
          whole.add({ person, at, inserted });
          for (const one of inserted.get(7) ?? []) {
            parts.add({ person, at, inserted: new Map([[7, [one]]]) });
          }
        }
        expect(whole.ranges()).toEqual(parts.ranges());
        expect(whole.size).toBeGreaterThanOrEqual(whole.ranges().length);
        expect(whole.size).toBeLessThanOrEqual(parts.size);
      }),
    );
  });

  it("is put together of hundreds of thousands, between those that are known", () => {
    const every = (from: number, count: number) =>
      new Map([
        [7, Array.from({ length: count }, (_, at) => ({ clock: at * 4 + from, length: 1 }))],
      ]);
    const runs = new AuthorRuns();
    runs.add({ person: 0, at: 0, inserted: every(0, 300_000) });
    runs.add({ person: 1, at: 0, inserted: every(2, 300_000) });
    // Range by range that takes most of a minute, past what a test has.
    expect(runs.size).toBe(600_000);
  });
});
