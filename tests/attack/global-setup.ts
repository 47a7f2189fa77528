import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openSeededFolder } from "#tests/e2e/support/server.ts";
import { printFigures } from "./figures.ts";
import { makeAttackedFolder } from "./people.ts";

/**
 * Seeds one data folder and signs everybody in at it, which every attacked server copies; prints the
 * figures at the end.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const root = path.resolve(import.meta.dirname, "../..");
  if (!existsSync(path.join(root, "build/process/index.js"))) {
    throw new Error("There is no production build to attack: npm run build");
  }
  const seeded = openSeededFolder();
  const figures = mkdtempSync(path.join(tmpdir(), "figures-"));
  process.env["ATTACK_FIGURES"] = path.join(figures, "figures.jsonl");
  const attacked = await makeAttackedFolder();
  process.env["SEEDED_FOLDER"] = attacked.dataDir;
  process.env["ATTACK_CLAUSE"] = attacked.texts.clauseId;
  process.env["ATTACK_TEMPLATE"] = attacked.texts.templateId;
  process.env["ATTACK_WEBHOOK"] = attacked.webhookId;
  process.env["ATTACK_VISITORS"] = JSON.stringify(attacked.visitors);
  return async () => {
    printFigures();
    await attacked.remove();
    seeded.remove();
    rmSync(figures, { recursive: true, force: true });
  };
}
