import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const tests = path.join(root, "tests");
const read = (file: string) => readFileSync(file, "utf8");
/** A citation in quotation marks: where a comment alone cites one, no run is found by it. */
const CITED = /^(?!\s*\/\/).*["`][^"`\n]*\bembarrassment (\d+)\b/gmu;

it("each of the sixteen embarrassments is in the name of a test", () => {
  const cited = readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/u.test(file))
    .flatMap((file) => [...read(path.join(tests, file)).matchAll(CITED)])
    .map(([, number]) => Number(number));
  const all = Array.from({ length: 16 }, (_, index) => index + 1);
  expect([...new Set(cited)].sort((one, other) => one - other)).toEqual(all);
});
