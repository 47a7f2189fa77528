import * as Y from "yjs";
import { checkAttributes } from "#app/document/nodes/attributes.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import type { FlowEditor } from "./flow-editor.ts";
import { besides, lettersOf } from "./letters.ts";
import { expectSameScan } from "./room-gate.ts";
import type { Simulation } from "./simulation.ts";
import { checkRows } from "./check-rows.ts";

/**
 * Checks, once everybody has heard everything: one text on all screens, valid, with unique ids,
 * each letter that nobody deleted in it, under its author, each remembered place beside its letter.
 */
export function checkWorld(simulation: Simulation): void {
  if (isYjsStuck(simulation)) return simulation.count("runs in which Yjs itself was stuck");
  for (const [i, editor] of simulation.editors.entries()) checkScreen(simulation, editor, i);
  const first = simulation.editors[0]!;
  checkIds(first);
  checkRemembered(simulation);
  checkAuthors(simulation, first);
  checkNothingLost(simulation, first);
  expectSameScan(first.doc);
}

/** Updates that come out of order can leave Yjs waiting for ever; a bare document then waits, too. */
export function isYjsStuck(simulation: Simulation): boolean {
  let stuck = false;
  for (const [i, { doc }] of simulation.editors.entries()) {
    if (!doc.store.pendingStructs && !doc.store.pendingDs) continue;
    const bare = new Y.Doc();
    for (const update of simulation.heard[i]!) Y.applyUpdate(bare, update);
    if (bare.store.pendingStructs === null) throw new Error("pending, but a bare document is not");
    stuck = true;
  }
  return stuck;
}

export function checkScreen(simulation: Simulation, editor: FlowEditor, i: number): void {
  const first = simulation.editors[0]!;
  if (editor.binding.failed) throw editor.binding.failed.error;
  const rows = checkRows(editor.binding);
  if (rows) throw new Error(`rows of ${i}: ${rows}`);
  if (!editor.text.eq(first.text)) {
    throw new Error(`not the same:\n0 ${String(first.text)}\n${i} ${String(editor.text)}`);
  }
  editor.text.check();
  editor.text.descendants((node) => {
    // A field that names nothing is drawn as such, and refused by a version.
    if (node.type.name !== "field" || simulation.foreign.length === 0) checkAttributes(node);
  });
  if (editor.text !== editor.binding.synced) throw new Error(`${i} is not synced`);
}

export function checkIds(editor: FlowEditor): void {
  const seen = new Set<unknown>();
  editor.text.descendants((node) => {
    if (!carriesOwnId(node.type.name)) return;
    if (seen.has(node.attrs.id)) throw new Error(`an id twice: ${String(node.attrs.id)}`);
    seen.add(node.attrs.id);
  });
}

function checkRemembered(simulation: Simulation): void {
  const present = lettersOf(simulation.editors[0]!.text);
  for (const { binding, text } of simulation.editors) {
    for (const { letter, position, side } of simulation.remembered) {
      if (simulation.deleted.has(letter) || present.get(letter) !== 1) continue;
      // For all but its writer a letter that went along is another one.
      if (simulation.carried.has(letter)) continue;
      const at = binding.toAbsolute(Y.createRelativePositionFromJSON(position), text);
      const beside = at === null ? null : besides(text.resolve(at));
      const found = side < 0 ? beside?.left : beside?.right;
      simulation.count("remembered places checked");
      if (found !== letter) {
        throw new Error(`a comment on ${letter} is at ${String(at)}, at ${found}: ${String(text)}`);
      }
    }
  }
}

function checkAuthors(simulation: Simulation, { binding, text }: FlowEditor): void {
  const present = lettersOf(text);
  text.descendants((node, pos) => {
    for (let k = 0; k < (node.text?.length ?? 0); k += 1) {
      const letter = node.text![k]!;
      const owner = simulation.owner.get(letter) ?? -1;
      if (owner < 0 || simulation.deleted.has(letter) || present.get(letter) !== 1) continue;
      simulation.count("authors checked");
      const item = binding.locate(text, pos + k + 1)?.left;
      if (item?.id.client !== simulation.editors[owner]!.doc.clientID) {
        throw new Error(`${letter} is not under its author`);
      }
    }
  });
}

/** Only what stood in a footnote, cell or table that another deleted whole may be gone with it (F9). */
function checkNothingLost(simulation: Simulation, { doc, text }: FlowEditor): void {
  const present = lettersOf(text);
  for (const [letter, owner] of simulation.owner) {
    if (simulation.carried.has(letter) && !simulation.deleted.has(letter)) {
      const times = present.get(letter) ?? 0;
      if (times > 1) throw new Error(`${letter} is there ${times} times in ${String(text)}`);
    }
    if (simulation.deleted.has(letter) || present.has(letter)) continue;
    const id = simulation.container.get(letter);
    const item = id && Y.getItem(doc.store, id);
    if (item && (!(item instanceof Y.Item) || item.deleted)) {
      simulation.count("letters gone with their footnote or cell");
      continue;
    }
    throw new Error(`lost: ${letter} of ${owner} in ${String(text)}`);
  }
}
