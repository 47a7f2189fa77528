import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText, type SentText } from "#app/document/word/returned.ts";
import { revisedBetween, revisedOf } from "#app/document/word/revised-from.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import { block, body, doc, field, footnote, reference } from "#tests/document/build.ts";
import { processorMs } from "#tests/support/processor-time.ts";
import { asRead, keyOf } from "./as-read.ts";
import { decided, rewritten, said, silently } from "./in-word.ts";

const AT = "2026-11-12T10:00:00.000Z";
const draft = canonicalProse(
  doc(
    block("heading", 1, "h", "Complaint"),
    block("numbered", 1, "a", "Plaintiff ILRC asked for records."),
    block("numbered", 1, "b", "Defendant ICE has not answered within thirty days."),
    block("numbered", 1, "c", "See ", reference("a"), " above."),
    body("d", "Respectfully submitted,"),
  ),
);
const [h, a, b, , d] = draft.content as [ProseNode, ProseNode, ProseNode, ProseNode, ProseNode];

function sentOf(others: Partial<SentText> = {}): SentText {
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  return { blocks, suggestions: [], comments: [], ...others };
}

let made = 0;
function back(text: RevisedText, others: Partial<SentText> = {}) {
  const newId = () => `made${(made += 1)}`;
  return returnedText(sentOf(others), { text, comments: [] }, { newId });
}

const textOf = (node: ProseNode): string => node.text ?? (node.content ?? []).map(textOf).join("");
const told = (blocks: readonly ProseNode[]) => blocks.map(textOf);
const plain = () => asRead(revisedOf(draft, { keyOf }));

const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00Z" };
const later = canonicalProse(
  doc(
    h,
    block("numbered", 1, "a", "Plaintiff ILRC asked twice for records."),
    b,
    block("numbered", 1, "c", "See ", reference("a"), " above."),
    body("n", "New from Jane."),
    d,
  ),
);
const tracked = () => asRead(revisedBetween(draft, later, () => jane, { keyOf }));

describe("[W9] what they changed with tracking", () => {
  test("is counted by author and suggested block by block, with our ids and new ones for new blocks", () => {
    const found = back(tracked());
    expect(found).toMatchObject({
      alignedBy: "keys",
      silent: [],
      tracked: [{ author: "Jane Doe", changes: 2, first: jane.at, last: jane.at }],
    });
    expect(found.proposals.map(({ base, proposed }) => [told(base), told(proposed)])).toEqual([
      [["Plaintiff ILRC asked for records."], ["Plaintiff ILRC asked twice for records."]],
      [["See  above."], ["See  above.", "New from Jane."]],
    ]);
    const [first, second] = found.proposals;
    expect(first?.base).toEqual([a]);
    expect(first?.proposed[0]?.attrs?.id).toBe("a");
    expect(second?.proposed.map(({ attrs }) => attrs?.id)).toEqual(["c", `made${made}`]);
    expect(found.proposals.every((one) => one.isTracked)).toBe(true);
    expect(first?.authors).toEqual([jane]);
  });

  test("of a redline that left counts only what they added to it", () => {
    const redline = { author: "Ana", at: AT };
    const left = asRead(revisedBetween(doc(h, a, d), draft, () => redline, { keyOf }));
    expect(back(left, { redline: [redline] })).toMatchObject({
      tracked: [],
      silent: [],
      proposals: [],
    });
    const refused = decided(left, { 0: "reject" });
    const { silent } = back(refused, { redline: [redline] });
    expect(silent.map(({ kind, label }) => [kind, label])).toEqual([
      ["removed", "2."],
      ["removed", "3."],
    ]);
  });
});

