import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { updateFromProse, proseFromDocument } from "#app/document/draft-prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import between from "#server/workers/redline/worker.ts";
import type { HistoryRow } from "#server/workers/redline/index.ts";
import { block, body, doc } from "#tests/document/build.ts";

const PEOPLE = { ana: 0, ben: 1, cy: 2 } as const;
type Who = keyof typeof PEOPLE;

/** A draft that several people edit one after the other, with what the rooms would keep of it. */
function openDraft(prose: ProseJSON) {
  const updates: Uint8Array[] = [updateFromProse(prose, 1_000)];
  const rows: HistoryRow[] = [];
  let sequence = 1;
  const read = () => {
    const document = new Y.Doc({ gc: false });
    flowRoot(document);
    document.transact(() => updates.forEach((update) => Y.applyUpdate(document, update)));
    return document;
  };
  return {
    /** Does what one person does in one batch. */
    edit(who: Who, act: (root: Y.XmlText, at: (words: string) => number) => void): void {
      const document = read();
      document.clientID = 2_000 + sequence;
      const root = flowRoot(document);
      const before = Y.encodeStateVector(document);
      const deleted = new Map<number, IdRange[]>();
      let length = 0;
      document.on("afterTransaction", (transaction: Y.Transaction) => {
        for (const [client, items] of transaction.deleteSet.clients) {
          const list = deleted.get(client) ?? [];
          deleted.set(client, list);
          for (const { clock, len } of items) list.push({ clock, length: len });
        }
        length = transaction.afterState.get(document.clientID) ?? 0;
      });
      document.transact(() => act(root, (words) => placeOf(root, words)));
      updates.push(Y.encodeStateAsUpdate(document, before));
      sequence += 1;
      const inserted = new Map(length > 0 ? [[document.clientID, [{ clock: 0, length }]]] : []);
      const ranges = encodeAuthorship({ inserted, deleted });
      rows.push({ sequence, person: PEOPLE[who], at: sequence * 1_000, ranges });
    },
    now: () => ({ sequence, prose: proseFromDocument(read()) }),
    /** Base and tail in one, without the words that were deleted (R19). */
    compact(): void {
      const document = new Y.Doc();
      flowRoot(document);
      document.transact(() => updates.forEach((update) => Y.applyUpdate(document, update)));
      updates.splice(0, updates.length, Y.encodeStateAsUpdate(document));
    },
    redline(
      from: { sequence: number; prose: ProseJSON },
      to: { sequence: number; prose: ProseJSON },
    ) {
      const later = rows.filter((row) => row.sequence > from.sequence);
      const history = {
        from: from.sequence,
        to: to.sequence,
        rows: later,
        before: updates,
        after: updates,
      };
      const task = { before: from.prose, after: to.prose, history, sides: false };
      const names = Object.keys(PEOPLE);
      return between(task).changes.map(({ kind, by }) => [
        kind,
        by.people.map((person) => names[person]).join("+"),
        by.isWhole,
      ]);
    },
  };
}

/** The index in the flow of a letter sequence that stands in one item or several. */
function placeOf(root: Y.XmlText, words: string): number {
  let text = "";
  for (let item = root._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    text +=
      item.content instanceof Y.ContentString ? item.content.str : "\u0000".repeat(item.length);
  }
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`no “${words}”`);
  return at;
}

const TEXT = doc(
  body("a", "The agency has not answered the request of the coalition."),
  body("b", "It has not asked for more time, and it has not said why."),
  body("c", "The records are of great interest to the public."),
);

describe("who made each change of a redline", () => {
  it("[R9] is who inserted the new words and who deleted the old ones", () => {
    const draft = openDraft(TEXT);
    const before = draft.now();
    draft.edit("ana", (root, at) => root.insert(at("the request"), "in any way "));
    draft.edit("ben", (root, at) => root.delete(at("great "), "great ".length));
    draft.edit("cy", (root, at) => {
      const start = at("more time");
      root.delete(start, "more time".length);
      root.insert(start, "an extension");
    });
    expect(draft.redline(before, draft.now())).toEqual([
      ["words-inserted", "ana", true],
      ["words-replaced", "cy", true],
      ["words-deleted", "ben", true],
    ]);
  });

  it("[R9] is all who wrote in it, of those who wrote between the two versions alone", () => {
    const draft = openDraft(TEXT);
    draft.edit("cy", (root, at) => root.insert(at("answered"), "yet "));
    const before = draft.now();
    draft.edit("ana", (root, at) => root.insert(at("the request"), "in any "));
    draft.edit("ben", (root, at) => root.insert(at("the request"), "way at all "));
    const after = draft.now();
    draft.edit("cy", (root, at) => root.delete(at("way at all "), "way at all ".length));
    draft.edit("cy", (root, at) => root.delete(at("The records"), "The records ".length));
    expect(draft.redline(before, after)).toEqual([["words-inserted", "ana+ben", true]]);
  });

  it("[R9] is who split a paragraph, for the words that are in a new one then", () => {
    const draft = openDraft(TEXT);
    const before = draft.now();
    draft.edit("ana", (root, at) => root.insert(at("It has"), "x"));
    draft.edit("ben", (root, at) => {
      const marker = new Y.XmlElement("block");
      const start = at(" and it has");
      root.insertEmbed(start, marker);
      marker.setAttribute("id", "split");
      marker.setAttribute("kind", "body");
      marker.setAttribute("level", 1 as unknown as string);
    });
    const [, ...changes] = draft.redline(before, draft.now());
    expect(changes.length).toBeGreaterThan(0);
    for (const [, who, whole] of changes) expect([who, whole]).toEqual(["ben", true]);
  });

  it("says where it is not known any more, since compaction has dropped deleted words", () => {
    const draft = openDraft(TEXT);
    const before = draft.now();
    draft.edit("ana", (root, at) => root.insert(at("the request"), "in any way "));
    draft.edit("ben", (root, at) => root.delete(at("great "), "great ".length));
    draft.compact();
    expect(draft.redline(before, draft.now())).toEqual([
      ["words-inserted", "ana", true],
      ["words-deleted", "", false],
    ]);
  });

  it("is known of everything where one person alone wrote between the two", () => {
    const draft = openDraft(TEXT);
    const before = draft.now();
    draft.edit("ben", (root, at) => root.delete(at("great "), "great ".length));
    draft.compact();
    expect(draft.redline(before, draft.now())).toEqual([["words-deleted", "ben", true]]);
  });

  it("is told for 150 pages with 200 edits of two people", () => {
    const words = Array.from({ length: 100 }, (_, n) => `word${n}`).join(" ");
    const draft = openDraft(
      doc(
        ...Array.from({ length: 600 }, (_, n) => block("numbered", 1, `p${n}`, `No${n} ${words}`)),
      ),
    );
    const before = draft.now();
    for (const who of ["ana", "ben"] as const) {
      draft.edit(who, (root, at) => {
        for (let n = who === "ana" ? 0 : 3; n < 600; n += 6) root.insert(at(`No${n} `), `${who} `);
      });
    }
    const changes = draft.redline(before, draft.now());
    expect(changes).toHaveLength(200);
    expect(changes.every(([, who, whole], n) => who === (n % 2 ? "ben" : "ana") && whole)).toBe(
      true,
    );
  });
});
