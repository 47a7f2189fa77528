import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise, type ICruiseOptions } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStaysHome } from "#vite.config.ts";

const root = path.resolve(import.meta.dirname, "../..");
let house: string;
let rules: ICruiseOptions;

beforeAll(async () => {
  house = mkdtempSync(path.join(tmpdir(), "house-"));
  symlinkSync(path.join(root, "node_modules"), path.join(house, "node_modules"));
  for (const file of ["tsconfig.json", "package.json"]) {
    copyFileSync(path.join(root, file), path.join(house, file));
  }
  rules = await extractOptions(path.join(root, ".dependency-cruiser.cjs"));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

/**
 * The rules that a house of these files breaks. Asked in this process: a command for each house took
 * two seconds of a processor.
 */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const folder of ["app", "server"]) {
    rmSync(path.join(house, folder), { recursive: true, force: true });
    mkdirSync(path.join(house, folder), { recursive: true });
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), text);
  }
  const { output } = await cruise(["app", "server"], { ...rules, baseDir: house }, undefined, {
    tsConfig: extractTSConfig(path.join(house, "tsconfig.json")),
  });
  if (typeof output === "string") throw new Error(output);
  expect(output.summary.totalCruised).toBeGreaterThan(0);
  return output.summary.violations.map(({ rule }) => rule.name);
}

const SERVER = { "server/clock.ts": "export const now = () => 1;\nexport type Now = number;\n" };

test.each([
  ["a rule that reads a file", "pure-without-io", { "app/domain/x.ts": 'import "node:fs";\n' }],
  [
    "a rule that knows React",
    "pure-without-frameworks",
    { "app/document/x.ts": 'import "react";\n' },
  ],
  [
    "a page that runs server code",
    "app-takes-only-types",
    { ...SERVER, "app/routes/x.ts": 'import { now } from "#server/clock.ts";\nnow();\n' },
  ],
  [
    "a rule that reaches into the server",
    "pure-stays-pure",
    { ...SERVER, "app/domain/x.ts": 'import { now } from "#server/clock.ts";\nnow();\n' },
  ],
  [
    "Lucia outside of auth",
    "lucia-stays-in-auth",
    { "server/services/x.ts": 'import { Lucia } from "lucia";\nnew Lucia();\n' },
  ],
  [
    "two files that need each other",
    "no-circles",
    {
      "app/domain/x.ts": 'export * from "./y.ts";\n',
      "app/domain/y.ts": 'export * from "./x.ts";\n',
    },
  ],
  [
    "two files that need only a type of each other",
    "no-circles",
    {
      "app/domain/x.ts":
        'import type { Y } from "./y.ts";\nexport interface X { readonly y: Y | null }\n',
      "app/domain/y.ts":
        'import type { X } from "./x.ts";\nexport interface Y { readonly x: X | null }\n',
    },
  ],
  [
    "a room that knows the sessions in it",
    "rooms-see-members",
    {
      "server/rooms/session/sync-session.ts": "export class SyncSession {}\n",
      "server/rooms/room/x.ts":
        'import type { SyncSession } from "#server/rooms/session/sync-session.ts";\nexport type X = SyncSession;\n',
    },
  ],
])("%s is a lint failure", async (_what, rule, files) => {
  const names = await broken(files);
  expect(names.join(" ")).toContain(rule);
});

test("a page may take a type from the server", async () => {
  const names = await broken({
    ...SERVER,
    "app/routes/x.ts": 'import type { Now } from "#server/clock.ts";\nexport const x: Now = 1;\n',
  });
  expect(names).toEqual([]);
});

async function bundle(source: string): Promise<unknown> {
  const entry = path.join(house, "entry.ts");
  writeFileSync(entry, source);
  return build({
    configFile: false,
    root: house,
    logLevel: "silent",
    plugins: [serverStaysHome()],
    build: { write: false, rollupOptions: { input: entry } },
  });
}

test("a browser bundle that would contain server code does not build", async () => {
  const env = JSON.stringify(path.join(root, "server/root-folder"));
  await expect(bundle(`import { rootFolder } from ${env}; rootFolder();`)).rejects.toThrow(
    /app\/ takes only types from server\//,
  );
  await expect(bundle(`export const page = 1;`)).resolves.toBeDefined();
});
