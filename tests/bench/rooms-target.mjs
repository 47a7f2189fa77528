// This server as a target of a benchmark of Yjs websocket servers that starts a command, opens plain
// sockets to the address below and types. Production build, SQLite with synchronous=FULL, validation
// on; only the limits on joining are raised. Run `npm run build` first. What is typed must be a flow, as
// the room's validator wants it: BENCH_LAYOUT=flow makes the benchmark's documents so, for all targets.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const project = process.env.ROOMS_PROJECT ?? path.resolve(import.meta.dirname, "../..");
const RECEIPT = 5;
const { scripts } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8"));
const flags = scripts.start.split(" ").filter((word) => word.startsWith("--"));

/** Messages 4 and a number: "tell me when everything before this is committed". */
function receiptRequest(n) {
  const bytes = [4];
  for (let rest = n; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push(128 | (rest % 128));
  }
}

function readVarUint(decoder) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = decoder.arr[decoder.pos++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

function databaseUrl(data) {
  return `file:${path.join(data, "coalition-desk.db")}`;
}

function add(data, what, count) {
  const output = execFileSync(
    process.execPath,
    ["--import", "tsx", "tests/bench/people.ts", what, String(count)],
    { cwd: project, env: { ...process.env, DATABASE_URL: databaseUrl(data) } },
  );
  return JSON.parse(output.toString());
}

export default {
  ours: true,
  protocol: "y-websocket",
  persistent: true,
  settleMs: 3000,
  url: ({ port, room, context }) =>
    `ws://127.0.0.1:${port}/rooms/${room}?schema=${context.people.schema}`,
  start: {
    // As `npm start` does.
    command: ["node", ...flags, path.join(project, "build/process/index.js")],
    cwd: project,
    env: {
      NODE_ENV: "production",
      PORT: "{port}",
      HOST: "127.0.0.1",
      DATA_DIR: "{data}",
      LOG_LEVEL: "warn",
      ROOM_JOINS: "100000",
      ROOM_JOINS_PER_ADDRESS: "100000",
    },
  },
  ready: ({ port }) =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    ),
  prepare: ({ data, context }) => ({ people: context.people ?? add(data, "people", 60) }),
  rooms: ({ data, count }) => add(data, "drafts", count).made,
  headers: ({ port, client, context }) => ({
    Origin: `http://127.0.0.1:${port}`,
    Cookie: context.people.made[client],
  }),
  receiptRequest,
  saved: (type, decoder) => (type === RECEIPT ? { updates: readVarUint(decoder) } : null),
};
