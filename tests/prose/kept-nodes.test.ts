// @vitest-environment jsdom
import type { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Selection } from "@tiptap/pm/state";
import { yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { isFromOthers } from "~/prose/changes";
import { FRAGMENT } from "~/prose/schema";
import { SharedText } from "~/prose/shared-text";
import { body, doc, text } from "./build";
import { blocksOf, Hands, sharedDocument } from "./hands";
import { chance, randomProse, type Chance } from "./random";
import { connect, settle, type Line } from "./two-people";

const open: Hands[] = [];
afterEach(() => open.splice(0).forEach((hands) => hands.close()));

/** As y-tiptap draws by itself. */
const PlainText = Collaboration.extend({ priority: 850 });

interface Pair {
  readonly hands: readonly [Hands, Hands];
  readonly line: Line;
}

/** Two people's editors on one text; whoever has the same ways and hands ends with the same bytes. */
function pair(start: Uint8Array, sharing: typeof SharedText): Pair {
  let ids = 0;
  const newBlockId = () => `made${(ids += 1)}`;
  const [one, other] = [11, 12].map((clientID) => {
    const shared = Object.assign(new Y.Doc(), { clientID });
    Y.applyUpdate(shared, start);
    return new Hands(shared, { newBlockId }, [], sharing);
  }) as [Hands, Hands];
  open.push(one, other);
  return { hands: [one, other], line: connect(one, other) };
}

const KEYS = ["Enter", "Enter", "Backspace", "Backspace", "Delete", "Tab", "Shift-Tab", "Mod-b"];
const MORE_KEYS = ["Mod-i", "Shift-Enter", "Mod-Enter", "Mod-Shift-d", "Mod-Alt-0", "Mod-Alt-5"];
const WORDS = ["a", "b ", "ICE ", "¿qué? ", "“quoted” ", "🏛️", "1. ", "--"];

/** What somebody does next, told by chance and by what stands in their editor. */
function edit(random: Chance, hands: Hands): void {
  const { editor } = hands;
  const places: string[] = [];
  editor.state.doc.descendants((node) => {
    const { id } = node.attrs;
    if (node.isTextblock && typeof id === "string") places.push(id);
  });
  if (places.length === 0) return;
  const start = random.oneOf(places);
  const far = places[Math.min(places.length - 1, places.indexOf(start) + random.below(3))]!;
  if (random.once(5)) hands.from(start, 0, far, "end");
  else hands.at(start, random.once(2) ? "end" : 0);
  const { commands } = editor;
  const ways: readonly (() => unknown)[] = [
    () => hands.type(random.oneOf(WORDS)),
    () => hands.type(random.oneOf(WORDS)),
    () => hands.type(random.oneOf(WORDS)),
    () => hands.press(random.oneOf(KEYS)),
    () => hands.press(random.oneOf(KEYS)),
    () => hands.press(random.oneOf(MORE_KEYS)),
    () => commands.insertFootnote() && hands.type("a note"),
    () => commands.insertField("trackingNumber"),
    () => commands.insertCrossReference([random.oneOf(places)]),
    () => commands.insertTable({ rows: 2, cols: 2 }),
    () => random.oneOf([commands.addRowAfter, commands.deleteColumn, commands.deleteTable])(),
    () => commands.setLink("https://example.org/"),
    () => commands.undo(),
    () => commands.undo(),
    () => commands.redo(),
  ];
  random.oneOf(ways)();
}

/** What both pairs do, step by step. */
function step(random: Chance, { hands, line }: Pair): void {
  if (random.once(8)) line.cut();
  const who = random.oneOf(hands);
  edit(random, who);
  if (random.once(8)) line.mend();
}

function bytes({ hands }: Pair): string {
  const updates = hands.map((one) => Y.encodeStateAsUpdate(one.document));
  return createHash("sha256").update(Buffer.concat(updates)).digest("hex");
}

/** The text as the library makes it anew from a shared document. */
function madeAnew(hands: Hands): unknown {
  const { schema } = hands.editor;
  return yXmlFragmentToProseMirrorRootNode(
    hands.document.getXmlFragment(FRAGMENT),
    schema,
  ).toJSON() as unknown;
}

/** Tells, since it was last asked, whether an edit of others left nothing of what the caret stood in. */
function caretWatch({ editor }: Hands): () => boolean {
  let isLost = false;
  editor.on("transaction", ({ transaction }) => {
    isLost ||= isFromOthers(transaction) && !transaction.selectionSet;
  });
  return () => {
    const was = isLost;
    isLost = false;
    return was;
  };
}

/**
 * Where nothing is left of what a caret stood in, the library throws it to an end of the text, while
 * ours stays near. Both go on from the start.
 */
function toTheStart({ view }: Editor): void {
  view.dispatch(view.state.tr.setSelection(Selection.atStart(view.state.doc)));
}

describe("an edit of others, drawn without making anew what it leaves alone", () => {
  test("gives the very text, caret and shared document that the library's own drawing gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const { content } = randomProse(chance(seed), 8);
        const start = Y.encodeStateAsUpdate(
          sharedDocument(doc(...content, body("last", "the end"))),
        );
        const [kept, plain] = [pair(start, SharedText), pair(start, PlainText)];
        const [random, same] = [chance(seed), chance(seed)];
        const isLost = plain.hands.map(caretWatch);
        for (let count = 0; count < 40; count += 1) {
          step(random, kept);
          step(same, plain);
          if (count % 8 === 7) await settle();
          for (const index of [0, 1] as const) {
            const [ours, theirs] = [kept.hands[index].editor, plain.hands[index].editor];
            expect(ours.getJSON()).toEqual(theirs.getJSON());
            if (isLost[index]?.()) [ours, theirs].forEach(toTheStart);
            expect(ours.state.selection.toJSON()).toEqual(theirs.state.selection.toJSON());
          }
          expect(bytes(kept)).toEqual(bytes(plain));
        }
        for (const { line } of [kept, plain]) line.mend();
        await settle();
        const [one, other] = kept.hands;
        expect(other.prose).toEqual(one.prose);
        expect(bytes(kept)).toEqual(bytes(plain));
        for (const hands of kept.hands) expect(hands.editor.getJSON()).toEqual(madeAnew(hands));
        for (const hands of open.splice(0)) hands.close();
      }),
      { numRuns: Number(process.env.RUNS ?? 25) },
    );
  });
});

