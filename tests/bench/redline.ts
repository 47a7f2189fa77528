// Measures a redline of two versions of 150 pages (M17): `npm run bench:redline [seed]`.
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { longComplaint } from "./pdf-complaint.ts";

const ROUNDS = 9;
const seed = Number(process.argv[2] ?? 1);

function random(from: number): (limit: number) => number {
  let state = (from % 2147483646) + 1;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** The text with that many words replaced, put in or taken out, each anywhere. */
function scattered(text: ProseJSON, edits: number, next: (limit: number) => number): ProseJSON {
  const content: ProseNode[] = structuredClone(text.content) as ProseNode[];
  for (let edit = 0; edit < edits; edit += 1) {
    const node = content[next(content.length)];
    const words = node?.content?.find((inner) => inner.type === "text");
    if (!words?.text) {
      edit -= 1;
      continue;
    }
    const pieces = words.text.split(" ");
    const at = next(pieces.length);
    pieces.splice(at, next(2), ...["inserted", "afterwards"].slice(next(3)));
    Object.assign(words, { text: pieces.join(" ") || "nothing" });
  }
  return { ...text, content };
}

/** The text with that many paragraphs moved, taken out, and put in. */
function rearranged(text: ProseJSON, acts: number, next: (limit: number) => number): ProseJSON {
  const content = [...text.content];
  for (let act = 0; act < acts; act += 1) {
    const [taken] = content.splice(1 + next(content.length - 1), 1);
    if (taken && act % 3 > 0) content.splice(1 + next(content.length - 1), 0, taken);
  }
  return { ...text, content };
}

/** The text with other ids and half of its words exchanged: nothing to hold on to. */
function rewritten(text: ProseJSON, next: (limit: number) => number): ProseJSON {
  const other = longComplaint(seed + 7);
  const content = text.content.map((node, index) => ({
    ...(next(2) === 0 ? node : (other.content[index] ?? node)),
    attrs: { ...node.attrs, id: `other-${index}` },
  }));
  return { ...text, content };
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

function measure(what: string, before: ProseJSON, after: ProseJSON): void {
  const compared: number[] = [];
  const drawn: number[] = [];
  let last = "";
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const redline = redlineOf(before, after);
    const between = performance.now();
    const html = redlineToHtml(redline, { before: drawnPage(before), after: drawnPage(after) });
    compared.push(between - begun);
    drawn.push(performance.now() - between);
    last = `${JSON.stringify(redline.counts)} exact ${redline.exact}, ${Math.round(html.length / 1024)} KiB`;
  }
  console.log(
    `${what.padEnd(44)} compared ${median(compared).toFixed(0)} ms, drawn ${median(drawn).toFixed(0)} ms · ${last}`,
  );
}

const text = longComplaint(seed);
console.log(`seed ${seed}, median of ${ROUNDS}`);
measure("200 scattered edits", text, scattered(text, 200, random(seed)));
measure("2,000 scattered edits", text, scattered(text, 2_000, random(seed)));
measure(
  "200 edits, 120 paragraphs moved or removed",
  text,
  rearranged(scattered(text, 200, random(seed)), 120, random(seed)),
);
measure("the same text", text, text);
measure("other ids, half of the paragraphs rewritten", text, rewritten(text, random(seed)));
measure("another text altogether", text, longComplaint(seed + 1));
