import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/** Whether a .dockerignore lets a file through: of the patterns that match, the last decides. */
export function readIgnore(text: string): (file: string) => boolean {
  const rules = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const isException = line.startsWith("!");
      return { isException, pattern: expression(isException ? line.slice(1) : line) };
    });
  return (file) => {
    const parts = file.split("/");
    // A pattern that matches a folder is about everything in it.
    const places = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
    let passes = true;
    for (const { isException, pattern } of rules) {
      if (places.some((place) => pattern.test(place))) passes = isException;
    }
    return passes;
  };
}

function expression(pattern: string): RegExp {
  const text = pattern
    .replace(/^\/|\/$/g, "")
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => {
      if (part === "**/") return "(?:.*/)?";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      return part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${text}$`);
}

/** The files that a build sees: those of the project's folder that .dockerignore lets through. */
export function buildContext(root: string): string[] {
  const ignore = readFileSync(path.join(root, ".dockerignore"), "utf8");
  const passes = readIgnore(ignore);
  const files: string[] = [];
  const look = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      // Of what it keeps out at the top, only folders of which it lets a part through are looked into.
      if (folder === "" && !passes(name) && !ignore.includes(`\n!${name}/`)) continue;
      if (entry.isDirectory()) look(name);
      else if (passes(name)) files.push(name);
    }
  };
  look("");
  return files.sort();
}
