import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The path of the node that the image has, of the release that the Dockerfile names: npm's package of
 * it, installed beside the others where it is not there yet.
 */
export function nodeOfImage(): string {
  const dockerfile = readFileSync(path.join(root, "Dockerfile"), "utf8");
  const [, release] = /^FROM node:(\d+)/mu.exec(dockerfile) ?? [];
  if (release === undefined) throw new Error("The Dockerfile names no release of node.");
  const folder = path.join(root, "node_modules/.cache", `node-${release}`);
  const node = path.join(folder, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    const wanted = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder];
    execFileSync("npm", [...wanted, `node@${release}`], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return node;
}
