import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import {
  CellSelection,
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
} from "@tiptap/pm/tables";
import { schema } from "./flow-editor.ts";
import { lettersOf } from "./letters.ts";
import type { Desk } from "./places.ts";

/** One thing that a person does; answers what, for the log, or null where there was nothing to do. */
export type Act = (desk: Desk) => string | null;

const { nodes, marks } = schema;

const type: Act = (desk) => {
  const { random } = desk;
  const { selection } = desk.state;
  // Typing goes on at the caret, or somewhere else.
  const goesOn = random.chance(0.6) && selection.empty && selection.$from.parent.inlineContent;
  if (!goesOn) desk.caret(desk.inBlock());
  const text = desk.words(1 + random.below(3));
  const { from } = desk.state.selection;
  const bold = () => schema.text(text, [marks.bold!.create()]);
  desk.apply(
    random.chance(0.8)
      ? desk.tr.insertText(text, from)
      : desk.tr.replaceSelectionWith(bold(), false),
  );
  return `type ${text} at ${from}`;
};

const split: Act = (desk) => {
  const { selection } = desk.state;
  const stays = desk.random.chance(0.5) && selection.$from.parent.type.name === "block";
  desk.caret(stays ? selection.from : desk.inBlock());
  const { from } = desk.state.selection;
  desk.apply(desk.tr.split(from));
  return `split ${from}`;
};

const join: Act = (desk) => {
  const { pos } = desk.random.oneOf(desk.blocks);
  if (desk.doc.resolve(pos).nodeBefore?.type.name !== "block") return null;
  desk.apply(desk.tr.join(pos));
  return `join ${pos}`;
};

const changeKind: Act = (desk) => {
  const { random, tr } = desk;
  const { pos, node } = random.oneOf(desk.blocks);
  desk.apply(
    random.chance(0.5)
      ? tr.setNodeAttribute(pos, "kind", random.oneOf(["body", "heading", "numbered"]))
      : tr.setNodeMarkup(pos, null, { ...node.attrs, level: 1 + random.below(3) }),
  );
  return `kind ${pos}`;
};

const mark: Act = (desk) => {
  const { random, tr } = desk;
  const [a, b] = desk.twoInBlocks();
  const one = random.chance(0.2)
    ? marks.link!.create({ href: `https://a.example/${random.below(3)}` })
    : marks[random.oneOf(["bold", "italic"])]!.create();
  desk.apply(random.chance(0.6) ? tr.addMark(a, b, one) : tr.removeMark(a, b, one.type));
  return `mark ${a}-${b}`;
};

const putInFootnote: Act = (desk) => {
  const pos = desk.inBlock();
  const words = desk.random.chance(0.7) ? schema.text(desk.words(2)) : null;
  desk.apply(desk.tr.insert(pos, nodes.footnote!.create({ id: desk.newId("f") }, words)));
  return `footnote ${pos}`;
};

const changeFootnote: Act = (desk) => {
  if (desk.notes.length === 0) return null;
  const { random, tr } = desk;
  const { pos, node } = random.oneOf(desk.notes);
  const at = pos + 1 + random.below(node.content.size + 1);
  const dice = random.next();
  if (dice < 0.6) desk.apply(tr.insertText(desk.words(1), at));
  else if (dice < 0.75) desk.apply(tr.insert(at, nodes.hardBreak!.create()));
  else if (dice < 0.9 && node.content.size > 0) desk.apply(tr.delete(pos + 1, pos + 2));
  else desk.apply(tr.delete(pos, pos + node.nodeSize));
  return `in footnote ${at}`;
};

const putInAtom: Act = (desk) => {
  const pos = desk.inBlock();
  const atom = desk.random.chance(0.6)
    ? nodes.hardBreak!.create()
    : nodes.crossReference!.create({ targets: ["s1"] });
  desk.apply(desk.tr.insert(pos, atom));
  return `atom ${pos}`;
};

const changeReference: Act = (desk) => {
  if (desk.references.length === 0) return null;
  const { pos } = desk.random.oneOf(desk.references);
  desk.apply(desk.tr.setNodeAttribute(pos, "targets", [`s${desk.random.below(4)}`]));
  return `targets ${pos}`;
};

const erase: Act = (desk) => {
  const { random, doc } = desk;
  const [from, b] = desk.twoInBlocks();
  const to = random.chance(0.6) ? Math.min(b, from + 4) : b;
  const inBlock = (pos: number) => doc.resolve(pos).parent.type.name === "block";
  if (!inBlock(from) || !inBlock(to)) return null;
  const slice = doc.slice(from, to);
  const isCut = random.chance(0.5);
  const done = attempt(() =>
    desk.apply(desk.tr.setSelection(TextSelection.create(doc, from, to)).deleteSelection()),
  );
  if (done && isCut) desk.simulation.clipboard[desk.person] = slice;
  return `delete ${from}-${to}`;
};

const paste: Act = (desk) => {
  const slice = desk.simulation.clipboard[desk.person];
  if (!slice) return null;
  desk.caret(desk.inBlock());
  desk.apply(desk.tr.replaceSelection(slice));
  return `paste ${String(slice)}`;
};

const takeAwayChild: Act = (desk) => {
  const { doc } = desk;
  if (doc.childCount < 2) return null;
  const index = desk.random.below(doc.childCount);
  const at = desk.startOfChild(index);
  desk.apply(desk.tr.delete(at, at + doc.child(index).nodeSize));
  return `take away child ${index}`;
};

