import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { DraftPlace } from "#app/domain/margin/place.ts";
import { draftPlaceSchema } from "#app/domain/margin/place.ts";
import { draftPlace, findPlace, textBetween } from "#app/editor/threads/places.ts";
import { findQuoted, findRest } from "#app/document/margin/quoted-text.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { FlowEditor, schema } from "#tests/flow/support/flow-editor.ts";
import { lettersOf } from "#tests/flow/support/letters.ts";
import { Pair, block, documentOf, draftOf, find } from "#tests/flow/support/pair.ts";
import { Random } from "#tests/flow/support/random.ts";
import { act } from "#tests/flow/support/run.ts";
import { Simulation } from "#tests/flow/support/simulation.ts";
import { seedOf } from "#tests/support/seed.ts";

const GENERATION = 1;

/** A place of these words on a person's screen. */
function placeOf(editor: FlowEditor, words: string): DraftPlace {
  const from = find(editor, words);
  const place = draftPlace(editor.view.state, { from, to: from + words.length }, GENERATION);
  if (!place) throw new Error(`no place for ${words}`);
  return place;
}

/** The words at a place, and how it was found. */
function at({ view: { state } }: FlowEditor, place: DraftPlace, generation = GENERATION) {
  const found = findPlace(state, place, generation);
  return "from" in found ? [found.by, textBetween(state.doc, found.from, found.to)] : [found.by];
}

/** Of a draft that was restored: its items are not there any more (R35). */
function restored(place: DraftPlace | null): DraftPlace {
  if (!place) throw new Error("no place");
  const gone = { ...place.from, item: { client: 4_000_000, clock: 0 } };
  return { ...place, from: gone, to: gone, generation: 0 };
}

describe("[M4] a place in the draft", () => {
  test("is what the contract says, with the words and what is around them", () => {
    const { me } = new Pair();
    const place = placeOf(me, "quick brown");
    expect(draftPlaceSchema.parse(place)).toEqual(place);
    expect(place).toMatchObject({
      blockId: "p2",
      fromOffset: 4,
      toOffset: 15,
      toBlockId: null,
      quote: "quick brown",
      before: "First one.\nThe ",
      after: " fox.\nLast one.",
    });
  });

  test("stays on its words while another splits the paragraph in them, and joins it again", () => {
    const pair = new Pair();
    const { me, other } = pair;
    const place = placeOf(me, "quick brown");
    other.view.dispatch(other.view.state.tr.split(find(other, "brown")));
    me.view.dispatch(me.view.state.tr.insertText("very ", find(me, "quick")));
    pair.meet();
    expect(pair.text).toEqual(["First one.", "The very quick ", "brown fox.", "Last one."]);
    for (const editor of [me, other]) {
      expect(at(editor, place)).toEqual(["position", "quick \nbrown"]);
    }
    other.view.dispatch(other.view.state.tr.join(find(other, "brown") - 1));
    pair.meet();
    expect(at(me, place)).toEqual(["position", "quick brown"]);
  });

  test("whose words were cut out and pasted elsewhere is found by them", () => {
    const { me } = new Pair();
    const place = placeOf(me, "quick brown");
    const { tr } = me.view.state;
    const from = find(me, "quick brown");
    me.view.dispatch(tr.delete(from, from + 11));
    expect(at(me, place)).toEqual(["removed"]);
    me.view.dispatch(me.view.state.tr.insertText("quick brown", find(me, "Last")));
    expect(at(me, place)).toEqual(["words", "quick brown"]);
  });

  test("stays by its positions in a draft that reopened, which keeps its items", () => {
    const { me } = new Pair();
    const place = placeOf(me, "quick brown");
    me.view.dispatch(me.view.state.tr.insertText("est", find(me, " brown")));
    expect(at(me, place, GENERATION + 1)).toEqual(["position", "quickest brown"]);
  });

  test("of a restored draft is found by words: in its block first, where they are more alike", () => {
    const text = documentOf(
      block("a", "the agency, the agency, the agency said"),
      block("b", "the agency"),
    );
    const editor = new FlowEditor(5, draftOf(...text.children), () => "n");
    const { state } = editor.view;
    const place = restored(draftPlace(state, { from: 13, to: 23 }, 0));
    expect(place.quote).toBe("the agency");
    const found = findPlace(state, place, GENERATION);
    expect(found).toEqual({ by: "words", from: 13, to: 23 });
  });

  test("of a restored draft whose first words were changed is found by what is left", () => {
    const editor = new FlowEditor(
      5,
      draftOf(block("a", "It said that all offices report every week.")),
      () => "n",
    );
    const place = restored(placeOf(editor, "said that all offices report"));
    editor.view.dispatch(editor.view.state.tr.insertText("wrote", 4, 8));
    expect(at(editor, place)).toEqual(["words", " that all offices report"]);
  });

  test("over several paragraphs is found by their words", () => {
    const { me } = new Pair();
    const from = find(me, "brown");
    const place = restored(draftPlace(me.view.state, { from, to: find(me, "Last") + 4 }, 0));
    expect(place).toMatchObject({ quote: "brown fox.\nLast", blockId: "p2", toBlockId: "p3" });
    expect(at(me, place)).toEqual(["words", "brown fox.\nLast"]);
  });

  test("in an empty paragraph is that paragraph", () => {
    const editor = new FlowEditor(
      5,
      draftOf(block("a", "One."), block("b"), block("c", "Two.")),
      () => "n",
    );
    const place = draftPlace(editor.view.state, { from: 7, to: 7 }, GENERATION);
    expect(place).toMatchObject({ blockId: "b", quote: "" });
    expect(place && findPlace(editor.view.state, place, GENERATION)).toMatchObject({
      from: 7,
      to: 7,
    });
    expect(place && findPlace(editor.view.state, place, 2)).toMatchObject({ from: 7, to: 7 });
  });

  test("on a caption is the caption", () => {
    const caption = schema.nodes.caption!.create({ id: "cap" });
    const editor = new FlowEditor(5, draftOf(block("a", "One."), caption), () => "n");
    const place = draftPlace(editor.view.state, { from: 6, to: 7 }, GENERATION);
    expect(place).toMatchObject({ blockId: "cap", quote: "\uFFFC" });
    expect(place && findPlace(editor.view.state, place, GENERATION)).toMatchObject({
      from: 6,
      to: 7,
    });
  });
});

