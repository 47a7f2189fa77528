import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const FOLDER = "docs/pictures";
const TOUR = "docs/tour.md";
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const sizeOf = (file: string) => statSync(path.join(root, file)).size;

const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(path.join(root, file)));
const pictures = readdirSync(path.join(root, FOLDER)).map((file) => `${FOLDER}/${file}`);

/** Lists the pictures of a page: each one's path from the root, and the words that stand for it. */
function shownOn(page: string): { readonly file: string; readonly alt: string | null }[] {
  const text = read(page);
  const written = [
    ...[...text.matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/gu)].map(([, alt, to]) => ({ to, alt })),
    ...[...text.matchAll(/<img alt="([^"]*)" src="([^"]+)">/gu)].map(([, alt, to]) => ({
      to,
      alt,
    })),
    ...[...text.matchAll(/srcset="([^"]+)"/gu)].map(([, to]) => ({ to, alt: null })),
  ];
  return written
    .filter(({ to = "" }) => !to.startsWith("https://"))
    .map(({ to = "", alt = null }) => ({ file: path.join(path.dirname(page), to), alt }));
}

const shown = pages.flatMap((page) => shownOn(page).map((one) => ({ page, ...one })));

it("every picture that a page shows is there, and says in words what it shows", () => {
  expect(shown.length).toBeGreaterThan(30);
  for (const { page, file, alt } of shown) {
    expect(existsSync(path.join(root, file)), `${page} shows ${file}`).toBe(true);
    if (alt !== null) expect(alt.length, `${page}: ${file}`).toBeGreaterThan(20);
  }
  // Written in another way, a picture would not be looked at here.
  for (const page of pages) {
    const text = read(page);
    expect(text.split("<img ").length, page).toBe(text.split(/<img alt="[^"]*" src="/u).length);
  }
});

it("every picture is shown by a page, and all of them stay small", () => {
  const named = new Set(shown.map(({ file }) => file));
  expect(pictures.filter((file) => !named.has(file))).toEqual([]);
  expect(pictures.filter((file) => sizeOf(file) > 200_000)).toEqual([]);
  expect(pictures.reduce((sum, file) => sum + sizeOf(file), 0)).toBeLessThan(5_000_000);
});

it("the tour has twelve steps in order, each with its picture in both themes, in under 600 words", () => {
  const steps = read(TOUR).split("\n## ").slice(1);
  expect(steps.map((step) => Number.parseInt(step, 10))).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  for (const [index, step] of steps.entries()) {
    const name = `pictures/tour-${String(index + 1).padStart(2, "0")}`;
    expect(step).toContain(
      `<source media="(prefers-color-scheme: dark)" srcset="${name}-dark.png">`,
    );
    expect(step).toContain(`" src="${name}.png">`);
  }
  const words = read(TOUR)
    .replaceAll(/<[^>]*>/gu, "")
    .split(/\s+/u);
  expect(words.length).toBeLessThan(600);
});
