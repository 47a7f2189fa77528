// `npm run test:postgres`: the database, service and room tests on a real PostgreSQL.
import { spawnSync } from "node:child_process";
import { startPostgres } from "./postgres-server.ts";

const server = await startPostgres();
const chosen = process.argv.slice(2);
const result = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...(chosen.length > 0
      ? chosen
      : [
          "tests/database",
          "tests/services",
          "tests/rooms",
          "tests/seed",
          "tests/backup",
          "tests/migration",
        ]),
  ],
  { stdio: "inherit", env: { ...process.env, TEST_DATABASE_URL: server.url } },
);
server.stop();
process.exit(result.status ?? 1);
