import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { flowRoot, readFlow } from "#app/document/flow/index.ts";
import { readSchema2 } from "#app/document/flow/schema-2/read.ts";
import { plainText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { holdsId, type IdRange } from "#app/protocol/id-ranges.ts";
import { migrateDraft, type MigratedDraft } from "#server/migration/migrate-draft.ts";
import type { AuthorshipOfBatch } from "#server/migration/authors.ts";
import {
  block,
  body,
  cell,
  doc,
  footnote,
  header,
  reference,
  table,
  text,
} from "#tests/document/build.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { schema2Blocks, textOf, writeSchema2 } from "./schema-2-writer.ts";

/** People type into drafts of schema 2, each a batch at a time; what they wrote is theirs. */
class Schema2Room {
  readonly doc = new Y.Doc();
  readonly parts: Uint8Array[] = [];
  readonly batches: AuthorshipOfBatch[] = [];
  readonly owners = new Map<number, number>();
  #at = Date.UTC(2026, 0, 5, 9);

  constructor(start: ProseJSON) {
    this.write(0, 100, (shared) => writeSchema2(shared, start));
  }

  write(person: number, client: number, change: (doc: Y.Doc) => void, waits = 60_000): void {
    this.owners.set(client, person);
    this.doc.clientID = client;
    const before = Y.encodeStateVector(this.doc);
    const from = Y.getState(this.doc.store, client);
    change(this.doc);
    const length = Y.getState(this.doc.store, client) - from;
    this.parts.push(Y.encodeStateAsUpdate(this.doc, before));
    const inserted = new Map<number, IdRange[]>(
      length > 0 ? [[client, [{ clock: from, length }]]] : [],
    );
    this.batches.push({ person, at: this.#at, inserted });
    this.#at += waits;
  }

  migrate(): MigratedDraft {
    let client = 5_000;
    const { parts, batches, owners } = this;
    return migrateDraft({ parts, batches, owners, maker: 0 }, () => (client += 7));
  }
}

function opened({ bytes }: MigratedDraft): Y.Doc {
  const document = new Y.Doc();
  flowRoot(document);
  Y.applyUpdate(document, bytes);
  return document;
}

const proseOf = (migrated: MigratedDraft) =>
  readFlow(opened(migrated), legalSchema()).toJSON() as ProseJSON;

/** Each letter in the order of reading, with who wrote it (by batch, and by client id). */
function lettersOf({ bytes, clients, inserted }: MigratedDraft) {
  const document = opened({ bytes, clients, inserted });
  const letters: { letter: string; batch: number | null; person: number | undefined }[] = [];
  const walk = (type: Y.AbstractType<unknown>) => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentType) walk(item.content.type);
      else if (item.content instanceof Y.ContentString) {
        for (const [index, letter] of item.content.str.split("").entries()) {
          if (letter === "\u2029") continue;
          const { client, clock } = item.id;
          const batch = [...inserted].find(([, ids]) => holdsId(ids, client, clock + index));
          letters.push({ letter, batch: batch?.[0] ?? null, person: clients.get(client) });
        }
      }
    }
  };
  walk(flowRoot(document) as unknown as Y.AbstractType<unknown>);
  return letters;
}

const WORDS = doc(
  block("heading", 1, "h", "Facts"),
  block("numbered", 1, "a", "First ", text("bold", "bold"), footnote("f", "A note."), " end"),
  block("numbered", 1, "b", "Second"),
  table([header(body("c1", "Head"))], [cell(body("c2", "Cell"))]),
  body("z", "See ", reference("a", "b"), "."),
);

