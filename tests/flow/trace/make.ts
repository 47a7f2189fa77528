// Writes two-drafters.json: two people who draft one text together for some minutes, as people type:
// in bursts of words with slips that are taken back, pauses, places gone back to, now and then where
// the other is; each tenth act splits or joins. `npx tsx tests/flow/trace/make.ts`
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Random } from "#tests/flow/support/random.ts";
import type { Trace, TraceAct } from "./trace.ts";

const SEED = 2021;
const ACTS = 420;

const WORDS =
  "the records requested agency shall search within twenty working days of receipt and produce each responsive record segregable portion exempt under plaintiffs request detention facilities contract communications weekly report regarding immigration enforcement priorities public interest waiver fees expedited processing letter dated acknowledged tracking number determination appeal constructively denied administrative remedies exhausted".split(
    " ",
  );
const START = [
  "Dear FOIA Officer:",
  "This is a request under the Freedom of Information Act for records of the weekly reports.",
  "The requesters seek the following records, from the day on which the memorandum was issued.",
  "They ask that fees be waived, since the public will understand the operations of government better.",
  "Sincerely,",
];

const random = new Random(SEED);
const acts: TraceAct[] = [];
const clock = [0, 400];
/** Where each of the two works, as a part of the whole text. */
const where = [0.2, 0.6];

const some = (from: number, to: number) => from + random.below(to - from + 1);

function sentence(): string {
  const words = Array.from({ length: some(3, 9) }, () => random.oneOf(WORDS));
  return ` ${words.join(" ")}${random.chance(0.4) ? "." : ""}`;
}

function push(who: 0 | 1, act: readonly [string, ...(string | number)[]], takes: number): void {
  acts.push([Math.round(clock[who]!), who, ...act] as unknown as TraceAct);
  clock[who]! += takes;
}

function go(who: 0 | 1): void {
  // One time in four, into the paragraph in which the other is.
  if (random.chance(0.25)) where[who] = where[1 - who]!;
  else if (random.chance(0.3)) where[who] = random.next();
  const offset = random.chance(0.4) ? 1 : Number(random.next().toFixed(3));
  push(who, ["go", Number(where[who]!.toFixed(3)), offset], some(200, 900));
}

function type(who: 0 | 1): void {
  const pace = some(60, 170);
  const words = sentence();
  push(who, ["type", words, pace], words.length * pace);
  if (random.chance(0.35)) {
    const slip = some(1, 4);
    push(who, ["back", slip, 90], slip * 90);
    const better = random.oneOf(WORDS).slice(0, slip + 1);
    push(who, ["type", better, pace], better.length * pace);
  }
}

function other(who: 0 | 1): void {
  const dice = random.next();
  if (dice < 0.25) push(who, ["bold", some(4, 30)], 300);
  else if (dice < 0.45) push(who, ["note", `See ${random.oneOf(WORDS)} ${some(1, 90)}.`], 1500);
  else if (dice < 0.6) push(who, ["break"], 200);
  else if (dice < 0.85) push(who, ["move", Number(random.next().toFixed(3))], 1200);
  else push(who, ["undo"], 400);
}

while (acts.length < ACTS) {
  const who: 0 | 1 = clock[0]! <= clock[1]! ? 0 : 1;
  if (acts.length % 10 === 9) push(who, [random.chance(0.6) ? "enter" : "join"], some(150, 600));
  else if (random.chance(0.3)) go(who);
  else if (random.chance(0.85)) type(who);
  else other(who);
  if (random.chance(0.3)) clock[who]! += some(500, 4000);
}

const trace: Trace = { seed: SEED, start: START, acts: acts.toSorted((a, b) => a[0] - b[0]) };
const lines = trace.acts.map((act) => `    ${JSON.stringify(act)}`).join(",\n");
const file = path.join(import.meta.dirname, "two-drafters.json");
const text = `{\n  "seed": ${SEED},\n  "start": ${JSON.stringify(START)},\n  "acts": [\n${lines}\n  ]\n}\n`;
writeFileSync(file, text);
console.log(`${acts.length} acts, ${Math.round(Math.max(...clock) / 1000)} s`);
