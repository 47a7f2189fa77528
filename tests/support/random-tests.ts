import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const RANDOM = /support\/(?:seed|fast-check)\.ts"|\.\/random\.ts"/u;
/** They have configurations or a step of their own, and take SEEDS there. */
const ELSEWHERE = /^(?:attack|buckets|rooms\/faults|deploy\/programs)\/|\.slow\.test\./u;

/**
 * The files of `npm test` in which something is tried at random, but for the two of people at random, which
 * `tests/flow/run.ts` has.
 */
export function randomTests(): readonly string[] {
  const tests = path.join(root, "tests");
  return readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/u.test(file) && !ELSEWHERE.test(file))
    .filter((file) => RANDOM.test(readFileSync(path.join(tests, file), "utf8")))
    .map((file) => path.join("tests", file))
    .sort();
}
