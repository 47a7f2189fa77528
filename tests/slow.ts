// `npm run test:slow`: what `npm test` has no time for, in 15 minutes: before a larger change is called
// done. `-- --short`, a part of it, belongs to CI. `-- --soak` is the same at full length, more than an
// hour: before a release.
import { parseArgs } from "node:util";
import installDeployPrograms from "./deploy/programs/programs.ts";
import { firefox } from "./stories/firefox-driver.ts";
import { runSteps, type Step } from "./support/steps.ts";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    soak: { type: "boolean", default: false },
    // The build of an `npm test` of the same tree stands: it isn't made again.
    built: { type: "boolean", default: false },
  },
});
const CLIENTS = "database clients";
const BUILD = "production build";

const STANDING = "test -f build/process/index.js";
const build: readonly Step[] = values.built
  ? [CLIENTS, BUILD].map((name): Step => ({ name, command: STANDING, load: 0 }))
  : [
      { name: CLIENTS, command: "npm run --silent generate", load: 1 },
      { name: BUILD, command: "npm run --silent build:generated", load: 1, after: [CLIENTS] },
    ];
const image = (load: number): Step => ({
  name: "the image, without Docker",
  command: "npm run --silent test:image",
  load,
  after: [BUILD],
});
const slowPages = (load: number): Step => ({
  name: "stories of two people, full disks, files of others, JHOVE, a fuzzer, in Chromium",
  command: "npm run --silent test:e2e:slow",
  load,
  after: [BUILD],
});
/** The same in both forms. */
const deploy = (load: number): Step => ({
  name: "the examples of docs/deploy: nginx, HAProxy, Caddy before two processes",
  command: "npm run --silent test:deploy",
  load,
  after: [BUILD],
});
const UPGRADE = "from the earlier release to this one under load, and back";
const flow = "tsx tests/flow/run.ts";
const servicesOnPostgres = (form: "" | " --short"): Step => ({
  name: `services and the demonstration, PostgreSQL${form ? ", the short run" : ""}`,
  command: `npm run --silent test:postgres -- --folders services,seed${form}`,
  load: 1,
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
  { name: "attacks", command: "npm run --silent test:attack", load: 2, after: [BUILD] },
  { name: "faults", command: "npm run --silent test:faults", load: 2, after: [BUILD] },
  {
    name: "stories in Chromium and Firefox, people at random",
    command: `${flow} --runs 2000`,
    load: 2,
    after: [BUILD],
  },
  {
    name: "scenarios in Firefox",
    command: "tsx tests/stories/run-scenarios.ts",
    load: 2,
    after: [BUILD],
  },
  { name: UPGRADE, command: "npm run --silent test:upgrade", load: 2, after: [BUILD] },
  image(2),
  deploy(2),
  slowPages(2),
  servicesOnPostgres(""),
  roomsOver(2, 2),
  roomsOver(3, 2),
];

/** Some two minutes of each, the longest first, beside each other as far as there is room. */
const partly = (inFirefox: readonly Step[], ofServices: "" | " --short"): readonly Step[] => [
  ...build,
  {
    name: "attacks, the short run",
    command: "ATTACK=short npm run --silent test:attack",
    load: 0.8,
    after: [BUILD],
  },
  {
    name: UPGRADE,
    command: "UPGRADE=short npm run --silent test:upgrade",
    load: 1.3,
    after: [BUILD],
  },
  image(0.9),
  slowPages(1),
  {
    name: "faults, the short run",
    command: "FAULTS=short npm run --silent test:faults",
    load: 0.7,
    after: [CLIENTS],
  },
  servicesOnPostgres(ofServices),
  ...inFirefox,
  roomsOver(3, 1.1),
  deploy(1.1),
];

const short = partly(
  [
    {
      name: "people at random; in Firefox, a paragraph that is split while somebody types in it",
      command: `${flow} --runs 300 --engines firefox --speeds 80 --pauses without --stories split`,
      load: 1,
      after: [BUILD],
    },
  ],
  " --short",
);

/** Firefox at one pace; the other paces, and more people at random, are for the soak. */
const ordinary = partly(
  [
    {
      name: "people at random; stories in Firefox",
      command: `${flow} --runs 600 --engines firefox --speeds 80 --pauses without`,
      load: 2,
      after: [BUILD],
    },
    {
      name: "scenarios in Firefox",
      command: "tsx tests/stories/run-scenarios.ts",
      load: 1,
      after: [BUILD],
    },
  ],
  "",
);

console.log(`Firefox: ${firefox()}`);
// Before the steps, which would wait for each other's installations.
installDeployPrograms();
// A tenth of what waits for a disk or a timer is room for another.
await runSteps(values.soak ? soak : values.short ? short : ordinary, 2.2);
