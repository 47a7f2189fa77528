// @vitest-environment jsdom
import { type EditorState, EditorState as State, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { expect, test } from "vitest";
import { LazyDecorations } from "#app/editor/find/near-screen.ts";
import { legalSchema } from "#app/document/schema.ts";
import { body, doc } from "#tests/document/build.ts";
import { Random } from "#tests/flow/support/random.ts";
import { seedOf } from "#tests/support/seed.ts";

const SEED = seedOf("MARKS_SEED");
const RUNS = Number(process.env["MARKS_RUNS"] ?? 60);
const STEPS = 160;

const START = doc(
  ...Array.from({ length: 12 }, (_, nth) =>
    body(`b${nth}`, Array.from({ length: 6 }, (_word, at) => `Word${nth}x${at}`).join(" ")),
  ),
);

const schema = legalSchema();
const spec = (id: number) => ({ thread: `t${id}` });

function anyMark(random: Random, { doc: { content } }: EditorState, id: number): Decoration {
  const from = random.below(content.size - 20);
  return random.chance(0.3)
    ? Decoration.widget(from, () => document.createElement("i"), {
        ...spec(id),
        side: random.chance(0.5) ? -1 : 1,
      })
    : Decoration.inline(from, from + 1 + random.below(19), {}, spec(id));
}

/** Acts of writers, others, undo, cut and paste on a text, as steps. */
function anyEdit(random: Random, { doc: text, tr }: EditorState): Transaction {
  const at = random.below(text.content.size);
  const end = Math.min(text.content.size, at + random.below(random.chance(0.2) ? 150 : 6));
  const place = text.resolve(at);
  const canSplit = place.parent.isTextblock && place.depth === 1;
  const act = random.below(8);
  if (act === 0 && canSplit) tr.split(at);
  else if (act === 1) tr.delete(at, end);
  else if (act === 2) {
    const cut = text.slice(at, end);
    tr.delete(at, end).replace(random.below(tr.doc.content.size), undefined, cut);
  } else if (act === 3 && place.index(0) > 0 && place.index(0) < text.childCount) {
    const before = text.resolve(place.posAtIndex(place.index(0), 0));
    if (before.nodeBefore?.isTextblock && before.nodeAfter?.isTextblock) tr.join(before.pos);
  } else if (place.parent.isTextblock) tr.insertText("x".repeat(1 + random.below(3)), at);
  return tr;
}

function places(set: DecorationSet) {
  return set
    .find()
    .map(({ from, to, spec: { thread } }) => `${thread} ${from}-${to}`)
    .toSorted();
}

test(`[M17] marks read now and then are where those mapped with each edit are, from seed ${SEED} on`, () => {
  let edits = 0;
  let removed = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const random = new Random(SEED + run);
    let state = State.create({ schema, doc: schema.nodeFromJSON(START) });
    const all = Array.from({ length: 30 }, (_, id) => anyMark(random, state, id));
    let eager = DecorationSet.create(state.doc, [...all]);
    let marks = LazyDecorations.of(state.doc, all);
    for (let step = 0; step < STEPS; step += 1) {
      const edit = anyEdit(random, state);
      if (!edit.docChanged) continue;
      const asked = random.chance(0.2);
      const [gone, told]: [string[], string[]] = [[], []];
      eager = eager.map(edit.mapping, edit.doc, { onRemove: ({ thread }) => gone.push(thread) });
      marks = marks.after(edit, asked ? ({ thread }) => told.push(thread) : undefined);
      state = state.apply(edit);
      edits += 1;
      removed += gone.length;
      if (asked) expect(told.toSorted(), `seed ${SEED + run}`).toEqual(gone.toSorted());
      if (random.chance(0.03))
        expect(places(marks.read()), `seed ${SEED + run}`).toEqual(places(eager));
    }
    expect(places(marks.read()), `seed ${SEED + run}`).toEqual(places(eager));
  }
  expect(edits).toBeGreaterThan(RUNS * 50);
  expect(removed).toBeGreaterThan(RUNS);
});
