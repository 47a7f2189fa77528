// `npm run test:postgres`: the database, service and room tests on a real PostgreSQL; of some folders
// alone with `--folders services,seed`, single files by their names.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { NONE, NOT_AGAIN } from "./not-again.ts";
import { startPostgres } from "./postgres-server.ts";

const { values, positionals: chosen } = parseArgs({
  options: {
    folders: {
      type: "string",
      default: "database,services,rooms,cluster,seed,backup,migration,processes,doctor",
    },
  },
  allowPositionals: true,
});

/** Over several processes all run that have to do with rooms: on one, no other run tries them. */
const isAgain = (file: string) =>
  Number(process.env["ROOM_PROCESSES"] ?? 1) > 1 ? NOT_AGAIN[file] === NONE : file in NOT_AGAIN;

/** All test files of those folders except those that need not run again. */
const ofDatabase = values.folders
  .split(",")
  .flatMap((folder) => readdirSync(`tests/${folder}`).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith(".test.ts") && !isAgain(file))
  .map((file) => `tests/${file}`);

const server = await startPostgres();
const result = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", ...(chosen.length > 0 ? chosen : ofDatabase)],
  { stdio: "inherit", env: { ...process.env, TEST_DATABASE_URL: server.url } },
);
server.stop();
process.exit(result.status ?? 1);
