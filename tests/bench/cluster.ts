// `npm run bench:cluster`: 1, 2 and 4 processes of the production build on one PostgreSQL (which waits
// for the disk, as in production), behind nginx with the example of docs/deploy: with the path hash,
// with connections in turn, and with a process killed on the way. In each room one person types,
// steadily at first, then as fast as words are saved. All of it shares this machine, which is what
// "most del./s" says; what a process or PostgreSQL costs is said by the CPU for each delivery. Linux only.
//   --quick                     one round of a few seconds each, four minutes on two processors
//   --rooms 60 --people 5       the load, with --rate keys a second in each room
//   --rounds 3 --seconds 10     medians of so many rounds are printed
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import pg from "pg";
import { startPostgres } from "#tests/support/postgres-server.ts";
import { COLUMNS, measure, type Cell, type Column, type Measured } from "./cluster/cell.ts";
import { parentOf, residentOf } from "./cluster/machine.ts";
import { add, Processes } from "./cluster/processes.ts";

const PORT = 4390;
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rooms: { type: "string" },
    people: { type: "string", default: "5" },
    rate: { type: "string", default: "5" },
    seconds: { type: "string" },
    rounds: { type: "string" },
  },
});
const count = (given: string | undefined, full: number, quick: number) =>
  given === undefined ? (values.quick ? quick : full) : Number(given);
const rooms = count(values.rooms, 60, 30);
const rounds = count(values.rounds, 3, 1);
const load = {
  people: Number(values.people),
  rate: Number(values.rate),
  seconds: count(values.seconds, 10, 6),
};

const CELLS: readonly (readonly [name: string, cell: Cell])[] = [
  ["1 process", { processes: 1, hash: true, kill: false }],
  ["2, path hash", { processes: 2, hash: true, kill: false }],
  ["2, in turn", { processes: 2, hash: false, kill: false }],
  ["4, path hash", { processes: 4, hash: true, kill: false }],
  ["4, in turn", { processes: 4, hash: false, kill: false }],
  ["4, hash, killed", { processes: 4, hash: true, kill: true }],
];

const postgres = await startPostgres({ durable: true });
const url = `http://127.0.0.1:${PORT}`;
const processes = new Processes(postgres.url, url);
const database = new pg.Client({ connectionString: postgres.url });
try {
  await database.connect();
  await database.query("CREATE EXTENSION pg_stat_statements");
  const { rows } = await database.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await processes.scale(1);
  const [idle] = processes.all.map(({ pid }) => residentOf([pid]));
  const { schema, made: cookies } = add(postgres.url, "people", 40);
  const drafts = add(postgres.url, "drafts", rooms * CELLS.length * rounds).made;
  const site = {
    processes,
    database,
    postgres: parentOf(rows[0]?.pid ?? 0),
    port: PORT,
    url,
    schema,
    cookies,
  };
  console.log(
    `${rooms} rooms of ${load.people}, one of whom types ${load.rate} keys a second; ${rounds} rounds of ${load.seconds} s; ${availableParallelism()} processors, their load before: ${loadavg()[0]?.toFixed(1)}; a process without work: ${idle?.toFixed(0)} MiB`,
  );
  const results = new Map<string, Measured[]>(CELLS.map(([name]) => [name, []]));
  let next = 0;
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, cell] of CELLS) {
      await processes.scale(cell.processes);
      const own = drafts.slice(next, (next += rooms));
      const measured = await measure(cell, site, load, own);
      results.get(name)?.push(measured);
      console.error(`round ${round}: ${name}: ${measured.delivered?.toFixed(0)} delivered/s`);
    }
  }
  print(results);
} finally {
  await processes.remove();
  await database.end().catch(() => undefined);
  postgres.stop();
}
process.exit(0);

function print(results: ReadonlyMap<string, readonly Measured[]>): void {
  const columns = Object.keys(COLUMNS) as Column[];
  const names = [...results.keys()];
  const width = Math.max(...names.map((name) => name.length)) + 2;
  console.log(`\n${"".padEnd(15)}${names.map((name) => name.padStart(width)).join("")}`);
  for (const column of columns) {
    const cells = names.map((name) => {
      const found = (results.get(name) ?? []).flatMap((each) => each[column] ?? []);
      return shown(median(found)).padStart(width);
    });
    console.log(`${COLUMNS[column].padEnd(15)}${cells.join("")}`);
  }
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 && low !== undefined && high !== undefined
    ? (low + high) / 2
    : high;
}

function shown(number: number | undefined): string {
  if (number === undefined) return "–";
  return number.toFixed(number < 100 && !Number.isInteger(number) ? 1 : 0);
}
