import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
/** All files whose comments have this syntax; the schema and the templates of pages, too. */
const CODE = execFileSync("git", ["ls-files", "app", "server", "prisma", "tests"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter(
    (file) => /\.(?:ts|tsx|mjs|typ|prisma)$/u.test(file) && existsSync(path.join(root, file)),
  );

/** A riddle's first word: the noun that the comment is about says more. */
const RIDDLE = /^(?:What|Who|Whose)\b/u;
/** British spellings, by their first letters. */
const BRITISH =
  /\b(?:analys(?:e|ing)|behaviour|cancell(?:ed|ing)|catalogue|centre|colour|defence|favour|fulfil\b|grey|honour|judgement|labell(?:ed|ing)|licence|misspelt|neighbour|offence|organis|recognis|travell(?:ed|er|ing))/iu;

interface Comment {
  readonly line: number;
  readonly text: readonly string[];
}

/** Where a comment begins in a line of code, or -1. Formatted code has a space before it. */
function startOf(line: string): number {
  const at = /(?<=^|[\s{(])\/[/*]/u.exec(line)?.index ?? -1;
  // An odd number of quotation marks before it: it stands in a string.
  return line.slice(0, at).split(/["`]/u).length % 2 === 0 ? -1 : at;
}

/** The comments of a file, `//` lines below each other as one; without their marks. */
function commentsIn(source: string): Comment[] {
  const found: { line: number; text: string[] }[] = [];
  let block = false;
  let after = -1;
  for (const [index, line] of source.split("\n").entries()) {
    const at = block ? 0 : startOf(line);
    if (at < 0) continue;
    const isLine: boolean = !block && line[at + 1] === "/";
    const isOwnLine = line.slice(0, at).trim() === "";
    const end: number = isLine ? -1 : line.indexOf("*/", at + (block ? 0 : 2));
    const text = line.slice(at, end < 0 ? undefined : end).replace(/^\s*[/*]*\s*/u, "");
    const last = found.at(-1);
    if (last && (block || (isLine && isOwnLine && after === index))) last.text.push(text);
    else found.push({ line: index + 1, text: [text] });
    if (isLine && isOwnLine) after = index + 1;
    else if (!isLine) block = end < 0;
  }
  return found;
}

/** Where a comment has a British spelling outside of names in backticks and of paths. */
function britishIn({ line, text }: Comment): string[] {
  const words = text
    .join("\n")
    .split("`")
    .filter((_, part) => part % 2 === 0)
    .join(" ");
  return words
    .split(/\s/u)
    .filter((word) => !word.includes("/") && BRITISH.test(word))
    .map((word) => `${line + text.findIndex((one) => one.includes(word))}: ${word}`);
}

const beginsAsRiddle = ({ text }: Comment) => RIDDLE.test(text.find((one) => one !== "") ?? "");

const places = (find: (comment: Comment) => readonly string[]) =>
  CODE.flatMap((file) =>
    commentsIn(readFileSync(path.join(root, file), "utf8"))
      .flatMap(find)
      .map((place) => `${file}:${place}`),
  );

test("no comment begins with a riddle: What, Who or Whose", () => {
  expect(CODE.length).toBeGreaterThan(500);
  expect(
    places((one) => (beginsAsRiddle(one) ? [`${one.line}: ${one.text.join(" ")}`] : [])),
  ).toEqual([]);
});

test("comments are spelled as in America", () => {
  expect(places(britishIn)).toEqual([]);
});

test("comments are found wherever they stand, and nothing else is taken for one", () => {
  const source = [
    "/** Who did it. */",
    "const a = 1; // What it is.",
    "// The first line,",
    "// Whose second one goes on.",
    "/**",
    " * What stands on the second line, in a colour",
    " * as `colour` or app/behaviour/x.ts.",
    " */",
    '  const b = "https://example.org // What";',
    "      {/* Whose place. */}",
  ].join("\n");
  const found = commentsIn(source);
  expect(found.filter(beginsAsRiddle).map(({ line }) => line)).toEqual([1, 2, 5, 10]);
  expect(found.flatMap(britishIn)).toEqual(["6: colour"]);
});
