import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Counted figures, and how each stands in the table that is printed at the end. */
const FIGURES = {
  reads: "reads",
  writes: "writes",
  sockets: "sockets and raw connections",
  messages: "hostile messages on them",
  forms: "hostile forms",
  uploads: "hostile uploads",
  races: "acts that raced",
  kills: "kills of the process",
  kept: "acknowledged writes compared after kills",
  delay: "longest delay of the event loop by a form or a read, in ms",
} as const;
export type Figure = keyof typeof FIGURES;

const file = () => process.env["ATTACK_FIGURES"] ?? "";

/** Adds to a figure; of delays the longest counts. Files run in processes of their own. */
export function count(figure: Figure, value = 1): void {
  appendFileSync(file(), `${JSON.stringify([figure, value])}\n`);
}

export function printFigures(): void {
  if (!existsSync(file())) return;
  const sums = new Map<string, number>();
  for (const line of readFileSync(file(), "utf8").trim().split("\n")) {
    const [figure, value] = JSON.parse(line) as [Figure, number];
    const before = sums.get(figure) ?? 0;
    sums.set(figure, figure === "delay" ? Math.max(before, value) : before + value);
  }
  console.log("\nWhat was attacked:");
  for (const [figure, words] of Object.entries(FIGURES)) {
    const sum = sums.get(figure);
    if (sum !== undefined) console.log(`${String(Math.round(sum)).padStart(8)}  ${words}`);
  }
}
