// `npm run demo`: builds, seeds the demo matter if it is missing, and serves it. Takes the server's
// variables: PORT, DATABASE_URL, DATA_DIR, APP_URL.
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "#prisma/seed/people.ts";
import { claimForServer } from "#server/database/one-server.ts";
import { DatabaseProblem } from "#server/database/problem.ts";
import { EnvironmentProblem, readEnvironment } from "#server/env.ts";
import { keepNewFilesPrivate } from "#server/private-files.ts";
import { rootFolder } from "#server/root-folder.ts";
import { startFlags } from "./start-flags.ts";

keepNewFilesPrivate();
const root = rootFolder();
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_ENV: "production",
  PORT: process.env["PORT"] || "3000",
  DATA_DIR: process.env["DATA_DIR"] || path.join(root, "data"),
};

// Before the build: it would replace what a running demo still loads.
try {
  claimForServer(readEnvironment(environment).databaseUrl).release();
} catch (error) {
  if (!(error instanceof DatabaseProblem || error instanceof EnvironmentProblem)) throw error;
  console.error(error.message);
  process.exit(1);
}

function run(sentence: string, command: string): void {
  console.log(sentence);
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    cwd: root,
    encoding: "utf8",
    env: environment,
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}\nThat failed: ${command}`);
    process.exit(status ?? 1);
  }
}

run("Building the desk (a minute, or some on a slow machine) …", "npm run --silent build");
run("Making the demo matter …", "node build/process/seed.js");

const server = spawn(process.execPath, [...startFlags(root), "build/process/index.js"], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
  env: environment,
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => server.kill(signal));
}
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

let introduced = false;
server.stdout.on("data", (chunk: Buffer) => {
  process.stdout.write(chunk);
  const address = /Listening on (\S+)/.exec(chunk.toString())?.[1];
  if (!address || introduced) return;
  introduced = true;
  const width = Math.max(...DEMO_PEOPLE.map(({ email }) => email.length));
  console.log(`
The demo is at ${process.env["APP_URL"] || address}

Everybody's password is: ${DEMO_PASSWORD}

${DEMO_PEOPLE.map((person) => `  ${person.email.padEnd(width)}  ${person.name}, ${person.roles.join(" and ")} at ${person.organization.name}`).join("\n")}

Open it in two browsers (or one private window), sign in as a drafter of two organizations, and write
in the same request. Stop with Ctrl-C.
`);
});
