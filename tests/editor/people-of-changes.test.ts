import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { expect, it, onTestFinished } from "vitest";
import type { ChangePiece, TextChange } from "#app/document/changes/index.ts";
import type { ChangePerson } from "#app/domain/changes/answers.ts";
import { doerText } from "#app/editor/changes/change-sentences.ts";
import { PeopleOfChanges } from "#app/editor/changes/people-of-changes.ts";

const person = (userId: string, name: string, organization: string): ChangePerson => ({
  userId,
  name,
  organization,
  colour: 0,
});
const ANA = person("ana", "Ana Example", "Council");
const RAVI = person("ravi", "Ravi Sample", "ILRC");
const DANI = person("dani", "Dani Example", "Mijente");
const AT = Date.UTC(2026, 10, 27, 19, 2);

/** Letters of one client that came, by Ana. */
function came(...runs: readonly (readonly [clock: number, length: number])[]): TextChange {
  const doer = { person: ANA.userId, at: AT };
  const piece: ChangePiece = {
    is: "inserted",
    at: { row: 0, cell: null, offset: 0 },
    doer,
    ids: runs.map(([clock, length]) => ({ client: 7, clock, length })),
    size: runs.reduce((sum, [, length]) => sum + length, 0),
    text: "words",
  };
  return { pieces: [piece], doer };
}

/** Letters of another client that Ana deleted. */
function went(clock: number, length: number): TextChange {
  const doer = { person: ANA.userId, at: AT };
  const piece: ChangePiece = {
    is: "deleted",
    at: { row: 0, cell: null, offset: 0 },
    doer,
    ids: [{ client: 9, clock, length }],
    gone: [{ is: "letters", text: "words", attrs: {} }],
  };
  return { pieces: [piece], doer };
}

/** A reader's desk after two answers, each with indexes of people of its own. */
function told() {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const people = new PeopleOfChanges(doc, awareness, person("ines", "Ines Example", "ILRC"), 0);
  onTestFinished(() => {
    people.destroy();
    awareness.destroy();
  });
  people.add({
    upTo: 1,
    people: [ANA],
    inserted: [[7, 0, 100, 0, AT]],
    deleted: [],
    suggested: { people: [RAVI], ranges: [[7, 10, 5, 0, AT]], erased: [] },
  });
  people.add({
    upTo: 2,
    people: [RAVI, ANA],
    inserted: [[7, 100, 100, 1, AT]],
    deleted: [],
    suggested: {
      people: [ANA, DANI],
      ranges: [
        [7, 120, 5, 1, AT],
        [7, 140, 5, 0, AT],
      ],
      erased: [[9, 20, 5, 1, AT]],
    },
  });
  return (change: TextChange) => doerText(change.doer, ANA, people.suggestersOf(change));
}

it("[M11] an accepted suggestion names who accepted it and who suggested it", () => {
  const words = told();
  expect(words(came([10, 5]))).toMatch(
    /^Ana Example \(Council\), suggested by Ravi Sample \(ILRC\), Nov 27/u,
  );
  expect(words(came([120, 5]))).toContain(", suggested by Dani Example (Mijente), ");
});

it("[M11] words beside it that the doer wrote are not said to be another's", () => {
  const words = told();
  expect(words(came([0, 5]))).toMatch(/^Ana Example \(Council\), Nov 27/u);
  expect(words(came([8, 10]))).toContain(", partly suggested by Ravi Sample (ILRC), ");
  expect(words(came([10, 5], [120, 5]))).toContain(
    ", suggested by Ravi Sample (ILRC) and Dani Example (Mijente), ",
  );
  // People who accept what they suggested themselves are not named twice.
  expect(words(came([140, 5]))).toMatch(/^Ana Example \(Council\), Nov 27/u);
});

it("[M11] a deletion names who suggested it, too, and words beside it nobody but their doer", () => {
  const words = told();
  expect(words(went(20, 5))).toContain(", suggested by Dani Example (Mijente), ");
  expect(words(went(18, 7))).toContain(", partly suggested by Dani Example (Mijente), ");
  expect(words(went(0, 5))).toMatch(/^Ana Example \(Council\), Nov 27/u);
  const replaced: TextChange = {
    ...went(20, 5),
    pieces: [...went(20, 5).pieces, ...came([120, 5]).pieces],
  };
  expect(words(replaced)).toContain(", suggested by Dani Example (Mijente), ");
  // Of deletions that were accepted in too many pieces nothing is known.
  const before: TextChange = {
    ...came([10, 5]),
    pieces: [...went(0, 5).pieces, ...came([10, 5]).pieces],
  };
  expect(words(before)).toContain(", suggested by Ravi Sample (ILRC), ");
});
