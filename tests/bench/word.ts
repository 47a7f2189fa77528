// How long a complaint of 150 pages takes to become a Word file and to be read again (W12: within 1 s out
// and 3 s in). Prints figures, asserts nothing: `npm run bench:word`.
import { performance } from "node:perf_hooks";
import type { RevisedInline, RevisedText } from "#app/document/word/revised.ts";
import { readWord } from "#server/word/read/index.ts";
import { writeWord, type WordInput } from "#server/word/write/index.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { asRevised } from "#tests/word/as-revised.ts";
import { longComplaint } from "./pdf-complaint.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ROUNDS = Number(process.env["ROUNDS"] ?? 15);

/** The same text with a change in each paragraph. */
function redlined({ blocks }: RevisedText): RevisedText {
  const changed = (content: readonly RevisedInline[]): RevisedInline[] =>
    content.map((item, index) => ({
      ...item,
      inserted: index % 3 === 1 ? 0 : null,
      deleted: index % 3 === 2 ? 0 : null,
    }));
  return {
    revisions: [{ author: "Jane Doe", at: "2026-11-12T09:30:00Z" }],
    blocks: blocks.map((block) =>
      block.type === "paragraph" ? { ...block, content: changed(block.content) } : block,
    ),
  };
}

function inputOf(text: RevisedText): WordInput {
  return {
    title: "Complaint for Declaratory and Injunctive Relief",
    language: "en-US",
    profile: "nd-cal",
    pageDetails: { facts: SUIT_DETAILS, layoutProfile: "nd-cal" },
    text,
    comments: [],
    key: { code: "Q7RZ24", isVisible: true },
  };
}

function quote(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  console.log(`${what.padEnd(40)} median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const clean = asRevised(longComplaint(SEED), true);
for (const [name, text] of [
  ["clean", clean],
  ["redline", redlined(clean)],
] as const) {
  const input = inputOf(text);
  const first = performance.now();
  const bytes = await writeWord(input);
  const cold = performance.now() - first;
  console.log(`${name}: ${(bytes.length / 1e6).toFixed(2)} MB, first time ${Math.round(cold)} ms`);
  const [out, back]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    out.push(await timed(() => writeWord(input)));
    back.push(
      await timed(async () => {
        const read = await readWord(bytes);
        if (!read.ok) throw new Error("the file was refused");
      }),
    );
  }
  quote(`${name}, out`, out);
  quote(`${name}, in`, back);
}
console.log(`the process holds ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