describe("[W9] what they changed without tracking", () => {
  test("is named by the numbers of its paragraphs, and suggested too", () => {
    const text = rewritten(plain(), "kb", silently("Defendant ICE has answered."));
    const found = back(text);
    expect(found.tracked).toEqual([]);
    expect(found.silent).toEqual([
      {
        blockId: "b",
        label: "2.",
        kind: "changed",
        words: "Defendant ICE has not answered within thirty days.",
      },
    ]);
    expect(found.proposals).toMatchObject([{ base: [b], authors: [], isTracked: false }]);
  });

  test("is told apart from what is tracked, in one paragraph and beside it", () => {
    const text = rewritten(tracked(), "ka", (paragraph) => [
      { ...paragraph, content: [...paragraph.content, said(" Promptly.")] },
    ]);
    const found = back(text);
    expect(found.silent.map(({ blockId, label }) => [blockId, label])).toEqual([["a", "1."]]);
    expect(found.proposals.map(({ isTracked, authors }) => [isTracked, authors.length])).toEqual([
      [false, 1],
      [true, 1],
    ]);
    expect(told(found.proposals[0]?.proposed ?? [])).toEqual([
      "Plaintiff ILRC asked twice for records. Promptly.",
    ]);
  });

  test("tells paragraphs that came, went and moved", () => {
    const added = rewritten(plain(), "kd", (one) => [
      { ...one, key: null, id: "word-90", content: [said("Silently new.")] },
      one,
    ]);
    expect(back(added).silent).toMatchObject([{ kind: "added", blockId: null }]);
    const gone = rewritten(plain(), "kb", () => []);
    expect(back(gone).silent).toMatchObject([{ kind: "removed", blockId: "b", label: "2." }]);
    const { blocks, revisions } = plain();
    const [first, second, third, ...rest] = blocks;
    const moved = {
      blocks: [first, third, second, ...rest].flatMap((one) => one ?? []),
      revisions,
    };
    const found = back(moved);
    expect(found.silent.map(({ kind }) => kind)).toEqual(["moved"]);
    expect(found.proposals).toHaveLength(1);
    const ids = found.proposals[0]?.proposed.map(({ attrs }) => attrs?.id);
    expect(ids?.toSorted()).toEqual(["a", "b"]);
  });
});

describe("[W9] a file that lost what we put into it", () => {
  test("is aligned by words, and says so", () => {
    const text = asRead(
      revisedBetween(draft, later, () => jane, { keyOf }),
      false,
    );
    const found = back(text);
    expect(found.alignedBy).toBe("words");
    expect(found.silent).toEqual([]);
    expect(found.proposals.map(({ base }) => told(base))).toEqual([
      ["Plaintiff ILRC asked for records."],
      ["See  above."],
    ]);
  });

  test("without styles keeps the kinds that left, and says so", () => {
    const { blocks, revisions } = plain();
    const bare = blocks.map((one) =>
      one.type === "paragraph" ? { ...one, shape: { kind: "body", level: 1 } as const } : one,
    );
    const found = back({ blocks: bare, revisions });
    expect(found).toMatchObject({ lostShapes: true, proposals: [], silent: [] });
    expect(back(plain()).lostShapes).toBe(false);
  });

  test("has fields as their words and footnotes without ids, which is no change", () => {
    const own = canonicalProse(
      doc(body("x", "On ", field("dateOfFiling"), " they wrote", footnote("f", "Ex. A."), ".")),
    );
    const text = asRead(revisedOf(own, { keyOf }));
    const asWords = rewritten(text, "kx", (one) => [
      {
        ...one,
        content: one.content.map((piece) =>
          piece.node.type === "field" ? said("[date of filing]") : piece,
        ),
      },
    ]);
    const sent = {
      blocks: own.content.map((node) => ({ node, key: keyOf(node) })),
      suggestions: [],
      comments: [],
    };
    const found = returnedText(sent, { text: asWords, comments: [] }, { newId: () => null });
    expect(found.proposals).toEqual([]);
    const more = rewritten(asWords, "kx", (one) => [
      { ...one, content: [...one.content, said(" Twice.")] },
    ]);
    const [proposal] = returnedText(
      sent,
      { text: more, comments: [] },
      { newId: () => null },
    ).proposals;
    expect(proposal?.proposed[0]?.content?.map(({ type, attrs }) => [type, attrs?.id])).toEqual([
      ["text", undefined],
      ["field", undefined],
      ["text", undefined],
      ["footnote", "f"],
      ["text", undefined],
    ]);
  });
});

