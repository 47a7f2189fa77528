// Reads every Word file of the folder that WORD_FILES names, files of others that are kept apart to judge
// the reader by: WORD_FILES=/path SLOW_TESTS=only npx vitest run --project node tests/word/judged
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readWord } from "#server/word/read/index.ts";
import { arrive, text } from "#server/word/bring/tasks.ts";
import { lostWords } from "./judged.ts";
import { p, r, wordBytes } from "./word-parts.ts";

const folder = process.env["WORD_FILES"];
/** Of one file: more than a hundred times what those of 150 pages take. */
const LONGEST_MS = 20_000;

interface Judged {
  readonly name: string;
  /** Why it was refused; null for one that was read. */
  readonly refused: string | null;
  /** Words that the reading neither keeps nor tells. */
  readonly lost: readonly string[];
  readonly notKept: readonly string[];
  readonly ms: number;
}

async function judged(name: string, bytes: Uint8Array): Promise<Judged> {
  const before = process.cpuUsage();
  const read = await readWord(bytes);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1e3;
  if (!read.ok) return { name, refused: read.refusal.code, lost: [], notKept: [], ms };
  const arrived = await arrive(bytes);
  if (arrived.ok) {
    // Whatever one asks for is a text that a draft can hold, or a refusal; never an error.
    const { content } = arrived.value;
    for (const changes of ["with", "without", "suggestions"] as const) text({ content, changes });
  }
  const notKept = read.value.notKept.map(({ kind, count }) => `${count} ${kind}`);
  return { name, refused: null, lost: lostWords(bytes, read.value), notKept, ms };
}

describe("[W7] [W11] Word files of others", () => {
  test("lose no word that is not told, and take no time that is felt", async (context) => {
    if (!folder) {
      context.skip("WORD_FILES names no folder with Word files to judge the reader by");
      return;
    }
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:docx|docm|dotx)$/iu.test(name))
      .toSorted();
    const all: Judged[] = [];
    for (const name of names) {
      all.push(await judged(name, new Uint8Array(readFileSync(path.join(folder, name)))));
    }
    const refused = all.filter((one) => one.refused !== null);
    const kinds = new Map<string, number>();
    for (const kind of all.flatMap((one) => one.notKept.map((told) => told.split(" ")[1] ?? ""))) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const slowest = all.toSorted((one, other) => other.ms - one.ms)[0];
    console.log(
      [
        `${all.length} files, ${refused.length} refused`,
        ...refused.map(({ name, refused: why }) => `  ${name}: ${why}`),
        `told as not kept, in how many files: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(", ")}`,
        `slowest: ${slowest?.name} (${Math.round(slowest?.ms ?? 0)} ms)`,
      ].join("\n"),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(all.filter(({ lost }) => lost.length > 0)).toEqual([]);
    expect(all.filter(({ ms }) => ms > LONGEST_MS)).toEqual([]);
  }, 1_200_000);

  test("are judged by each of their words", async () => {
    const bytes = wordBytes({
      body: `${p("One paragraph of words.")}<w:p>${r("Another ")}${r("one.")}</w:p>`,
    });
    const read = await readWord(bytes);
    if (!read.ok) throw new Error(read.refusal.sentence);
    const { text: whole } = read.value;
    expect(lostWords(bytes, read.value)).toEqual([]);
    const less = { ...read.value, text: { ...whole, blocks: whole.blocks.slice(1) } };
    expect(lostWords(bytes, less)).toEqual(["One", "paragraph", "of", "words"]);
    const told = {
      kind: "text-box",
      count: 1,
      places: [{ block: 0, words: "paragraph" }],
    } as const;
    expect(lostWords(bytes, { ...less, notKept: [told] })).toEqual(["One", "of", "words"]);
  });
});
