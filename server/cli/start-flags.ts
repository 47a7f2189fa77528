import { readFileSync } from "node:fs";

/** The flags with which `npm start`, in the folder `root`, has Node run the server. */
export function startFlags(root: string): string[] {
  const read: unknown = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  const { scripts } = read as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