describe("[W9] our suggestions, as they came back", () => {
  const suggestions = withSuggestions(
    draft,
    [
      {
        id: "s0",
        base: [a],
        proposed: [block("numbered", 1, "a", "Plaintiff ILRC sued for records.")],
      },
      {
        id: "s1",
        base: [b],
        proposed: [block("numbered", 1, "b", "Defendant ICE has not answered within sixty days.")],
      },
      { id: "s2", base: [d], proposed: [body("n", "Signed in Oakland."), d] },
    ].map((one, index) => ({
      ...one,
      revision: { author: "Ana", at: `2026-11-12T1${index}:00:00.000Z` },
    })),
    { keyOf },
  );
  const left = () => asRead(suggestions.text);
  const others = { suggestions: suggestions.sent };
  const fates = (text: RevisedText) => back(text, others).suggestions.map(({ fate }) => fate);

  test("untouched are that, and nothing of them is suggested again", () => {
    expect(back(left(), others)).toMatchObject({
      tracked: [],
      silent: [],
      proposals: [],
      suggestions: [
        { id: "s0", fate: "untouched" },
        { id: "s1", fate: "untouched" },
        { id: "s2", fate: "untouched" },
      ],
    });
  });

  test("accepted and refused in Word are told, and are no silent changes", () => {
    const text = decided(left(), { 0: "accept", 1: "reject", 2: "accept" });
    const found = back(text, others);
    expect(found.suggestions.map(({ fate }) => fate)).toEqual(["accepted", "rejected", "accepted"]);
    expect(found.silent).toEqual([]);
    expect(found.proposals).toEqual([]);
    expect(fates(decided(left(), { 2: "reject" }))).toEqual(["untouched", "untouched", "rejected"]);
  });

  test("accepted with a change beside it suggests only that change", () => {
    const text = rewritten(decided(left(), { 0: "accept" }), "ka", (one) => [
      { ...one, content: [...one.content, said(" Promptly.")] },
    ]);
    const found = back(text, others);
    expect(found.suggestions[0]?.fate).toBe("accepted");
    expect(found.proposals.map(({ base, proposed }) => [told(base), told(proposed)])).toEqual([
      [["Plaintiff ILRC asked for records."], ["Plaintiff ILRC asked for records. Promptly."]],
    ]);
  });

  test("altered within are told, and come in as they made them", () => {
    const { blocks, revisions } = left();
    const text = rewritten({ blocks, revisions: [...revisions, jane] }, "kb", (one) => [
      {
        ...one,
        content: one.content.flatMap((piece) =>
          piece.inserted === null
            ? [piece]
            : [{ ...piece, deleted: 3 }, said("ninety", { inserted: 3 })],
        ),
      },
    ]);
    const found = back(text, others);
    expect(found.suggestions[1]).toEqual({ id: "s1", fate: "altered" });
    expect(found.tracked).toMatchObject([{ author: "Jane Doe", changes: 1 }]);
    expect(found.proposals.map(({ proposed }) => told(proposed))).toEqual([
      ["Defendant ICE has not answered within ninety days."],
    ]);
  });

  test("are known by a program's time of another zone, too", () => {
    const { blocks, revisions } = left();
    const zoned = revisions.map(({ author, at }) => ({
      author,
      at: at && new Date(Date.parse(at) - 5 * 3_600_000).toISOString(),
    }));
    expect(fates({ blocks, revisions: zoned })).toEqual(["untouched", "untouched", "untouched"]);
  });
});

describe("[W10] a second return", () => {
  const identities = (found: ReturnType<typeof back>) =>
    found.proposals.map(({ identity }) => identity);

  test("of the same file has the same identities, and another's copy adds only its own", () => {
    const first = identities(back(tracked()));
    expect(new Set(first).size).toBe(2);
    expect(identities(back(tracked()))).toEqual(first);
    const other = back(rewritten(tracked(), "kb", silently("Defendant ICE answered.")));
    const added = other.proposals.filter(({ identity }) => !first.includes(identity));
    expect(added.map(({ base }) => base)).toEqual([[b]]);
  });
});

describe("[W12] a file of 150 pages that comes back", () => {
  const long = (edit: (words: string, index: number) => string) =>
    canonicalProse(
      doc(
        ...Array.from({ length: 1_200 }, (_, index) => {
          const words = Array.from({ length: 60 }, (_word, at) => `w${(index * at) % 97}`).join(
            " ",
          );
          return block("numbered", 1, `p${index}`, edit(`Paragraph ${index}. ${words}`, index));
        }),
      ),
    );

  test.each([true, false])("is compared in bounded time (with keys: %s)", (hasKeys) => {
    const before = long((words) => words);
    const after = long((words, index) => (index % 6 === 0 ? `${words} And more.` : words));
    const suggestions = Array.from({ length: 100 }, (_, index) => ({
      id: `s${index}`,
      base: before.content.slice(index * 6 + 1, index * 6 + 2),
      proposed: [block("numbered", 1, `p${index * 6 + 1}`, "Another one.")],
      revision: { author: "Ana", at: AT },
    }));
    const leaving = withSuggestions(before, suggestions, { keyOf });
    const blocks = before.content.map((node) => ({ node, key: keyOf(node) }));
    const sent = { blocks, suggestions: leaving.sent, comments: [] };
    const text = asRead(
      revisedBetween(before, after, () => jane, { keyOf }),
      hasKeys,
    );
    const ms = processorMs(() => {
      const found = returnedText(sent, { text, comments: [] }, { newId: () => null });
      expect(found.proposals).toHaveLength(200);
      expect(found.suggestions.every(({ fate }) => fate === "rejected")).toBe(true);
    });
    // One and a half seconds of one core.
    expect(ms).toBeLessThan(10_000);
  });
});
