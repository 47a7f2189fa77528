import { rmSync } from "node:fs";
import { makeSeededFolder } from "./server.ts";

/** Seeds one data folder, which every test's server copies. */
export default function setup(): () => void {
  const folder = makeSeededFolder();
  process.env["SEEDED_FOLDER"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
