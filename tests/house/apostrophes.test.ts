import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** Files whose sentences people read: on screens, in mails, in a program's answers. */
const SAID_TO_PEOPLE = [
  "app",
  "server/api",
  "server/auth",
  "server/blobs/problem.ts",
  "server/exhibits",
  "server/http",
  "server/jobs",
  "server/mail",
  "server/outbound",
  "server/rooms/drafts",
  "server/services",
  "server/sign-off-proof",
  "server/typesetting",
  "server/word",
  "server/workers/texts",
];
/** Text of papers: drafts that began with it keep it, and their prompts are known by it. */
const PAPERS = "app/document/templates/";

/** An apostrophe of a typewriter within a word, or behind a word that a template prints. */
const STRAIGHT = /\p{L}'\p{L}|\p{L}s'\s/u;
const BEHIND_A_WORD = /^'(?:s|t|ll|re|ve)\b/u;

const FILES = execFileSync("git", ["ls-files", ...SAID_TO_PEOPLE], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.tsx?$/u.test(file) && !file.startsWith(PAPERS))
  .filter((file) => existsSync(path.join(root, file)));

/** The text of a piece of a sentence; null for other code. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return node.text;
  return null;
}

/** Whether a call's words are for the log or for whoever mends the program. */
function isForOperators(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return /^(?:Type)?Error$/u.test(node.expression.getText());
  return ts.isCallExpression(node) && /\blog(?:ger)?\.\w+$/u.test(node.expression.getText());
}

/** Where a file says something with a straight apostrophe: its line and words. */
function straightIn(file: string, source: string): string[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isForOperators(node)) return;
    const text = textOf(node);
    const isBehind = ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node);
    if (text !== null && (STRAIGHT.test(text) || (isBehind && BEHIND_A_WORD.test(text)))) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart(parsed));
      found.push(`${file}:${line + 1}: ${text.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

test("sentences for people have the apostrophe of print", () => {
  expect(FILES.length).toBeGreaterThan(1_000);
  expect(
    FILES.flatMap((file) => straightIn(file, readFileSync(path.join(root, file), "utf8"))),
  ).toEqual([]);
});

test("a straight apostrophe is found wherever a sentence stands, and nothing else is taken for one", () => {
  const source = [
    `const a = "It can't be.";`,
    "const b = `${name}'s page`;",
    `const b2 = "The others' page.";`,
    "const c = <p title=\"The court's day\">The agency's {name}'s</p>;",
    `const d = "It can’t be, and 'so' it is.";`,
    "const e = `SELECT 1 WHERE a = 'b' AND c = '${d}'`;",
    `log.warn({ why }, "it can't be kept");`,
    `throw new Error("it can't be");`,
    "// The court's day.",
    `const f = ["'self'", 'a "quoted" word'];`,
  ].join("\n");
  expect(straightIn("a.tsx", source).map((place) => place.replace(/^a\.tsx:/u, ""))).toEqual([
    "1: It can't be.",
    "2: 's page",
    "3: The others' page.",
    "4: The court's day",
    "4: The agency's",
    "4: 's",
  ]);
});