describe("quoted words", () => {
  test("are looked for where what is around them is most alike", () => {
    const text = "one the end. two the end. three the end.";
    const two = { quote: "the end", before: "one the end. two ", after: ". three" };
    expect(findQuoted(text, two)).toBe(17);
    const bare = { quote: "the end", before: "", after: "" };
    expect(findQuoted(text, bare, 33, true)).toBe(32);
    // Short words in other surroundings may be any.
    expect(findQuoted(text, bare, 33)).toBeNull();
    expect(findQuoted(text, { ...bare, quote: "three the end" })).toBe(26);
    expect(findQuoted(text, { quote: "no end", before: "", after: "" })).toBeNull();
  });

  test("of which too little is left are not found", () => {
    expect(findRest("the agency said nothing", "a wholly different sentence")).toBeNull();
    expect(findRest("the regulations", "three organizations")).toBeNull();
    expect(findRest("abc long sentence", "another long sentence")).toEqual({ at: 3, length: 14 });
  });
});

const RUNS = Number(process.env["PLACES_RUNS"] ?? 25);
const STEPS = 50;

/** The words of a place that somebody made during a run, in letters of which each is another. */
interface MadePlace {
  readonly place: DraftPlace;
  readonly letters: readonly string[];
}

/** Somebody comments on words within a block. */
function comment(
  simulation: Simulation,
  { view: { state }, text, binding }: FlowEditor,
): MadePlace | null {
  const { random } = simulation;
  if (text !== binding.synced) return null;
  const blocks: { from: number; size: number }[] = [];
  text.descendants((node, pos) => {
    if (
      node.type.name === "block" &&
      node.textContent.length > 0 &&
      text.resolve(pos).depth === 0
    ) {
      blocks.push({ from: pos + 1, size: node.content.size });
    }
  });
  if (blocks.length === 0) return null;
  const { from, size } = random.oneOf(blocks);
  const start = from + random.below(size);
  const end = start + 1 + random.below(from + size - start);
  const place = draftPlace(state, { from: start, to: end }, GENERATION);
  const count = lettersOf(text);
  const letters = [...textBetween(text, start, end)].filter((letter) => count.get(letter) === 1);
  return place && letters.length > 0 ? { place, letters } : null;
}

/** Three people at random, who comment meanwhile; everybody has heard everything at the end. */
function ranAt(seed: number): { simulation: Simulation; made: MadePlace[] } {
  const simulation = new Simulation(new Random(seed), 3);
  const made: MadePlace[] = [];
  const { random } = simulation;
  for (let step = 0; step < STEPS; step += 1) {
    const i = random.below(3);
    const editor = simulation.editors[i]!;
    const dice = random.next();
    if (dice < 0.12) {
      const one = comment(simulation, editor);
      if (one) made.push(one);
    } else if (dice < 0.6) simulation.log.push(`${i}: ${act(simulation, i)}`);
    else if (dice >= 0.9) simulation.offline[i] = !simulation.offline[i];
    else if (!simulation.offline[i]) simulation.deliver(i, random.chance(0.3));
  }
  for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
    for (let k = 0; k < 3; k += 1) simulation.deliver(k, true);
  }
  return { simulation, made };
}

/** The letters of a place that nobody deleted, cut or dragged, and that it does not hold. */
function lostLetters(
  simulation: Simulation,
  editor: FlowEditor,
  { place, letters }: MadePlace,
): string[] {
  const present = lettersOf(editor.text);
  const stayed = letters.filter(
    (letter) => !simulation.deleted.has(letter) && present.get(letter) === 1,
  );
  const [, words = ""] = at(editor, place);
  return stayed.filter((letter) => !words.includes(letter));
}

const SEED = seedOf("PLACES_SEED");

test(
  `[M4] places stay on their words whatever three people do, from seed ${SEED} on`,
  { timeout: 120_000 },
  async () => {
    const failures: string[] = [];
    let checked = 0;
    for (let seed = SEED; seed < SEED + RUNS && failures.length < 3; seed += 1) {
      const { simulation, made } = ranAt(seed);
      const [first] = simulation.editors;
      // As it is for who opens it later, from the log as it was written and after compaction.
      const reopened = new FlowEditor(9, Y.encodeStateAsUpdate(first!.doc), () => "n");
      const compacted = await DRAFT_TASKS.compact([Y.encodeStateAsUpdate(first!.doc)]);
      const again = new FlowEditor(8, compacted.bytes, () => "n");
      for (const [name, editor] of [...simulation.editors, reopened, again].entries()) {
        for (const one of made) {
          checked += 1;
          const lost = lostLetters(simulation, editor, one);
          if (lost.length > 0)
            failures.push(
              `PLACES_SEED=${seed}: ${name} lost ${lost.join("")} of ${one.letters.join("")}`,
            );
        }
      }
      for (const editor of [reopened, again]) editor.destroy();
      simulation.destroy();
    }
    expect(failures).toEqual([]);
    expect(checked).toBeGreaterThan(RUNS);
  },
);
