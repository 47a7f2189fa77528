import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "../..");
/** Where one name means one thing: everywhere but in what Prisma generates. */
const FOLDERS = ["app", "server", "prisma"];

const DECLARED = /^(?:export )?(?:abstract )?(?:interface|type|class|enum) ([A-Z]\w*)/gmu;

test("no two types of the product share a name", () => {
  const places = new Map<string, Set<string>>();
  for (const folder of FOLDERS) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    for (const file of files.filter(
      (name) => /(?<!\.d)\.tsx?$/u.test(name) && !/(?:^|\/)generated\//u.test(name),
    )) {
      const text = readFileSync(path.join(root, folder, file), "utf8");
      for (const [, name = ""] of text.matchAll(DECLARED)) {
        places.set(name, (places.get(name) ?? new Set()).add(path.join(folder, file)));
      }
    }
  }
  expect(places.size).toBeGreaterThan(200);
  const shared = [...places].filter(([, files]) => files.size > 1);
  expect(shared.map(([name, files]) => `${name}: ${[...files].join(", ")}`)).toEqual([]);
});
