import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeSeededFolder } from "#tests/e2e/support/server.ts";
import { printFigures } from "./figures.ts";

/** Seeds one data folder, which every attacked server copies; prints the figures at the end. */
export default function setup(): () => void {
  const root = path.resolve(import.meta.dirname, "../..");
  if (!existsSync(path.join(root, "build/process/index.js"))) {
    throw new Error("There is no production build to attack: npm run build");
  }
  const seeded = makeSeededFolder();
  const figures = mkdtempSync(path.join(tmpdir(), "figures-"));
  process.env["SEEDED_FOLDER"] = seeded;
  process.env["ATTACK_FIGURES"] = path.join(figures, "figures.jsonl");
  return () => {
    printFigures();
    for (const folder of [seeded, figures]) rmSync(folder, { recursive: true, force: true });
  };
}
