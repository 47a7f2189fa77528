// Writes a schema for each database from models.prisma and generates both clients.
// PRISMA_SCHEMA_ENGINE_BINARY names any existing file: `generate` never runs it, but downloads an
// engine when the variable is missing.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROVIDERS, schemaFor } from "./models.ts";

const root = path.resolve(import.meta.dirname, "..");
const generated = path.join(root, "server/database/generated");
const models = readFileSync(path.join(root, "prisma/models.prisma"), "utf8");

for (const provider of PROVIDERS) {
  const folder = path.join(generated, provider);
  const schema = path.join(folder, "schema.prisma");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(schema, schemaFor(provider, models));
  execFileSync(
    process.execPath,
    [path.join(root, "node_modules/prisma/build/index.js"), "generate", "--schema", schema],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
}
