import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "../..");
/** Where one name means one thing. */
const FOLDERS = [
  "app/document",
  "app/domain",
  "app/protocol",
  "server/typesetting",
  "server/rooms",
  "server/workers",
  "server/exhibits",
  "server/migration",
];

const DECLARED = /^(?:export )?(?:abstract )?(?:interface|type|class|enum) ([A-Z]\w*)/gmu;

test("in the pure folders, rooms, workers and typesetting no two types share a name", () => {
  const places = new Map<string, Set<string>>();
  for (const folder of FOLDERS) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
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
