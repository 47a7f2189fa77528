import { expect, test } from "vitest";
import * as Y from "yjs";
import { ROOT } from "#app/document/flow/layout.ts";
import { checkIds, checkScreen, isYjsStuck } from "./support/checks.ts";
import {
  aliveLetters,
  KNOWN,
  type Nonsense,
  someText,
  UNKNOWN,
  unknownItems,
} from "./support/foreign.ts";
import { lettersOf } from "./support/letters.ts";
import { Random } from "./support/random.ts";
import { act } from "./support/run.ts";
import { Simulation, type SimulationOptions } from "./support/simulation.ts";
import { seedOf } from "#tests/support/seed.ts";

// Foreign clients write nonsense into the flow while people work on it. FLOW_SEED repeats a failure.

const { env } = process;
const SEED = seedOf("FLOW_SEED");
const RUNS = Number(env.FLOW_RUNS ?? 60);
const MOST_MS = Number(env.FLOW_MS ?? 12_000);
const STEPS = Number(env.FLOW_STEPS ?? 40);

/** One run: two editors and a client that is not ours. Throws where something is not as it must be. */
function run(seed: number, nonsense: readonly Nonsense[], options: SimulationOptions): void {
  const random = new Random(seed);
  const simulation = new Simulation(random, 2, options);
  const k = simulation.joinForeign();
  const [foreign] = simulation.foreign as [Y.Doc];
  const unknown = new Set<string>();
  const write = () => {
    const before = aliveLetters(foreign);
    const held = unknownItems(foreign);
    foreign.transact(() => {
      const one = random.oneOf(nonsense);
      one(someText(foreign, simulation), simulation);
      simulation.log.push(`foreign: ${one.name}`);
    });
    const [after, now] = [aliveLetters(foreign), unknownItems(foreign)];
    for (const letter of before) if (!after.has(letter)) simulation.deleted.add(letter);
    for (const id of now) unknown.add(id);
    for (const id of held) if (!now.has(id)) unknown.delete(id);
  };
  try {
    for (let step = 0; step < STEPS; step += 1) {
      const i = random.below(3);
      const dice = random.next();
      if (dice < 0.55) {
        if (i === k) {
          if (nonsense.length > 0) write();
        } else
          simulation.log.push(
            `${i}: ${act(simulation, i)}   ${String(simulation.editors[i]!.text)}`,
          );
      } else if (dice >= 0.9) simulation.offline[i] = !simulation.offline[i];
      else if (!simulation.offline[i] && simulation.hasWaiting(i)) {
        simulation.deliver(i, random.chance(0.3));
        if (i !== k) simulation.log.push(`${i} hears   ${String(simulation.editors[i]!.text)}`);
      }
    }
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let one = 0; one < 3; one += 1) simulation.deliver(one, true);
    }
    if (isYjsStuck(simulation)) return;
    check(simulation, unknown);
  } catch (error) {
    if (env.FLOW_LOG) console.log(simulation.log.join("\n"));
    throw error;
  } finally {
    simulation.destroy();
  }
}

function check(simulation: Simulation, unknown: ReadonlySet<string>): void {
  for (const [i, editor] of simulation.editors.entries()) checkScreen(simulation, editor, i);
  const [editor] = simulation.editors as [Simulation["editors"][number]];
  checkIds(editor);
  const alive = aliveLetters(editor.doc);
  for (const [letter, owner] of simulation.owner) {
    if (simulation.deleted.has(letter) || alive.has(letter)) continue;
    const id = simulation.container.get(letter);
    const item = id && Y.getItem(editor.doc.store, id);
    if (item && (!(item instanceof Y.Item) || item.deleted)) continue;
    // A foreign client's addition to a container of its own is gone with that one.
    if (owner < 0) continue;
    throw new Error(`lost: ${letter} of ${owner} in ${String(editor.text)}`);
  }
  // No letter of the flow itself is ever hidden.
  const shown = lettersOf(editor.text);
  for (let item = editor.doc.get(ROOT, Y.XmlText)._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    for (const letter of item.content.str) {
      if (letter !== "\u2029" && !shown.has(letter)) throw new Error(`${letter} is not shown`);
    }
  }
  const left = unknownItems(editor.doc);
  for (const id of unknown) if (!left.has(id)) throw new Error(`an editor deleted ${id}, unasked`);
}

function runs(name: string, nonsense: readonly Nonsense[], options: SimulationOptions): void {
  test(`${name}, from seed ${SEED} on`, { timeout: MOST_MS + 60_000 }, () => {
    const failures: string[] = [];
    const ends = Date.now() + MOST_MS;
    for (let n = 0; n < RUNS && Date.now() < ends && failures.length < 5; n += 1) {
      try {
        run(SEED + n, nonsense, options);
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push(`FLOW_SEED=${SEED + n} FLOW_RUNS=1: ${why.slice(0, 1500)}`);
      }
    }
    expect(failures).toEqual([]);
  });
}

runs(
  "known things in places and with values that mean nothing throw nothing, on any screen, and all screens are equal",
  KNOWN,
  { isJudged: false },
);
runs(
  "things that nobody knows are shown by no editor and deleted by none",
  [...UNKNOWN, ...KNOWN],
  { isJudged: false },
);
runs("a draft without one marker, as a migration may find it, is worked on as any", [], {
  start: (doc, simulation) => {
    const text = doc.get(ROOT, Y.XmlText);
    text.insert(0, simulation.words(4));
    if (simulation.random.chance(0.5)) text.insertEmbed(2, new Y.XmlElement("pageBreak"));
    if (simulation.random.chance(0.5)) text.insertEmbed(1, new Y.XmlElement("hardBreak"));
    if (simulation.random.chance(0.3)) text.insertEmbed(0, new Y.XmlText(simulation.words(2)));
    if (simulation.random.chance(0.3)) text.format(0, 2, { bold: {} });
  },
});
