import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { flowRoot, readFlow } from "#app/document/flow/index.ts";
import { plainText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { readSchema2 } from "#app/document/flow/schema-2/read.ts";
import { countIds } from "#app/protocol/id-ranges.ts";
import { migrateDraft } from "#server/migration/migrate-draft.ts";
import type { AuthorshipOfBatch } from "#server/migration/authors.ts";
import { block, body, cell, doc, footnote, reference, table, text } from "#tests/document/build.ts";
import { schema2Blocks, textOf, writeSchema2 } from "./schema-2-writer.ts";

const SENTENCE =
  "The agency has not produced the weekly reports, nor stated when it will, though the time has run. ";

/** A draft of 150 pages (60,000 words): paragraphs, notes, references, a table now and then. */
function longProse(): ProseJSON {
  const content: ProseNode[] = [];
  for (let count = 1; count <= 1_200; count += 1) {
    const id = `p${count}`;
    const words = [SENTENCE, text("See 5 U.S.C. § 552. ", "italic"), SENTENCE];
    const note = count % 10 === 0 ? [footnote(`f${count}`, "As the index of May shows.")] : [];
    const see = count > 5 && count % 7 === 0 ? [reference(`p${count - 2}`, `p${count - 1}`)] : [];
    content.push(block("numbered", 1, id, ...words, SENTENCE.slice(0, 60), ...note, ...see));
    if (count % 100 === 0) {
      content.push(block("heading", 1, `h${count}`, "Facts"));
      content.push(table([cell(body(`c${count}`, "Week")), cell(body(`d${count}`, "Report"))]));
    }
  }
  return doc(...content);
}

describe("a draft of 150 pages", () => {
  test("that three people typed is migrated whole, in bounded time", { timeout: 180_000 }, () => {
    const shared = new Y.Doc();
    const parts: Uint8Array[] = [];
    const batches: AuthorshipOfBatch[] = [];
    const owners = new Map([
      [11, 0],
      [22, 1],
      [33, 2],
    ]);
    shared.on("update", (update: Uint8Array) => parts.push(update));
    const write = (client: number, at: number, change: () => void) => {
      shared.clientID = client;
      const clock = Y.getState(shared.store, client);
      change();
      const length = Y.getState(shared.store, client) - clock;
      const inserted = new Map(length > 0 ? [[client, [{ clock, length }]]] : []);
      batches.push({ person: owners.get(client) ?? 0, at, inserted });
    };
    write(11, 0, () => writeSchema2(shared, longProse()));
    const blocks = schema2Blocks(shared);
    // 20,000 keys of three people, each a batch, as the rooms commit them.
    for (let key = 0; key < 20_000; key += 1) {
      const client = [11, 22, 33][Math.floor(key / 40) % 3] ?? 11;
      const words = textOf(blocks[(Math.floor(key / 40) * 37) % blocks.length]!);
      write(client, key * 250, () => words.insert(10 + (key % 40), "abcdefgh "[key % 9] ?? "a"));
    }
    const before = readSchema2(shared);
    const update = Y.encodeStateAsUpdate(shared);
    const began = performance.now();
    const cpu = process.cpuUsage();
    let client = 500;
    const migrated = migrateDraft({ parts: [update], batches, owners, maker: 0 }, () => ++client);
    const ms = Math.round(performance.now() - began);
    const busy = Math.round(process.cpuUsage(cpu).user / 1000);
    console.log(
      `150 pages, ${before.letters.length} runs of letters, ${batches.length} batches: ${ms} ms (${busy} ms of one core), ${update.length} bytes before, ${migrated.bytes.length} after`,
    );
    const document = new Y.Doc();
    flowRoot(document);
    Y.applyUpdate(document, migrated.bytes);
    const prose = readFlow(document, legalSchema()).toJSON() as ProseJSON;
    expect(plainText(prose)).toBe(plainText(before.prose));
    const letters = before.letters.reduce((sum, { length }) => sum + length, 0);
    const authored = [...migrated.inserted.values()].reduce((sum, ids) => sum + countIds(ids), 0);
    expect(authored).toBe(letters);
    // What is kept of 20,001 batches is a run for each stretch that somebody typed.
    expect(migrated.inserted.size).toBeLessThan(1_500);
    expect(new Set(migrated.clients.values())).toEqual(new Set([0, 1, 2]));
    expect(busy).toBeLessThan(60_000);
  });
});