function two() {
  const start = doc(body("a", "first"), body("b", "second"), body("c", text("third")));
  const [me, other] = [new Hands(sharedDocument(start)), new Hands(new Y.Doc())];
  open.push(me, other);
  return { me, other, line: connect(me, other) };
}

const nodesOf = ({ editor }: Hands) => editor.state.doc.children;
const drawingOf = ({ editor }: Hands) => [...editor.view.dom.children];

describe("of a text in three paragraphs", () => {
  test("a letter of another makes one paragraph anew, the first of them too", () => {
    const { me, other } = two();
    other.at("c", "end").type(".");
    for (const id of ["b", "a", "b"]) {
      const [nodes, drawn] = [nodesOf(me), drawingOf(me)];
      other.at(id, "end").type("!");
      const changed = blocksOf(me.prose).findIndex((block) => block.attrs?.id === id);
      expect(nodesOf(me).map((node, index) => node === nodes[index])).toEqual(
        nodes.map((_, index) => index !== changed),
      );
      expect(drawingOf(me)).toEqual(drawn);
    }
    expect(me.lines).toEqual(["body|first!", "body|second!!", "body|third."]);
  });

  test("a paragraph that this person has typed in is made anew from what is shared", () => {
    const { me, other } = two();
    me.at("b", "end").type("?");
    const [, mine] = nodesOf(me);
    other.at("a", "end").type("!");
    expect(nodesOf(me)[1]).not.toBe(mine);
    const kept = nodesOf(me)[1];
    other.at("a", "end").type("!");
    expect(nodesOf(me)[1]).toBe(kept);
    expect(me.lines).toEqual(["body|first!!", "body|second?", "body|third"]);
  });

  test("words that came in between, of which the editor has not been told, are not overwritten", () => {
    const { me } = two();
    const fragment = me.document.getXmlFragment(FRAGMENT);
    const wordsOf = (index: number) => (fragment.get(index) as Y.XmlElement).get(0) as Y.XmlText;
    wordsOf(2).insert(0, "The ");
    let lines: string[] = [];
    // A change made by an observer comes after the observers of the change that it answers.
    const answer = () => {
      wordsOf(1).unobserve(answer);
      wordsOf(2).insert(0, "Now: ");
    };
    wordsOf(1).observe(answer);
    me.editor.once("transaction", () => {
      lines = me.lines;
    });
    wordsOf(1).insert(0, "The ");
    expect(lines).toEqual(["body|first", "body|The second", "body|Now: The third"]);
    me.at("c", "end").type("!");
    expect(me.lines[2]).toBe("body|Now: The third!");
  });
});
