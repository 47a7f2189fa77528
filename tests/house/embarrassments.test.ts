import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const tests = path.join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(tests, file), "utf8");

const ROW = /^\| (?<number>\d+) +\| `(?<file>[^`]+)` +\| (?<name>.+?) +\|$/gmu;

/** The rows of the table in README.md: an embarrassment, and a test that fails if it happens. */
const rows = [...read("README.md").matchAll(ROW)].map(({ groups = {} }) => ({
  number: Number(groups["number"]),
  file: groups["file"] ?? "",
  name: groups["name"] ?? "",
}));

/** The list in docs/product.md. */
const listed = [
  ...read("../docs/product.md")
    .split("## What lawyers would be embarrassed by")[1]!
    .split("\n## ")[0]!
    .matchAll(/^(\d+)\. /gmu),
].map(([, number]) => Number(number));

test("each embarrassment has a test, by the name under which it can be run", () => {
  expect(listed).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  expect([...new Set(rows.map(({ number }) => number))]).toEqual(listed);
  const missing = rows.filter(({ file, name }) => {
    if (!existsSync(path.join(tests, file))) return true;
    const text = read(file);
    return !['"', "`"].some((quote) => text.includes(`${quote}${name}${quote}`));
  });
  expect(missing).toEqual([]);
});
