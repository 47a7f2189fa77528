import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { startFlags } from "#server/cli/start-flags.ts";
import { lastOf, readStages } from "./image/dockerfile.ts";

const root = path.resolve(import.meta.dirname, "../..");

it("the server runs with the same flags by npm start, in the image and as the service that the docs show", () => {
  const flags = startFlags(root);
  expect(flags).toContain("--no-memory-reducer");
  const image = readStages(path.join(root, "Dockerfile")).at(-1)!;
  expect(lastOf(image, "entrypoint")?.words).toEqual(["node", ...flags]);
  const docs = readFileSync(path.join(root, "docs/self-hosting.md"), "utf8");
  expect(docs).toContain(`ExecStart=/usr/bin/node ${flags.join(" ")} build/process/index.js\n`);
});
