import { readFileSync } from "node:fs";

/** The flags with which `npm start` runs Node in the folder `root`. */
export function startFlags(root: string): string[] {
  const read: unknown = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  const { scripts } = read as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
