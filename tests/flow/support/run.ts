import * as Y from "yjs";
import { ACTS, type Act } from "./acts.ts";
import { checkWorld } from "./checks.ts";
import type { FlowEditor } from "./flow-editor.ts";
import { letterPlaces, lettersOf } from "./letters.ts";
import { Desk } from "./places.ts";
import { Random } from "./random.ts";
import { Simulation } from "./simulation.ts";
import { checkRows } from "./check-rows.ts";

export interface RunOptions {
  /** How many acts, deliveries and losses of the connection. */
  readonly steps: number;
  /** Compares, after each step, what the binding remembers with what it would read anew. */
  readonly strict?: boolean;
  /** Called with each simulation at its end, for totals. */
  readonly onEnd?: (simulation: Simulation) => void;
}

/** Several people on one draft, at random. Throws where something is not as it must be. */
export function run(seed: number, { steps, strict = false, onEnd }: RunOptions): void {
  const random = new Random(seed);
  const people = 2 + random.below(3);
  const simulation = new Simulation(random, people, {
    start: random.chance(0.08) ? "empty" : "text",
  });
  try {
    for (let step = 0; step < steps; step += 1) {
      const i = random.below(people);
      const dice = random.next();
      if (dice < 0.55)
        simulation.log.push(`${i}: ${act(simulation, i)}   ${String(simulation.editors[i]!.text)}`);
      else if (dice >= 0.9) simulation.offline[i] = !simulation.offline[i];
      else if (!simulation.offline[i] && simulation.hasWaiting(i)) {
        simulation.deliver(i, random.chance(0.3));
        simulation.log.push(`${i} hears   ${String(simulation.editors[i]!.text)}`);
      }
      const { failed } = simulation.editors[i]!.binding;
      if (failed) throw failed.error;
      const rows = strict ? checkRows(simulation.editors[i]!.binding) : null;
      if (rows) throw new Error(`rows of ${i} after ${simulation.log.at(-1)}: ${rows}`);
    }
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let k = 0; k < people; k += 1) simulation.deliver(k, true);
    }
    checkWorld(simulation);
    onEnd?.(simulation);
  } catch (error) {
    if (process.env.FLOW_LOG) console.log(simulation.log.join("\n"));
    throw error;
  } finally {
    simulation.destroy();
  }
}

/** Lets one person do something: what chance will have, or `wanted`. */
export function act(simulation: Simulation, person: number, wanted?: Act): string {
  const { random } = simulation;
  const editor = simulation.editors[person]!;
  const before = lettersOf(editor.text);
  const flowsBefore = flowsOf(editor);
  const isCurrent = editor.text === editor.binding.synced;
  if (random.chance(0.15) && isCurrent) remember(simulation, editor);
  const desk = new Desk(simulation, person);
  const chosen =
    wanted ??
    (desk.blocks.length === 0
      ? ACTS.find(([, { name }]) => name === "putInChild")![1]
      : pick(random));
  const what = chosen(desk) ?? "nothing";
  simulation.count("acts");
  account(simulation, person, before, flowsBefore, what);
  return what;
}

function pick(random: Random): Act {
  const total = ACTS.reduce((sum, [weight]) => sum + weight, 0);
  let dice = random.next() * total;
  for (const [weight, one] of ACTS) {
    dice -= weight;
    if (dice < 0) return one;
  }
  return ACTS[0]![1];
}

/** Which letters were deleted by this act, and in what each stands that was typed. */
function account(
  simulation: Simulation,
  person: number,
  before: Map<string, number>,
  flowsBefore: Map<string, string>,
  what: string,
): void {
  const { binding, text } = simulation.editors[person]!;
  const after = lettersOf(text);
  const flowsAfter = flowsOf(simulation.editors[person]!);
  // Letters that go from one flow to another are put in anew there.
  for (const [letter, flow] of flowsBefore) {
    if (flowsAfter.has(letter) && flowsAfter.get(letter) !== flow) simulation.deleted.add(letter);
  }
  // As the shared text has it: what was typed where others' deletion waits to be shown stands elsewhere.
  const { synced } = binding;
  for (const pos of letterPlaces(synced)) {
    if (synced.resolve(pos).depth === 1) continue;
    const item = binding.locate(synced, pos)?.type._item;
    if (item) simulation.container.set(synced.textBetween(pos, pos + 1), item.id);
  }
  for (const [letter, n] of before) {
    if ((after.get(letter) ?? 0) >= n) continue;
    if (
      what === "undo" &&
      !simulation.deleted.has(letter) &&
      simulation.owner.get(letter) !== person
    ) {
      throw new Error(`undo of ${person} took away another's letter ${letter}`);
    }
    simulation.deleted.add(letter);
  }
}

/** Of each letter, the flow that holds it. */
function flowsOf({ binding, text }: FlowEditor): Map<string, string> {
  const flows = new Map<string, string>();
  text.descendants((node, pos) => {
    if (!node.isText) return;
    const id = text.resolve(pos).depth > 1 ? binding.locate(text, pos)?.type._item?.id : null;
    const flow = id ? `${id.client}:${id.clock}` : "text";
    for (const letter of node.text!) if (!flows.has(letter)) flows.set(letter, flow);
  });
  return flows;
}

/** Somebody comments on a letter. Throws where the place is not the same when it is read at once. */
function remember(simulation: Simulation, { binding, text }: FlowEditor): void {
  const { random } = simulation;
  const places = letterPlaces(text);
  if (places.length === 0) return;
  const pos = random.oneOf(places);
  const letter = text.textBetween(pos, pos + 1);
  const side = random.chance(0.5) ? -1 : 1;
  const at = side < 0 ? pos + 1 : pos;
  const relative = binding.toRelative(text, at, side);
  if (!relative) throw new Error(`no relative position at ${at} of ${String(text)}`);
  const back = binding.toAbsolute(relative, text);
  if (back !== at) throw new Error(`${at} comes back as ${String(back)} in ${String(text)}`);
  if (lettersOf(text).get(letter) !== 1) return;
  simulation.remembered.push({ letter, position: Y.relativePositionToJSON(relative), side });
}
