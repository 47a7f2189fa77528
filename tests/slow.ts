// `npm run test:slow`: what `npm test` has no time for, in 15 minutes: before a larger change is called
// done. `-- --short`, a part of it, belongs to CI. `-- --soak` is the same at full length, more than an
// hour: before a release.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import installDeployPrograms from "./deploy/programs/programs.ts";
import { firefox } from "./stories/firefox-driver.ts";
import { chromium } from "./support/chromium.ts";
import { temporaryFilesInMemory } from "./support/memory-folder.ts";
import { nodeOfImage } from "./support/node-of-image.ts";
import { pdfReaders } from "./support/pdf-readers.ts";
import { postgresPrograms } from "./support/postgres-server.ts";
import { randomTests } from "./support/random-tests.ts";
import { s3Program } from "./support/s3-server.ts";
import { runSteps, type Step } from "./support/steps.ts";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    soak: { type: "boolean", default: false },
    // The build of an `npm test` of the same tree stands: it isn't made again.
    built: { type: "boolean", default: false },
  },
});
// The longest keeps to the disk, which is what a server has.
if (!values.soak) temporaryFilesInMemory();
const CLIENTS = "database clients";
const BUILD = "production build";
const DEMONSTRATION = "the demonstration";

/** It is installed, built and used on it, though all else runs on the oldest that is promised. */
const NODE_OF_IMAGE = nodeOfImage();
const STANDING = "test -f build/process/index.js";
/** Where it is seeded, once for all that begin with it. */
const seeded = mkdtempSync(path.join(tmpdir(), "seeded-"));
process.env["SEEDED_FOLDER"] = seeded;
process.once("exit", () => rmSync(seeded, { recursive: true, force: true }));

const build: readonly Step[] = [
  ...(values.built
    ? [CLIENTS, BUILD].map((name): Step => ({ name, command: STANDING, load: 0 }))
    : [
        { name: CLIENTS, command: "npm run --silent generate", load: 1 },
        { name: BUILD, command: "npm run --silent build:generated", load: 1, after: [CLIENTS] },
      ]),
  {
    name: DEMONSTRATION,
    command: `NODE_ENV=production DATABASE_URL= DATA_DIR=${seeded} node build/process/seed.js`,
    load: 1,
    after: [BUILD],
  },
];

/** How much of each: a part for CI, what there is room for in 15 minutes, or everything. */
type Form = "short" | "ordinary" | "soak";

/** A step that runs whole but in the short form. */
const inPart = (form: Form, variable: string, command: string) =>
  `${form === "short" ? `${variable}=short ` : ""}npm run --silent ${command}`;
/** A step that has three forms. */
const inForm = (form: Form, variable: string, command: string) =>
  `${form === "soak" ? "" : `${variable}=${form} `}npm run --silent ${command}`;

const attacks = (form: Form, load: number): Step => ({
  name: "attacks",
  command: inForm(form, "ATTACK", "test:attack"),
  load,
  after: [DEMONSTRATION],
});
const faults = (form: Form, load: number): Step => ({
  name: "faults",
  command: inForm(form, "FAULTS", "test:faults"),
  load,
  after: [CLIENTS],
});
const image = (form: Form, load: number): Step => ({
  name: "the image, without Docker, on its own node",
  command: `IMAGE_NODE=${NODE_OF_IMAGE} ${inPart(form, "IMAGE", "test:image")}`,
  load,
  after: [BUILD],
});
const slowPages = (form: Form, load: number): Step => ({
  name: "stories of two people, full disks, files of others, JHOVE, a fuzzer, in Chromium",
  command: inPart(form, "SLOW", "test:e2e:slow"),
  load,
  after: [DEMONSTRATION],
});
const deploy = (load: number): Step => ({
  name: "the examples of docs/deploy: nginx before two processes, promtool",
  command: "npm run --silent test:deploy",
  load,
  after: [BUILD],
});
const hostileSizes = (load: number): Step => ({
  name: "hostile sizes, and thousands of tries",
  command: "SLOW_TESTS=only vitest run --project node",
  load,
  after: [CLIENTS],
});
const stories = (name: string, options: string, load: number): Step => ({
  name,
  command: `tsx tests/flow/run.ts ${options}`,
  load,
  after: [DEMONSTRATION],
});
const scenarios = (load: number, holding = ""): Step => ({
  name: holding ? "in Firefox, cards beside the words that they are about" : "scenarios in Firefox",
  command: `tsx tests/stories/run-scenarios.ts --scenarios "${holding}"`,
  load,
  after: [DEMONSTRATION],
});
/** The random tests of `npm test`, with other seeds. */
const atRandom = (load: number): Step => ({
  name: "tests at random, with new seeds",
  command: `vitest run ${randomTests().join(" ")}`,
  load,
  after: [CLIENTS],
});
/** All but rooms, which follow over several processes; services, in CI, where the databases differ. */
const onPostgres = (form: Form, load: number): Step => ({
  name: "database, services, cluster, backup and migration, PostgreSQL",
  command: `npm run --silent test:postgres -- --folders database,cluster,backup,migration,services,seed${form === "short" ? " --short" : ""}`,
  load,
  after: [CLIENTS],
});

