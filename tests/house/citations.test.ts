import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.join(import.meta.dirname, "../..");

/** All that git knows or would take in. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(path.join(root, file)));

/** Names of files that are no files of this tree. */
const ELSEWHERE = new Set([
  // What a backup holds (docs/self-hosting.md).
  "manifest.json",
]);

const READ = /^(?:(?:app|server|docs)\/.*\.(?:tsx?|mjs|css|typ|md)|[A-Z]+\.md|vite\.config\.ts)$/u;
const COMMENT = /\/\*.*?\*\/|(?<![:"'`])\/\/[^\n]*/gsu;
/** A file by its name, with or without its folder. */
const FILE =
  /(?<![\w/.@#$-])((?:[\w.$-]{1,60}\/){0,8}[\w$][\w.$-]{0,80}\.(?:tsx?|mjs|cjs|css|typ|md|sql|conf|prisma|json))(?![\w/-])/gu;
/** A folder, or a file without its ending. */
const FOLDER = /(?<![\w/.@#-])#?((?:app|server|tests|prisma|docs|public)\/[\w./$-]{1,120}[\w])/gu;

interface Citation {
  readonly file: string;
  readonly cited: string;
}

/** Everything that comments and papers name as a file or folder of this tree. */
function citations(): Citation[] {
  return files
    .filter((file) => READ.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      const parts = file.endsWith(".md") ? [text] : (text.match(COMMENT) ?? []);
      return parts.flatMap((part) =>
        [...part.matchAll(FILE), ...part.matchAll(FOLDER)].map(([, cited = ""]) => ({
          file,
          cited,
        })),
      );
    });
}

const names = new Set(files.map((file) => path.basename(file)));

function exists({ file, cited }: Citation): boolean {
  const beside = path.join(path.dirname(file), cited);
  return (
    ELSEWHERE.has(cited) ||
    [cited, beside].some((place) => existsSync(path.join(root, place))) ||
    (!cited.includes("/") && names.has(cited)) ||
    // By its last folders, or without its ending.
    files.some((one) => one.endsWith(`/${cited}`) || one.startsWith(`${cited}.`)) ||
    files.some((one) => one.startsWith(`${cited}-`))
  );
}

describe("what is cited", () => {
  test("in a comment or a paper exists: every file and every folder", () => {
    const all = citations();
    expect(all.length).toBeGreaterThan(200);
    const gone = all.filter((one) => !exists(one)).map(({ file, cited }) => `${file}: ${cited}`);
    expect([...new Set(gone)]).toEqual([]);
  });

  test("as the test that tells when a workaround can go is a test of that name", () => {
    const readme = readFileSync(path.join(root, "app/editor/binding/README.md"), "utf8");
    const told = [...readme.matchAll(/`(tests\/[\w/.-]+\.test\.ts)`(?:, "([^"]+)")?/gu)];
    expect(told.length).toBeGreaterThan(10);
    for (const [, file = "", name = ""] of told) {
      expect(readFileSync(path.join(root, file), "utf8"), file).toContain(name);
    }
  });

  test("as a workaround is a file of its own folder, or one that is named whole", () => {
    const readme = readFileSync(path.join(root, "app/editor/binding/README.md"), "utf8");
    const rows = [...readme.matchAll(/^\| `([\w./-]+\.ts)`/gmu)].map(([, file = ""]) => file);
    expect(rows.length).toBeGreaterThan(10);
    for (const file of rows) {
      const places = [file, path.join("app/editor/binding", file)];
      expect(
        places.filter((place) => existsSync(path.join(root, place))),
        file,
      ).toHaveLength(1);
    }
  });
});
