// @vitest-environment jsdom
import { undo } from "#app/editor/binding/index.ts";
import { insertFootnote } from "#app/editor/commands/footnote-commands.ts";
import {
  insertCaption,
  insertCrossReference,
  insertExhibit,
  insertField,
  insertSignatureBlock,
} from "#app/editor/commands/insert-commands.ts";
import { fc } from "#tests/support/fast-check.ts";
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { referenceOf } from "#app/document/nodes/reference.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { citablePlaces, placesOf } from "#app/document/numbering/references.ts";
import { body } from "./build.ts";
import { TestEditor, sharedDocument } from "#tests/editor/test-editor.ts";
import { chance, randomProse, type Chance } from "#tests/editor/random.ts";
import { connect, settle } from "#tests/editor/two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((hands) => hands.close()));

/** Random documents of every node, by seed; fast-check prints the seed of one that fails. */
const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe("a text of every node", () => {
  test("comes back from a shared document as it went in, and its one form is left alone by that", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const prose = canonicalProse(randomProse(chance(of), 25));
        const back = proseFromUpdate(updateFromProse(prose, 7));
        expect(back).toEqual(prose);
        expect(canonicalProse(back)).toEqual(prose);
      }),
      { numRuns: 60 },
    );
  });

  test("is numbered without gaps, and every reference leads somewhere or says that it does not", () => {
    fc.assert(
      fc.property(seed, (of) => expectWhole(canonicalProse(randomProse(chance(of), 40)))),
      { numRuns: 60 },
    );
  });
});

const INSERTS = ["footnote", "field", "reference", "caption", "signatureBlock", "exhibit"] as const;
const KEYS = ["Enter", "Enter", "Backspace", "Delete", "Tab", "Escape", "Mod-Alt-5", "Mod-Alt-6"];

function idsIn(prose: ProseJSON, wanted: (type: string) => boolean): string[] {
  const ids: string[] = [];
  countThrough<ProseNode>(prose, {}, ({ type, attrs }) => {
    if (wanted(type)) ids.push(String(attrs?.id));
  });
  return ids;
}

function randomEdit(random: Chance, hands: TestEditor): void {
  const { prose } = hands;
  // Blocks that came from the other this moment may still wait for their ids.
  const places = idsIn(prose, (type) => type === "block" || type === "footnote").filter(
    (id) => id !== "null",
  );
  const start = random.oneOf(places);
  const at = random.once(2) ? "end" : 0;
  if (random.once(8)) hands.from(start, 0, random.oneOf(places), "end");
  else hands.at(start, at);
  if (random.once(3)) {
    switch (random.oneOf(INSERTS)) {
      case "footnote":
        hands.run(insertFootnote);
        hands.type("a note");
        break;
      case "field":
        hands.run(insertField("trackingNumber"));
        break;
      case "reference": {
        const citable = citablePlaces(prose).map(({ id }) => id);
        if (citable.length > 0) hands.run(insertCrossReference([random.oneOf(citable)]));
        break;
      }
      case "caption":
        hands.run(insertCaption);
        break;
      case "signatureBlock":
        hands.run(insertSignatureBlock("ilrc"));
        break;
      case "exhibit":
        hands.run(insertExhibit(random.oneOf(["e1", "e2"])));
    }
  } else if (random.once(10)) {
    hands.run(undo);
  } else if (random.once(2)) {
    hands.type(random.oneOf(["ICE ", "“quoted” ", "1. ", '"', "--"]));
  } else {
    hands.press(random.oneOf(KEYS));
  }
}

describe("two people who edit a text of every node", () => {
  test("end with one text: whole, numbered without gaps, with ids of their own", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const random = chance(of);
        const { content } = randomProse(random, 10);
        const start = { type: "doc" as const, content: [...content, body("last", "end")] };
        const one = new TestEditor(sharedDocument(start));
        const other = new TestEditor(new Y.Doc());
        open.push(one, other);
        const line = connect(one, other);
        for (let edit = 0; edit < 30; edit += 1) {
          if (random.once(6)) line.cut();
          randomEdit(random, random.once(2) ? one : other);
          if (random.once(6)) line.mend();
        }
        line.mend();
        await settle();
        expect(other.prose).toEqual(one.prose);
        expect(proseFromUpdate(Y.encodeStateAsUpdate(one.document))).toEqual(one.prose);
        const own = idsIn(one.prose, carriesOwnId);
        expect(own).not.toContain("null");
        expect(new Set(own).size).toBe(own.length);
        expectWhole(one.prose);
        for (const hands of open.splice(0)) hands.close();
      }),
      { numRuns: 12 },
    );
  });
});

const CITED = new Set(["numbered", "requestItem", "exhibit"]);

/** Numbers without gaps; references that resolve, or are drawn as gone. */
function expectWhole(prose: ProseJSON): void {
  const places = placesOf(prose);
  const counts: Record<string, number[]> = { numbered: [], requestItem: [], footnote: [] };
  const letters = new Map<unknown, string>();
  /** Places that can be cited, and their kinds, told without the code that cites. */
  const kinds = new Map<string, string>();
  const references: (readonly string[])[] = [];
  countThrough<ProseNode>(prose, {}, ({ type, attrs, number }) => {
    if (number?.value.length === 1) counts[number.kind]?.push(number.value[0] ?? 0);
    if (type === "exhibit") {
      const letter = number?.label ?? "";
      expect(letters.get(attrs?.id) ?? letter).toBe(letter);
      letters.set(attrs?.id, letter);
    }
    if (CITED.has(number?.kind ?? "")) kinds.set(String(attrs?.id), number?.kind ?? "");
    if (type === "crossReference") references.push(referenceOf(attrs).targets);
  });
  const isLost = (targets: readonly string[]) =>
    new Set(targets.map((id) => kinds.get(id))).size !== 1 || !kinds.has(targets[0] ?? "");
  for (const targets of references) {
    expect(places.citationOf({ targets, ranges: [] }) === null, targets.join()).toBe(
      isLost(targets),
    );
  }
  const lost = references.filter(isLost).length;
  for (const list of Object.values(counts)) {
    // A paragraph of a deeper level before the first one counts as none.
    const first = list[0] ?? 1;
    expect(first).toBe(1);
    expect(list).toEqual(list.map((_, index) => index + 1));
  }
  expect([...letters.values()]).toEqual(["A", "B"].slice(0, letters.size));
  expect(proseToHtml(prose).split(LOST_REFERENCE)).toHaveLength(lost + 1);
}