describe("a draft of schema 2", () => {
  test("arrives in the flow letter for letter, and each letter with its author", () => {
    const room = new Schema2Room(WORDS);
    const [first, , second] = schema2Blocks(room.doc).slice(1);
    room.write(1, 200, () => textOf(first!).insert(2, "ANA"));
    room.write(2, 300, () => textOf(second!).insert(0, "INES"), 20 * 60_000);
    room.write(2, 300, () => textOf(second!).insert(4, "LATER"));
    const migrated = room.migrate();
    const letters = lettersOf(migrated);
    expect(letters.map(({ letter }) => letter).join("")).toBe(
      "FactsFiANArst boldA note. endSecondINESLATERHeadCellSee .",
    );
    const of = (letter: string) => letters.filter((one) => one.letter === letter);
    expect(of("A").slice(0, 2)).toEqual([
      { letter: "A", batch: 1, person: 1 },
      { letter: "A", batch: 1, person: 1 },
    ]);
    expect(letters.filter(({ person }) => person === 2).map(({ batch }) => batch)).toEqual([
      ...Array(4).fill(2),
      ...Array(5).fill(3),
    ]);
    expect(letters.filter(({ person }) => person === 0)).toHaveLength(letters.length - 12);
    // One client id a person, and one for what is no letter.
    expect(migrated.clients.size).toBe(4);
    expect(plainText(proseOf(migrated))).toBe(plainText(readSchema2(room.doc).prose));
  });

  test("whose references name consecutive places has ranges, and others as they were", () => {
    const room = new Schema2Room(doc(...WORDS.content, body("y", reference("b", "gone"))));
    const prose = proseOf(room.migrate());
    const references = prose.content.flatMap(({ content = [] }) =>
      content.filter(({ type }) => type === "crossReference"),
    );
    expect(references.map(({ attrs }) => attrs)).toEqual([
      { targets: ["a", "b"], ranges: [["a", "b"]] },
      { targets: ["b", "gone"], ranges: [] },
    ]);
  });

  test("in which ids are missing or stand twice has one for each, the first its own", () => {
    const room = new Schema2Room(
      doc(body("a", "one"), body("a", "two", footnote("a", "note")), body(null, "three")),
    );
    const prose = proseOf(room.migrate());
    const ids = prose.content.map(({ attrs }) => attrs?.id);
    expect(ids[0]).toBe("a");
    expect(new Set([...ids, prose.content[1]?.content?.[1]?.attrs?.id]).size).toBe(4);
  });

  test("that holds what nobody knows keeps its words", () => {
    const room = new Schema2Room(doc(body("a", "one")));
    room.write(1, 200, (shared) => {
      const fragment = shared.getXmlFragment("default");
      const quote = new Y.XmlElement("blockquote");
      const inner = new Y.XmlElement("p");
      const words = new Y.XmlText("quoted");
      inner.insert(0, [words]);
      quote.insert(0, [inner]);
      fragment.insert(0, [quote, new Y.XmlText("loose"), new Y.XmlElement("image")]);
      const [block] = schema2Blocks(shared);
      block!.setAttribute("kind", "poem");
      block!.setAttribute("level", 9 as never);
      block!.insert(0, [new Y.XmlElement("emoji")]);
      textOf(block!).insert(0, "a\u2029b", { comment: { by: 1 }, link: { href: "javascript:x" } });
    });
    const prose = proseOf(room.migrate());
    expect(prose.content.map(({ attrs, content = [] }) => [attrs?.kind, content])).toEqual([
      ["body", [{ type: "text", text: "quotedloose" }]],
      ["body", [{ type: "text", text: "a\u2028bone" }]],
    ]);
  });

  test("in which nobody wrote is one empty block; an emptied table is gone, an emptied cell is not", () => {
    const room = new Schema2Room(doc());
    expect(proseOf(room.migrate()).content).toEqual([
      { type: "block", attrs: { id: "moved-1", kind: "body", level: 1 } },
    ]);
    const emptied = new Schema2Room(WORDS);
    emptied.write(1, 200, (shared) => {
      const rows = shared.getXmlFragment("default").get(3) as Y.XmlElement;
      ((rows.get(0) as Y.XmlElement).get(0) as Y.XmlElement).delete(0, 1);
    });
    expect(plainText(proseOf(emptied.migrate()))).toContain("\n\nCell\n\n");
    emptied.write(1, 200, (shared) =>
      (shared.getXmlFragment("default").get(3) as Y.XmlElement).delete(0, 2),
    );
    expect(proseOf(emptied.migrate()).content.map(({ type }) => type)).not.toContain("table");
  });

  test("that is damaged, or builds on what is not there, is refused", () => {
    const room = new Schema2Room(WORDS);
    const migrate = (parts: readonly Uint8Array[]) => () =>
      migrateDraft({ parts, batches: [], owners: new Map(), maker: 0 }, () => 1);
    expect(migrate([Uint8Array.of(1, 2, 3)])).toThrow(/./u);
    room.write(1, 200, (shared) => textOf(schema2Blocks(shared)[0]!).insert(0, "x"));
    expect(migrate(room.parts.slice(1))).toThrow(/build on others/u);
  });

  const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  test("of any text arrives as it was, with every author", () => {
    fc.assert(
      fc.property(seeds, (of) => {
        const random = chance(of);
        const start = randomProse(random, 12);
        const room = new Schema2Room(start);
        for (let edit = 0; edit < 12; edit += 1) {
          const person = 1 + random.below(3);
          room.write(person, person * 1_000 + random.below(2), (shared) => {
            const blocks = schema2Blocks(shared);
            if (blocks.length === 0) return;
            const words = textOf(blocks[random.below(blocks.length)]!);
            const at = random.below(words.length + 1);
            if (random.once(4)) words.delete(at, Math.min(2, words.length - at));
            else words.insert(at, `<${person}>`, random.once(3) ? { bold: {} } : {});
          });
        }
        const before = readSchema2(room.doc);
        const migrated = room.migrate();
        expect(plainText(proseOf(migrated))).toBe(plainText(before.prose));
        const letters = lettersOf(migrated);
        let index = 0;
        for (const { client, clock, length } of before.letters) {
          for (let offset = 0; offset < length; offset += 1, index += 1) {
            const batch = room.batches.findIndex(({ inserted }) =>
              holdsId(inserted, client, clock + offset),
            );
            const now = letters[index]!;
            const [then, kept] = [room.batches[batch]!, room.batches[now.batch ?? -1]!];
            expect(now.person).toBe(then.person);
            expect(kept.person).toBe(then.person);
            expect(then.at - kept.at).toBeLessThan(10 * 60_000);
          }
        }
        expect(index).toBe(letters.length);
      }),
      { numRuns: 30 },
    );
  });
});
