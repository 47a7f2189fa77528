import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, isSameText, locateBase, mergeSuggestion } from "#app/document/suggestion/index.ts";
import {
  block,
  body,
  cell,
  footnote,
  pageBreak,
  reference,
  table,
  text,
} from "#tests/document/build.ts";
import { chance, seeds, type Chance } from "#tests/editor/random.ts";
import { processorMs } from "#tests/support/processor-time.ts";

const says = (blocks: readonly ProseNode[]) =>
  blocks.map(({ attrs, content }) => {
    const words = (nodes: readonly ProseNode[] = []): string =>
      nodes.map((node) => node.text ?? `[${words(node.content)}]`).join("");
    return `${String(attrs?.kind)}|${words(content)}`;
  });

describe("[M12] a suggestion is merged with the draft as it stands", () => {
  const base = [body("p", "ICE writes reports every week.")];

  test("what each changed alone is taken, word by word", () => {
    const proposed = [body("p", "ICE must write reports every week.")];
    const current = [body("p", "ICE writes reports every single week, by hand.")];
    const merged = mergeSuggestion({ base, proposed }, current);
    expect(says(merged.blocks)).toEqual([
      "body|ICE must write reports every single week, by hand.",
    ]);
    expect(merged).toMatchObject({ conflicts: [], hasMoved: true, isDone: false });
  });

  test("where both changed the same words, it says so, with all three", () => {
    const proposed = [body("p", "ICE writes memos every week.")];
    const current = [body("p", "ICE writes letters every week, still.")];
    const merged = mergeSuggestion({ base, proposed }, current);
    expect(merged.conflicts).toEqual([{ base: "reports", draft: "letters", suggested: "memos" }]);
    expect(says(merged.blocks)).toEqual(["body|ICE writes memos every week, still."]);
    expect(says(merged.keepingDraft)).toEqual(["body|ICE writes letters every week, still."]);
  });

  test("a kind is merged beside the words, and a different one is a conflict", () => {
    const proposed = [block("numbered", 2, "p", "ICE writes reports every week.")];
    const moved = [body("p", "Then ICE writes reports every week.")];
    expect(mergeSuggestion({ base, proposed }, moved)).toMatchObject({
      conflicts: [],
      blocks: [{ attrs: { kind: "numbered", level: 2 } }],
    });
    const other = [block("heading", 1, "p", "ICE writes reports every week.")];
    const merged = mergeSuggestion({ base, proposed }, other);
    expect(merged.conflicts).toEqual([
      { base: "a paragraph", draft: "a heading", suggested: "a numbered paragraph of level 2" },
    ]);
    expect(says(merged.keepingDraft)).toEqual(says(other));
  });

  test("a paragraph that somebody split meanwhile stays split", () => {
    const proposed = [body("p", "ICE writes many reports every week.")];
    const current = [body("p", "ICE writes reports"), body("n", "every week.")];
    const merged = mergeSuggestion({ base, proposed }, current);
    expect(says(merged.blocks)).toEqual(["body|ICE writes many reports", "body|every week."]);
    expect(merged.conflicts).toEqual([]);
  });

  test("new and removed paragraphs, footnotes, references and marks come along", () => {
    const two = [body("p", "One. Last words."), body("q", "Two.", footnote("f", "See."))];
    const proposed = [
      body("p", text("One", "bold"), ". As in ", reference("q"), ". Last words."),
      body("n", "New."),
      body("q", "Two.", footnote("f", "See below.")),
    ];
    const current = [
      body("p", "One. Last of all words."),
      body("q", "Number two.", footnote("f", "See.")),
    ];
    const merged = mergeSuggestion({ base: two, proposed }, current);
    expect(says(merged.blocks)).toEqual([
      "body|One. As in []. Last of all words.",
      "body|New.",
      "body|Number two.[See below.]",
    ]);
    expect(merged.blocks[0]?.content?.[0]).toMatchObject({
      text: "One",
      marks: [{ type: "bold" }],
    });
  });

  test("removing a paragraph in which the draft has new words is a conflict", () => {
    const two = [...base, body("q", "A second one.")];
    const current = [...base, body("q", "A second one, with more.")];
    const merged = mergeSuggestion({ base: two, proposed: base }, current);
    expect(merged.conflicts).toHaveLength(1);
    expect(merged.conflicts[0]?.draft).toContain("with more");
    expect(says(merged.keepingDraft)).toEqual(says(current));
  });

  test("of two that add at the same place, both stay; a table is one piece", () => {
    const added = (words: string) => [...base, body(`n${words}`, words)];
    const merged = mergeSuggestion({ base, proposed: added("mine") }, added("theirs"));
    expect(says(merged.blocks).slice(1)).toEqual(["body|theirs", "body|mine"]);
    const figures = (words: string) => [table([cell(body("c", words))])];
    const clash = mergeSuggestion({ base: figures("1"), proposed: figures("2") }, figures("3"));
    expect(clash.conflicts).toHaveLength(1);
    expect(clash.keepingDraft).toEqual(figures("3"));
  });

  test("what was accepted already has nothing left to do", () => {
    const proposed = [body("p", "ICE wrote a report."), body("n", "New.")];
    const merged = mergeSuggestion({ base, proposed }, proposed);
    expect(merged).toMatchObject({ isDone: true, conflicts: [] });
    // The server's canonical JSON has the names of attributes in another order.
    const canonical = [
      { type: "block", attrs: { level: 1, kind: "body", id: "p" }, content: base[0]!.content },
    ];
    expect(isSameText(base, canonical as unknown as ProseNode[])).toBe(true);
  });

  test.each([
    ["三十日", "三十五日", "六十日"],
    ["30 days", "30 business days", "60 days"],
    ["nearby parties", "nearby the parties", "near parties"],
    ["$1,000", "$1,500", "$2,000"],
    ["2026-05-01", "2026-06-01", "2026-05-15"],
    ["1.25%", "2.25%", "1.75%"],
    ["thirty days", "sixty days", "thirty months"],
  ])("of “%s”, “%s” and “%s” no term comes out that nobody wrote", (was, draft, suggested) => {
    const [before, now, wanted] = [was, draft, suggested].map((words) => [
      body("p", `The Council pays ${words} to whoever asks for it.`),
    ]) as [ProseNode[], ProseNode[], ProseNode[]];
    const merged = mergeSuggestion({ base: before, proposed: wanted }, now);
    expect(merged.conflicts).toHaveLength(1);
    expect(says(merged.blocks)).toEqual(says(wanted));
    expect(says(merged.keepingDraft)).toEqual(says(now));
    // A change of one side alone is taken, and its additions to the other's words stay.
    expect(mergeSuggestion({ base: before, proposed: wanted }, before).conflicts).toEqual([]);
    expect(mergeSuggestion({ base: before, proposed: before }, now).blocks).toEqual(now);
  });

  test("a blank that one typed where the other's words begin with one is no conflict", () => {
    const proposed = [body("p", "ICE writes reports every week. Still.")];
    const current = [body("p", "ICE writes reports every week. ")];
    const merged = mergeSuggestion({ base, proposed }, current);
    expect(merged.conflicts).toEqual([]);
    expect(says(merged.blocks)).toEqual(["body|ICE writes reports every week. Still."]);
  });

  test("words that both added, one with more behind them, are a conflict", () => {
    const pays = (words: string) => [body("p", `The Council pays${words}.`)];
    const suggested = { base: pays(""), proposed: pays(" monthly in arrears") };
    const merged = mergeSuggestion(suggested, pays(" monthly"));
    expect(merged.conflicts).toEqual([
      { base: "", draft: "monthly", suggested: "monthly in arrears" },
    ]);
  });

  test("a draft that went on from the suggested words says them already", () => {
    const pays = (words: string) => [body("p", `The Council pays within ${words}.`)];
    const suggested = { base: pays("30 days"), proposed: pays("60 days") };
    const merged = mergeSuggestion(suggested, pays("60 business days"));
    expect(merged).toMatchObject({ conflicts: [], isDone: true });
  });

  test.each([body("n", "Quorum is five."), table([cell(body("c", "Quorum"))]), pageBreak])(
    "words that one side added to a paragraph stay in it, whatever the other put behind it",
    (added) => {
      const two = (words: string) => [body("p", words), body("q", "End.")];
      const [before, longer] = [two("The Council meets."), two("The Council meets. Weekly.")];
      const more = [before[0]!, added, before[1]!];
      const both = [longer[0]!, added, longer[1]!];
      const taken = mergeSuggestion({ base: before, proposed: longer }, more);
      expect(taken).toMatchObject({ conflicts: [], blocks: both });
      const other = mergeSuggestion({ base: before, proposed: more }, longer);
      expect(other).toMatchObject({ conflicts: [], blocks: both });
    },
  );

  test("a paragraph that both added or both moved is a conflict, since it stands there once", () => {
    const [p, q, r] = [body("p", "One thing."), body("q", "Two."), body("r", "Three.")];
    const added = (words: string) => [p, body("n", words), r];
    const twice = mergeSuggestion(
      { base: [p, r], proposed: added("Quorum is five.") },
      added("Quorum is six."),
    );
    expect(twice.conflicts).toHaveLength(1);
    expect(twice.keepingDraft).toEqual(added("Quorum is six."));
    const moved = mergeSuggestion({ base: [p, q, r], proposed: [q, p, r] }, [q, r, p]);
    expect(moved.conflicts.map(({ base: words }) => words)).toContain("One thing.");
  });

  test("a paragraph of a book's length is merged in bounded time", () => {
    const long = (word: string) => [
      body("p", `${word} ${"the same word again ".repeat(5_000)} ${word}`),
    ];
    const took = processorMs(() => {
      const merged = mergeSuggestion({ base: long("a"), proposed: long("b") }, long("c"));
      expect(merged.conflicts.length).toBeGreaterThan(0);
    });
    expect(took).toBeLessThan(3_000);
  });
});

