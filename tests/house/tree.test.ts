import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const CODE = execFileSync("git", ["ls-files", "app", "server", "prisma", "tests"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(?:ts|tsx|mjs)$/u.test(file) && existsSync(path.join(root, file)));
const MOST_LINES = 350;

/** A section of the architecture page; throws where it has another heading. */
function section(heading: string): string {
  const [, after] = read("docs/ARCHITECTURE.md").split(`\n${heading}\n`);
  if (after === undefined) throw new Error(`no section "${heading}"`);
  return after.split("\n## ")[0] ?? "";
}

/** The imports of a file from within the project, as they are written. */
function importsOf(file: string): string[] {
  const written = /(?:\bfrom|\bimport|\bimport\()\s*["'](?<from>[.#~][^"'\n]*)["']/gu;
  return [...read(file).matchAll(written)].map(({ groups }) => groups?.["from"] ?? "");
}

describe("the tree", () => {
  test("has no import that climbs, and none without its extension", () => {
    const wrong = CODE.filter((file) => !file.startsWith("tests/house/")).flatMap((file) =>
      importsOf(file)
        .filter((from) => from.includes("../") || !/\.\w+(?:\?\w+)?$/u.test(from))
        .map((from) => `${file}: ${from}`),
    );
    expect(CODE.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  test("has no long file of the product without a reason", () => {
    const known = section("## Files over 350 lines");
    const long = CODE.filter(
      (file) => !file.startsWith("tests/") && read(file).split("\n").length - 1 > MOST_LINES,
    );
    expect(long.filter((file) => !known.includes(`\`${file}\``))).toEqual([]);
  });

  test("holds every file of the walks through it", () => {
    const missing: string[] = [];
    const walks = section("## Seven walks").split("\n### ").slice(1);
    expect(walks).toHaveLength(7);
    for (const walk of walks) {
      const [name = ""] = walk.split("\n");
      let folder = "";
      const files = [...walk.matchAll(/`([\w$./-]+\.(?:ts|tsx))`/gu)].map(
        ([, named = ""]) => named,
      );
      expect(files.length, name).toBeGreaterThan(4);
      for (const named of files) {
        // A name without a folder lies beside the one before it.
        const file = named.includes("/") ? named : `${folder}/${named}`;
        const whole = [file, `server/rooms/${file}`].find((one) =>
          existsSync(path.join(root, one)),
        );
        if (whole) folder = path.dirname(whole);
        else missing.push(`${name}: ${file}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
