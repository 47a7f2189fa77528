import { expect, test } from "vitest";
import type { Act } from "./support/acts.ts";
import { checkWorld } from "./support/checks.ts";
import { lettersOf } from "./support/letters.ts";
import { Random } from "./support/random.ts";
import { act } from "./support/run.ts";
import { Simulation } from "./support/simulation.ts";
import { seedOf } from "#tests/support/seed.ts";

/**
 * People at random of whom some compose a word now and then, so that what others do to the block of
 * their caret waits and is carried over what they do meanwhile. FLOW_SEED repeats a failure.
 */
const { env } = process;
const RUNS = Number(env.FLOW_RUNS ?? 150);
const MOST_MS = Number(env.FLOW_MS ?? 15_000);
const SEED = seedOf("FLOW_SEED");

/** The input method adds a letter, or replaces the one that it added before. */
const composeOn =
  (composedAway: Set<string>): Act =>
  (desk) => {
    const { from, $from, empty } = desk.state.selection;
    if (!empty || !$from.parent.inlineContent) return null;
    const last = $from.nodeBefore?.text?.at(-1);
    const isOwn = last !== undefined && desk.simulation.owner.get(last) === desk.person;
    const start = isOwn && desk.random.chance(0.4) ? from - 1 : from;
    if (start < from) composedAway.add(last!);
    desk.apply(desk.tr.insertText(desk.words(1), start, from));
    return "compose";
  };

/**
 * Words that an input method replaced are no text, and stay away: unless somebody brought text back, or
 * took away the blocks around it, where a composed word is kept in whatever is left.
 */
function checkComposedAway(simulation: Simulation, composedAway: ReadonlySet<string>): void {
  if (
    simulation.log.some((line) =>
      /: (?:undo|paste|move|merge|delete|take away|replace all)/u.test(line),
    )
  )
    return;
  const present = lettersOf(simulation.editors[0]!.text);
  for (const letter of composedAway) {
    if (present.has(letter)) throw new Error(`composed away, and back: ${letter}`);
  }
}

function run(seed: number): number {
  const random = new Random(seed);
  const simulation = new Simulation(random, 2 + random.below(2));
  const { editors } = simulation;
  const composedAway = new Set<string>();
  const addLetter = composeOn(composedAway);
  const compose = (i: number, is: boolean) => {
    const { view, binding } = editors[i]!;
    view.composing = is;
    if (!is) binding.flush(view.state);
  };
  try {
    for (let step = 0; step < 40; step += 1) {
      const i = random.below(editors.length);
      const dice = random.next();
      if (dice < 0.15) compose(i, !editors[i]!.view.composing);
      else if (dice < 0.6 && editors[i]!.view.composing)
        simulation.log.push(`${i}: ${act(simulation, i, addLetter)}   ${String(editors[i]!.text)}`);
      else if (dice < 0.6)
        simulation.log.push(`${i}: ${act(simulation, i)}   ${String(editors[i]!.text)}`);
      else if (simulation.hasWaiting(i)) {
        simulation.deliver(i, random.chance(0.5));
        simulation.log.push(
          `${i}: hears   ${String(editors[i]!.text)} FLOW ${String(editors[i]!.binding.synced)}`,
        );
      }
      const { failed } = editors[i]!.binding;
      if (failed) throw failed.error;
    }
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let k = 0; k < editors.length; k += 1) {
        compose(k, false);
        simulation.deliver(k, true);
      }
    }
    for (let k = 0; k < editors.length; k += 1) compose(k, false);
    for (let k = 0; k < editors.length; k += 1) simulation.deliver(k, true);
    checkWorld(simulation);
    checkComposedAway(simulation, composedAway);
    return editors.reduce((sum, { binding }) => sum + binding.stats.rebased, 0);
  } catch (error) {
    if (env.FLOW_LOG) console.log(simulation.log.join("\n"));
    throw error;
  } finally {
    simulation.destroy();
  }
}

test(
  `what waits for a word to be composed loses no letter, from seed ${SEED} on`,
  { timeout: MOST_MS + 60_000 },
  () => {
    const failures: string[] = [];
    const ends = Date.now() + MOST_MS;
    let [runs, rebased] = [0, 0];
    for (; runs < RUNS && Date.now() < ends && failures.length < 5; runs += 1) {
      try {
        rebased += run(SEED + runs);
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push(`FLOW_SEED=${SEED + runs} FLOW_RUNS=1: ${why.slice(0, 1500)}`);
      }
    }
    if (env.FLOW_TOTALS) console.log(`${runs} runs, ${rebased} edits carried over others'`);
    expect(failures).toEqual([]);
  },
);