describe("[M12] the blocks of a suggestion are found again", () => {
  const found = (base: ProseNode[], draft: ProseNode[]) =>
    locateBase(base, draft.map(idOf), (index) => draft[index] ?? null);

  test("by their ids, with what came between, and what was split off behind", () => {
    const base = [body("p", "One two three."), body("q", "Four five six.")];
    const draft = [
      body("x", "x"),
      body("p", "One two three."),
      body("n", "between"),
      body("q", "Four"),
      body("s", "five six."),
      body("y", "Something else entirely."),
    ];
    expect(found(base, draft)).toEqual({ from: 1, to: 5 });
    expect(found(base, [body("x", "x")])).toBeNull();
    expect(
      found([table([cell(body("c", "1"))])], [body("x", "x"), table([cell(body("c", "2"))])]),
    ).toEqual({ from: 1, to: 2 });
  });

  test("without the paragraphs behind them that say nearly the same", () => {
    const denied = (n: number) =>
      body(`n${n}`, `Defendant denies the allegations contained in paragraph ${n}.`);
    const draft = [1, 2, 3, 4].map(denied);
    expect(found([denied(2)], draft)).toEqual({ from: 1, to: 2 });
    const [first, , ...rest] = draft as [ProseNode, ProseNode, ProseNode, ProseNode];
    const halves = [
      body("n2", "Defendant denies the allegations"),
      body("s", "contained in paragraph 2."),
    ];
    expect(found([denied(2)], [first, ...halves, ...rest])).toEqual({ from: 1, to: 3 });
    const admitted = body("n2", "Admitted.");
    const ids = [first, admitted, ...rest].map(idOf);
    const blockAt = (index: number) => [first, admitted, ...rest][index] ?? null;
    expect(locateBase([denied(2)], ids, blockAt, [admitted])).toEqual({ from: 1, to: 2 });
  });
});

