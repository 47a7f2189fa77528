import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.join(import.meta.dirname, "../..");

/** Bytes: whoever installs the server has all of its typefaces on their disk. */
const MOST = 60_000_000;

const OF_FONTS = /^@(?:fontsource|fontsource-variable|expo-google-fonts)\//u;

/** The packages of typefaces, as they were installed. */
function fontPackages(): string[] {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies).filter((name) => OF_FONTS.test(name));
}

function bytesOf(name: string): number {
  const folder = path.join(root, "node_modules", name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, { parentPath, name: file }) => sum + statSync(path.join(parentPath, file)).size,
      0,
    );
}

it("the typefaces of the server weigh 60 MB at most on a disk", () => {
  const packages = fontPackages().map((name) => ({ name, bytes: bytesOf(name) }));
  // One that was not found weighs nothing.
  expect(packages.filter(({ bytes }) => bytes < 10_000)).toEqual([]);
  expect(packages.length).toBeGreaterThan(10);
  expect(packages.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST);
});