const putInChild: Act = (desk) => {
  const at = desk.startOfChild(desk.random.below(desk.doc.childCount + 1));
  const node = desk.random.oneOf([
    () => nodes.pageBreak!.create(),
    () => nodes.signatureBlock!.create({ id: desk.newId("g") }),
    () => nodes.block!.create(null, schema.text(desk.words(2))),
  ])();
  desk.apply(desk.tr.insert(at, node));
  return `put in ${node.type.name} at ${at}`;
};

/** Moves a block, as drag and drop does: for the others it is taken away and put in anew. */
const move: Act = (desk) => {
  const { doc, random, tr } = desk;
  if (doc.childCount < 2) return null;
  const index = random.below(doc.childCount);
  const at = desk.startOfChild(index);
  const node = doc.child(index);
  tr.delete(at, at + node.nodeSize);
  const to = random.below(doc.childCount);
  tr.insert(desk.startOfChild(Math.min(to, tr.doc.childCount), tr.doc), node);
  desk.apply(tr);
  for (const letter of lettersOf(node).keys()) desk.simulation.deleted.add(letter);
  return `move ${index} to ${to}`;
};

const replaceMany: Act = (desk) => {
  const hits: number[] = [];
  desk.doc.descendants((node, pos) => {
    for (let k = 0; k < (node.text?.length ?? 0); k += 1) {
      if (desk.random.chance(0.15)) hits.push(pos + k);
    }
  });
  const { tr } = desk;
  for (const hit of hits.toReversed()) tr.insertText(desk.words(1), hit, hit + 1);
  if (tr.docChanged) desk.apply(tr);
  return `replace ${hits.length}`;
};

const putInTable: Act = (desk) => {
  const { pos } = desk.random.oneOf(desk.blocks);
  if (desk.doc.resolve(pos).depth > 0) return null;
  const cell = () =>
    nodes.tableCell!.create(null, nodes.block!.create(null, schema.text(desk.words(1))));
  const row = () => nodes.tableRow!.create(null, [cell(), cell()]);
  desk.apply(desk.tr.insert(pos, nodes.table!.create(null, [row(), row()])));
  return `table at ${pos}`;
};

const changeTable: Act = (desk) => {
  const inside = desk.blocks.filter(({ pos }) => desk.doc.resolve(pos).depth === 3);
  if (inside.length === 0) return null;
  desk.caret(desk.random.oneOf(inside).pos + 1);
  const commands = [addRowAfter, addColumnAfter, deleteRow, deleteColumn, deleteTable];
  const command = desk.random.oneOf(commands);
  command(desk.state, desk.apply);
  return command.name;
};

/** Merges some neighboring cells, or splits one that is merged. */
const spanCells: Act = (desk) => {
  if (desk.tables.length === 0) return null;
  const cells: number[] = [];
  const { pos: start, node: table } = desk.random.oneOf(desk.tables);
  table.descendants((node, pos) => {
    if (node.type.spec.tableRole === "cell" || node.type.spec.tableRole === "header_cell") {
      cells.push(start + 1 + pos);
    }
    return node.type.name === "tableRow";
  });
  if (cells.length === 0) return null;
  const [a, b] = [desk.random.oneOf(cells), desk.random.oneOf(cells)];
  const name = desk.random.chance(0.6) ? "merge" : "split";
  const ok = attempt(() => {
    const selection = CellSelection.create(desk.state.doc, a, name === "merge" ? b : a);
    desk.apply(desk.tr.setSelection(selection as never));
    const command: (state: EditorState, dispatch: (tr: Transaction) => void) => boolean =
      name === "merge" ? mergeCells : splitCell;
    command(desk.state, desk.apply);
  });
  desk.caret(start + 4);
  return ok ? `${name} cells ${a} ${b}` : null;
};

const replaceAllByTyping: Act = (desk) => {
  const { doc } = desk.state;
  const all = TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size));
  desk.apply(desk.tr.setSelection(all));
  const text = desk.words(2);
  attempt(() => desk.apply(desk.tr.replaceSelectionWith(schema.text(text))));
  return `replace all by ${text}`;
};

const undo: Act = ({ random, editor: { binding, view } }) => {
  // A key of undo ends a composition first.
  if (view.composing) return null;
  const dice = random.next();
  if (dice < 0.7) binding.undo.undo();
  else if (dice < 0.9) binding.undo.redo();
  else binding.undo.stopCapturing();
  return "undo";
};

/** ProseMirror refuses some edits that no key makes, such as from within a cell to without. */
function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof RangeError || /ReplaceError/u.test(String(error))) return false;
    throw error;
  }
}

/** How often each is done, of a hundred. */
export const ACTS: readonly (readonly [weight: number, act: Act])[] = [
  [29, type],
  [12, split],
  [8, join],
  [6, changeKind],
  [9, mark],
  [4, putInFootnote],
  [4, changeFootnote],
  [4, putInAtom],
  [1, changeReference],
  [6, erase],
  [3, paste],
  [1.5, takeAwayChild],
  [1.5, putInChild],
  [1.5, move],
  [1, replaceMany],
  [1.5, putInTable],
  [2, changeTable],
  [1.5, spanCells],
  [0.5, replaceAllByTyping],
  [3, undo],
];