const buckets = (load: number): Step => ({
  name: "files in a bucket of an S3 server",
  command: "npm run --silent test:buckets",
  load,
  after: [CLIENTS],
});

/** The same tests as for one process; those of what a process does with its own memory are left out. */
const roomsOver = (processes: number, load: number): Step => ({
  name: `rooms over ${processes} processes, PostgreSQL`,
  command: `ROOM_PROCESSES=${processes} npm run --silent test:postgres -- --folders rooms`,
  load,
  after: [CLIENTS],
});

/** One after the other: they measure, or keep both processors busy by themselves. */
const soak: readonly Step[] = [
  ...build,
  attacks("soak", 2),
  faults("soak", 2),
  atRandom(2),
  stories("stories in Chromium and Firefox, people at random", "--runs 2000", 2),
  scenarios(2),
  image("soak", 2),
  deploy(2),
  buckets(2),
  hostileSizes(2),
  slowPages("soak", 2),
  onPostgres("soak", 2),
  roomsOver(2, 2),
  roomsOver(3, 2),
];

/**
 * Steps for CI's some seven minutes, behind `npm test`, which has told of people at random already. The
 * longest first, beside each other as far as there is room.
 */
const short: readonly Step[] = [
  ...build,
  attacks("short", 0.8),
  slowPages("short", 1),
  faults("short", 0.7),
  onPostgres("short", 1),
  roomsOver(3, 1.1),
  stories(
    "in Firefox, a paragraph that is split while somebody types in it",
    `--runs 0 --engines firefox --speeds 80 --pauses without --lanes 1 --stories "splits in"`,
    0.7,
  ),
  scenarios(0.85, " card "),
  buckets(0.5),
  hostileSizes(0.9),
  image("short", 0.8),
  deploy(0.8),
];

/**
 * Firefox at one pace; the other paces, and more people at random, are for the soak. The longest first. Most
 * wait as much as they work, so that three fit beside each other.
 */
const ordinary: readonly Step[] = [
  ...build,
  onPostgres("ordinary", 0.7),
  scenarios(0.85),
  slowPages("ordinary", 0.7),
  image("ordinary", 0.65),
  attacks("ordinary", 0.85),
  stories(
    "people at random; stories in Firefox",
    "--runs 600 --engines firefox --speeds 80 --pauses without",
    1.2,
  ),
  faults("ordinary", 0.65),
  atRandom(0.95),
  roomsOver(3, 0.75),
  buckets(0.5),
  hostileSizes(0.9),
  deploy(0.85),
];

if (!values.short) {
  process.env["SEEDS"] ??= String(Math.floor(Math.random() * 2 ** 30));
  console.log(`New seeds: SEEDS=${process.env["SEEDS"]} repeats them`);
}
// Before the steps, which would wait for each other's installations.
console.log(`Chromium: ${chromium()}`);
console.log(`Firefox: ${firefox()}`);
console.log(`PDF readers: ${pdfReaders().join(", ")}`);
console.log(`PostgreSQL: ${postgresPrograms()}`);
console.log(`S3 server: ${s3Program()}`);
console.log(`Node of the image: ${execFileSync(NODE_OF_IMAGE, ["--version"]).toString().trim()}`);
installDeployPrograms();
// A tenth of what waits for a disk or a timer is room for another.
await runSteps(values.soak ? soak : values.short ? short : ordinary, 2.2);