describe("[M12] no word of either side is lost without saying so", () => {
  test.each(seeds(200))("over random drafts (seed %i)", (seed) => {
    const random = chance(seed);
    let made = 0;
    const fresh = (by: string) => `${by}${(made += 1)}`;
    const base = Array.from({ length: 1 + random.below(4) }, (_, at) =>
      body(`p${at}`, Array.from({ length: 1 + random.below(12) }, () => fresh("base")).join(" ")),
    );
    const current = edited(random, base, () => fresh("draft"));
    const proposed = edited(random, base, () => fresh("mine"));
    const merged = mergeSuggestion({ base, proposed }, current);
    const [was, now, wanted] = [wordsIn(base), wordsIn(current), wordsIn(proposed)];
    const [taken, kept] = [wordsIn(merged.blocks), wordsIn(merged.keepingDraft)];
    const told = (side: "draft" | "suggested" | "base") =>
      new Set(merged.conflicts.flatMap((conflict) => conflict[side].split(/[^a-z0-9]+/u)));
    for (const word of now) {
      // New words of the draft are in the result, or told as what would be replaced.
      if (!was.has(word)) expect(taken.has(word) || told("draft").has(word)).toBe(true);
      if (!was.has(word)) expect(kept.has(word)).toBe(true);
    }
    for (const word of wanted) {
      if (!was.has(word)) expect(taken.has(word)).toBe(true);
      if (!was.has(word)) expect(kept.has(word) || told("suggested").has(word)).toBe(true);
    }
    for (const word of was) {
      // An old word goes only where one side took it away, or where it says so.
      const isIn = now.has(word) && wanted.has(word);
      if (isIn) expect(taken.has(word) || told("draft").has(word)).toBe(true);
      if (isIn) expect(kept.has(word) || told("suggested").has(word)).toBe(true);
    }
    for (const word of taken) expect(now.has(word) || wanted.has(word)).toBe(true);
    // Taken once more, it has nothing left to do.
    const again = mergeSuggestion({ base, proposed }, merged.blocks);
    for (const word of wanted)
      if (!was.has(word)) expect(wordsIn(again.blocks).has(word)).toBe(true);
  });
});

