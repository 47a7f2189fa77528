// `npm run test:postgres`: the database, service and room tests on a real PostgreSQL; of some folders
// alone with `--folders services,seed`, single files by their names. `--short`, which is for CI, runs of
// services and seed the files in which the databases differ.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { NONE, NOT_AGAIN } from "./not-again.ts";
import { startPostgres } from "./postgres-server.ts";

const { values, positionals: chosen } = parseArgs({
  options: {
    folders: {
      type: "string",
      default: "database,services,rooms,cluster,seed,backup,migration,processes,doctor,search",
    },
    short: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

/** Over several processes all run that have to do with rooms: on one, no other run tries them. */
const isAgain = (file: string) =>
  Number(process.env["ROOM_PROCESSES"] ?? 1) > 1 ? NOT_AGAIN[file] === NONE : file in NOT_AGAIN;

/**
 * Whether two things happen at once in it, or it writes SQL of its own: that is where one database does
 * what the other doesn't. What Prisma alone is asked, one question after the other, is in the long form.
 */
const mayDiffer = (file: string) =>
  /Promise\.all(?:Settled)?\(|\$(?:query|execute)Raw|postgres/iu.test(readFileSync(file, "utf8"));

/** All test files of those folders except those that need not run again. */
const ofDatabase = values.folders
  .split(",")
  .flatMap((folder) => readdirSync(`tests/${folder}`).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith(".test.ts") && !isAgain(file))
  .map((file) => `tests/${file}`)
  .filter((file) => !values.short || !/^tests\/(?:services|seed)\//u.test(file) || mayDiffer(file));

const server = await startPostgres();
const result = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", ...(chosen.length > 0 ? chosen : ofDatabase)],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      ...(values.short ? {} : { SLOW_TESTS: "also" }),
      TEST_DATABASE_URL: server.url,
    },
  },
);
server.stop();
process.exit(result.status ?? 1);
