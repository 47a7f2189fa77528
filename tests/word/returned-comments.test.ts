import { describe, expect, test } from "vitest";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText, type SentText } from "#app/document/word/returned.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import type { RevisedText, WordComment } from "#app/document/word/revised.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { asRead, keyOf } from "./as-read.ts";
import { rewritten, silently } from "./in-word.ts";

const AT = "2026-11-12T10:00:00.000Z";
const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00Z" };
const draft = canonicalProse(
  doc(
    block("heading", 1, "h", "Complaint"),
    block("numbered", 1, "a", "Plaintiff ILRC asked for records."),
    block("numbered", 1, "b", "Defendant ICE has not answered within thirty days."),
    body("c", "See above."),
    body("d", "Respectfully submitted,"),
  ),
);

const plain = () => asRead(revisedOf(draft, { keyOf }));

function back(text: RevisedText, others: Partial<SentText>, comments: readonly WordComment[]) {
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  const sent = { blocks, suggestions: [], comments: [], ...others };
  return returnedText(sent, { text, comments }, { newId: () => null });
}

describe("[W9] comments", () => {
  const place = (block_: number, offset: number) => ({ block: block_, cell: null, offset });
  const comment = (id: number, others: Partial<WordComment>): WordComment => ({
    id,
    author: "Jane Doe",
    at: jane.at,
    text: "Really?",
    parent: null,
    isDone: false,
    from: place(2, 10),
    to: place(2, 13),
    ...others,
  });
  const comments = [
    { id: "ours", author: "Ana", at: AT, text: "Check this.", isDone: false },
    { id: "done", author: "Ana", at: AT, text: "And this.", isDone: false },
    { id: "gone", author: "Ana", at: AT, text: "Lost.", isDone: false },
  ];
  const ours = comment(0, { author: "Ana", at: AT, text: "Check this." });
  const done = comment(1, { author: "Ana", at: AT, text: "And this.", isDone: true });
  const answer = comment(2, { parent: 0, text: "I did." });
  const fresh = comment(3, {});

  test("of ours are answered, done or gone; new ones stand at the words of the block that left", () => {
    const found = back(plain(), { comments }, [ours, done, answer, fresh]).comments;
    expect(found.own).toEqual([
      { id: "ours", fate: "answered", answers: 1 },
      { id: "done", fate: "done", answers: 0 },
      { id: "gone", fate: "gone", answers: 0 },
    ]);
    expect(found.added).toMatchObject([
      { comment: answer, answers: "ours" },
      {
        comment: fresh,
        answers: null,
        place: { blockId: "b", from: 10, to: 13 },
        quote: "ICE",
      },
    ]);
  });

  test("stand at the same words where the paragraph was changed before them", () => {
    const text = rewritten(plain(), "kb", silently("The Defendant ICE has not answered."));
    const added = comment(3, { from: place(2, 14), to: place(2, 17) });
    const found = back(text, {}, [added]).comments.added[0];
    expect(found).toMatchObject({ quote: "ICE", place: { blockId: "b", from: 10, to: 13 } });
  });

  test("in a paragraph that did not leave have no place, and a circle of answers ends", () => {
    const text = rewritten(plain(), "kd", (one) => [{ ...one, key: null, id: "word-90" }, one]);
    const circle = [comment(3, { parent: 4, from: place(4, 0) }), comment(4, { parent: 3 })];
    const found = back(text, {}, circle).comments.added;
    expect(found.map(({ answersNew }) => answersNew)).toEqual([4, 3]);
    expect(found[0]?.place).toBeNull();
  });
});