function wordsIn(blocks: readonly ProseNode[]): Set<string> {
  return new Set(
    blocks
      .flatMap(({ content = [] }) =>
        content.flatMap(({ text: words }) => words?.split(/[^a-z0-9]+/u) ?? []),
      )
      .filter(Boolean),
  );
}

/** Blocks after some edits: words put in, taken out, replaced; blocks split, joined, removed, added. */
function edited(random: Chance, blocks: readonly ProseNode[], fresh: () => string): ProseNode[] {
  const lines = blocks.flatMap((one) => {
    const words = (one.content?.[0]?.text ?? "").split(" ").flatMap((word) => {
      if (random.once(8)) return [];
      if (random.once(8)) return [fresh()];
      return random.once(8) ? [word, fresh()] : [word];
    });
    const id = String(one.attrs?.id);
    if (random.once(8)) return [];
    if (random.once(6)) {
      const at = random.below(words.length + 1);
      return [
        { id, words: words.slice(0, at) },
        { id: fresh(), words: words.slice(at) },
      ];
    }
    return [{ id, words }, ...(random.once(6) ? [{ id: fresh(), words: [fresh(), fresh()] }] : [])];
  });
  const joined: { id: string; words: string[] }[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last && random.once(6)) last.words = [...last.words, ...line.words];
    else joined.push({ ...line });
  }
  return joined.map(({ id, words }) => body(id, words.join(" ")));
}
