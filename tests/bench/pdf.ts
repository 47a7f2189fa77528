// How long a complaint of 60,000 words takes to set, and what the process holds meanwhile. Prints
// figures, asserts nothing: `npm run bench:pdf`.
import path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { rootFolder } from "#server/root-folder.ts";
import { createTypesetter } from "#server/typesetting/index.ts";
import type { TypesetInput, Typesetter } from "#server/typesetting/index.ts";
import { ASKED } from "#tests/typesetting/typesetter.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { edited, longComplaint } from "./pdf-complaint.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ROUNDS = Number(process.env["ROUNDS"] ?? 15);

const log = { warn: console.warn, error: console.error };
/** The worker as production runs it, in one file: what it takes to start is part of what is measured. */
const folder = path.join(rootFolder(), "node_modules", ".cache", "bench-pdf");
const workerUrl = pathToFileURL(path.join(folder, "worker.js"));
await build({
  entryPoints: [path.join(rootFolder(), "server", "typesetting", "worker.ts")],
  outfile: path.join(folder, "worker.js"),
  platform: "node",
  format: "esm",
  target: "node20",
  bundle: true,
  packages: "external",
});

const text = longComplaint(SEED);
const input: TypesetInput = {
  prose: text,
  facts: SUIT_DETAILS,
  layoutProfile: "nd-cal",
  marking: { kind: "draft", change: 1 },
  filing: null,
  title: "Complaint for Declaratory and Injunctive Relief",
  language: "en-US",
  createdAt: new Date("2021-11-15T12:00:00Z"),
};

async function timed(typesetter: Typesetter, document: TypesetInput) {
  const start = performance.now();
  const outcome = await typesetter.typeset(document, ASKED);
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return { milliseconds: performance.now() - start, ...outcome.value };
}

function quote(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  console.log(`${what.padEnd(52)} median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`);
}

const cold: number[] = [];
for (let round = 0; round < 5; round += 1) {
  const typesetter = createTypesetter({ workerUrl, log, failures: unheard });
  cold.push((await timed(typesetter, input)).milliseconds);
  await typesetter.close();
}

const typesetter = createTypesetter({ workerUrl, log, failures: unheard });
await timed(typesetter, { ...input, prose: { ...text, content: text.content.slice(0, 3) } });
const first = await timed(typesetter, input);
console.log(
  `seed ${SEED}: ${first.pages} pages, ${(first.pdf.length / 1e6).toFixed(2)} MB, 60,000 words, 600 numbered paragraphs, 150 notes, 100 references`,
);
quote("cold, with the start of the process", cold);
quote("cold, in a process that runs", [first.milliseconds]);

for (const preview of [true, false]) {
  const times: number[] = [];
  let document = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    document = edited(document, ((round * 97) % 600) + 1, `Typed ${round}. `);
    times.push((await timed(typesetter, { ...input, prose: document, preview })).milliseconds);
  }
  quote(
    preview ? "after an edit, as a preview" : "after an edit, with the check against PDF/UA-1",
    times,
  );
}
console.log(`the process holds ${Math.round(typesetter.memory / 1e6)} MB`);
await typesetter.close();
