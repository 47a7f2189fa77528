import { fc } from "#tests/support/fast-check.ts";
import { Transform } from "@tiptap/pm/transform";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type AskedEdit, editDraft } from "#app/document/acceptance/draft-edit.ts";
import {
  becomingOf,
  asNewBlocks,
  shownText,
  type SuggestionChoice,
} from "#app/document/acceptance/standing.ts";
import { readContents } from "#app/document/flow/index.ts";
import { SharedFlow } from "#app/document/flow/shared-flow.ts";
import { flowRoot } from "#app/document/flow/root.ts";
import { writeFlow } from "#app/document/flow/whole.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import {
  idOf,
  locateBase,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import { body, cell, doc, footnote, table, text } from "./build.ts";

/** A draft as the server has it, that people type into and commands write into. */
function draftOf(...blocks: ProseNode[]) {
  const draft = new Y.Doc();
  draft.clientID = 1;
  writeFlow(draft, legalSchema().nodeFromJSON(doc(...blocks)));
  let ids = 0;
  const edit = (asked: AskedEdit, spentAfter = Infinity) => {
    let looks = 0;
    const built = editDraft([Y.encodeStateAsUpdate(draft)], asked, {
      hash: (shown) => shown,
      newBlockId: () => `new-${(ids += 1)}`,
      isSpent: () => (looks += 1) > spentAfter,
    });
    return {
      ...built,
      store: () => {
        if (built.update) draft.transact(() => Y.applyUpdate(draft, built.update!));
        return built.results;
      },
    };
  };
  const blocksNow = () =>
    (readContents(draft, legalSchema()).node.toJSON() as ProseNode).content as ProseNode[];
  const shown = (suggested: Suggested, choice: SuggestionChoice) => {
    if (choice === "new") return shownText([], asNewBlocks(suggested));
    const now = blocksNow();
    const at = locateBase(suggested.base, now.map(idOf), (n) => now[n] ?? null, suggested.proposed);
    if (!at) return "";
    const current = now.slice(at.from, at.to);
    const merged = mergeSuggestion(suggested, current);
    return shownText(current, becomingOf(merged, choice) ?? []);
  };
  const asked = (
    suggested: Suggested,
    { choice = null, behind = null }: { choice?: SuggestionChoice; behind?: string | null } = {},
  ) => ({
    suggested: {
      base: JSON.stringify(suggested.base),
      proposed: JSON.stringify(suggested.proposed),
    },
    shown: shown(suggested, choice),
    choice,
    behind,
  });
  return {
    draft,
    edit,
    asked,
    blocksNow,
    accept: (...suggestions: Suggested[]) =>
      edit({ do: "accept", suggestions: suggestions.map((each) => asked(each)) }),
    lines: () => blocksNow().map((block) => legalSchema().nodeFromJSON(block).textContent),
    /** Types letters before or after words, as another person. */
    type: (beside: string, words: string, client = 2) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(draft));
      copy.clientID = client;
      const root = flowRoot(copy);
      copy.transact(() => root.insert(placeOf(root, beside) + beside.length, words));
      draft.transact(() => Y.applyUpdate(draft, Y.encodeStateAsUpdate(copy)));
    },
    /** Begins a new paragraph before words, as another person. */
    part: (words: string, id: string) => {
      const copy = new SharedFlow([Y.encodeStateAsUpdate(draft)], legalSchema());
      const steps = new Transform(copy.node);
      copy.node.descendants((node, position) => {
        const at = node.text?.indexOf(words) ?? -1;
        if (at < 0) return;
        const { type, attrs } = copy.node.resolve(position).parent;
        steps.split(position + at, 1, [{ type, attrs: { ...attrs, id } }]);
      });
      copy.write(steps);
      draft.transact(() => Y.applyUpdate(draft, copy.update() ?? new Uint8Array()));
    },
    remove: (words: string) => {
      const root = flowRoot(draft);
      draft.transact(() => root.delete(placeOf(root, words), words.length));
    },
    /** The ids of words that stand in the draft. */
    idsOf: (words: string) => {
      const ids: [number, number][] = [];
      let all = "";
      for (let item = flowRoot(draft)._start; item; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        for (const [n, letter] of [...item.content.str].entries()) {
          ids.push([item.id.client, item.id.clock + n]);
          all += letter;
        }
      }
      const from = all.indexOf(words);
      return ids.slice(from, from + words.length);
    },
  };
}

/** The index in the flow of words that stand in it. */
function placeOf(root: Y.XmlText, words: string): number {
  let [at, all] = [0, ""];
  const places: number[] = [];
  for (let item = root._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (item.content instanceof Y.ContentString) {
      for (const letter of item.content.str) {
        places.push(at);
        all += letter;
        at += 1;
      }
    } else at += item.length;
  }
  const found = all.indexOf(words);
  if (found < 0) throw new Error(`no ${words}`);
  return places[found] ?? 0;
}

const rewording = (id: string, before: string, after: string): Suggested => ({
  base: [body(id, before)],
  proposed: [body(id, after)],
});

const idsIn = (runs: string) =>
  (JSON.parse(runs) as [number, number, number][]).flatMap(([client, clock, length]) =>
    Array.from({ length }, (_, n) => [client, clock + n]),
  );

describe("accepting", () => {
  test("[M22] of several in one paragraph touches no other, wherever their words come to stand", () => {
    const words = ["Every", "agency", "shall", "answer"];
    const withWords = (...added: readonly (readonly [at: number, word: string])[]) => {
      const all = words.map((word, at) =>
        [word, ...added.filter(([behind]) => behind === at).map(([, each]) => each)].join(" "),
      );
      return rewording("p", words.join(" "), all.join(" "));
    };
    for (const first of words.keys()) {
      for (const second of words.keys()) {
        for (const third of words.keys()) {
          const { accept, blocksNow, lines } = draftOf(
            body("p", words.join(" ")),
            body("q", "within twenty days"),
            body("r", "of each request."),
          );
          const results = accept(
            withWords([first, "One"]),
            withWords([second, "Two"], [third, "Three"]),
          ).store();
          expect(lines().slice(1)).toEqual(["within twenty days", "of each request."]);
          expect(blocksNow().map(idOf)).toEqual(["p", "q", "r"]);
          const [line = ""] = lines();
          expect(line.split(" ").filter((word) => words.includes(word))).toEqual(words);
          const isIn = (word: string) => line.split(" ").filter((each) => each === word).length;
          expect(["One", "Two", "Three"].map(isIn)).toEqual([
            1,
            ...(typeof results[1] === "string" ? [0, 0] : [1, 1]),
          ]);
        }
      }
    }
  });

  test("[M22] writes the least edit under an id of its own, and tells just the ids that it wrote and erased", () => {
    const { accept, draft, idsOf, lines } = draftOf(
      body("p", "ICE writes reports."),
      body("q", "Weekly."),
    );
    const [gone, kept] = [idsOf("writes"), idsOf("ICE ")];
    const edit = accept(rewording("p", "ICE writes reports.", "ICE wrote reports."));
    const [result] = edit.store();
    expect(lines()).toEqual(["ICE wrote reports.", "Weekly."]);
    expect(idsOf("ICE ")).toEqual(kept);
    expect(draft.store.clients.has(edit.clientId)).toBe(true);
    expect(result).toMatchObject({ written: expect.any(String) });
    if (typeof result === "string" || !result) throw new Error("not accepted");
    expect(idsIn(result.written)).toEqual(idsOf("wrote"));
    expect(idsIn(result.erased)).toEqual(gone);
    expect(JSON.parse(result.before)).toMatchObject([body("p", "ICE writes reports.")]);
    expect(JSON.parse(result.after)).toMatchObject([body("p", "ICE wrote reports.")]);
  });

  test("[M22] what the page did not show, both changed, or nobody finds stays out, each for its own reason", () => {
    const draft = draftOf(body("p", "ICE writes reports."), body("q", "Weekly."));
    const one = rewording("p", "ICE writes reports.", "ICE wrote reports.");
    const asked = draft.asked(one);
    draft.type("reports", " yearly");
    expect(draft.edit({ do: "accept", suggestions: [asked] })).toMatchObject({
      update: null,
      results: ["changed"],
    });
    const both = rewording("p", "ICE writes letters.", "ICE writes memos.");
    const gone = rewording("x", "Nowhere.", "Somewhere.");
    const fits = rewording("q", "Weekly.", "Monthly.");
    const edit = draft.accept(both, gone, fits);
    expect(edit.results.slice(0, 2)).toEqual(["conflict", "gone"]);
    edit.store();
    expect(draft.lines()).toEqual(["ICE writes reports yearly.", "Monthly."]);
  });

  test("[M12] takes the draft's words or the suggestion's where somebody chose, or makes a new paragraph of it", () => {
    const both = rewording("p", "ICE writes letters.", "So ICE writes memos.");
    const decided = (choice: SuggestionChoice, behind: string | null = null) => {
      const draft = draftOf(body("p", "ICE writes reports."), body("q", "Weekly."));
      draft.edit({ do: "accept", suggestions: [draft.asked(both, { choice, behind })] }).store();
      return draft.lines();
    };
    expect(decided("suggested")).toEqual(["So ICE writes memos.", "Weekly."]);
    expect(decided("draft")).toEqual(["So ICE writes reports.", "Weekly."]);
    expect(decided("new", "p")).toEqual(["ICE writes reports.", "So ICE writes memos.", "Weekly."]);
    expect(decided("new")).toEqual(["ICE writes reports.", "Weekly.", "So ICE writes memos."]);
    expect(decided("new", "gone")).toEqual(["ICE writes reports.", "Weekly."]);
  });

  test("[M22] what others type in the same paragraph while it is built stays, and its letters their items", () => {
    const draft = draftOf(body("p", "ICE writes reports every week."));
    const edit = draft.accept(
      rewording("p", "ICE writes reports every week.", "ICE wrote reports every week."),
    );
    draft.type("every", " single");
    const typed = draft.idsOf(" single");
    edit.store();
    expect(draft.lines()).toEqual(["ICE wrote reports every single week."]);
    expect(draft.idsOf(" single")).toEqual(typed);
  });

  test("[M22] blocks that it adds get ids that no other has", () => {
    const draft = draftOf(body("p", "One."), body("o", "Or."), body("q", "Two."));
    draft
      .accept({ base: [body("p", "One.")], proposed: [body("p", "One."), body("q", "Again.")] })
      .store();
    expect(draft.blocksNow().map(idOf)).toEqual(["p", "new-1", "o", "q"]);
  });

  test("[M29] 500 suggestions are one edit of a long draft; past what it may cost, the rest stays open", () => {
    const blocks = Array.from({ length: 600 }, (_, n) => body(`b${n}`, `a${n} b${n} c${n}`));
    const draft = draftOf(...blocks);
    const suggestions = Array.from({ length: 500 }, (_, n) =>
      rewording(`b${n}`, `a${n} b${n} c${n}`, `a${n} b${n} must`),
    );
    const edit = draft.accept(...suggestions);
    edit.store();
    expect(draft.lines().slice(498, 501)).toEqual([
      "a498 b498 must",
      "a499 b499 must",
      "a500 b500 c500",
    ]);
    const many = ["b500", "b501", "b502"].map((id, n) =>
      draft.asked(rewording(id, `a${500 + n} b${500 + n} c${500 + n}`, "Cut.")),
    );
    const cut = draft.edit({ do: "accept", suggestions: many }, 5);
    expect(cut.results.map((result) => typeof result)).toEqual(["object", "object", "string"]);
    expect(cut.results[2]).toBe("too-much");
  });

  test("[M29] what would be too large to keep for opening it again stays out, and says so", () => {
    const long = "x".repeat(600_000);
    const draft = draftOf(body("p", `${long} end`), body("q", "Weekly."));
    const [large, small] = draft
      .accept(
        rewording("p", `${long} end`, `${long} the end`),
        rewording("q", "Weekly.", "Every week."),
      )
      .store();
    expect(large).toBe("too-large");
    expect(small).toMatchObject({ erased: expect.any(String) });
    expect(draft.lines()[0]?.slice(-5)).toBe("x end");
    expect(draft.lines()[1]).toBe("Every week.");
  });
});

/** The outcome of accepting these, as it is kept. */
function acceptedIn(draft: ReturnType<typeof draftOf>, ...suggestions: Suggested[]) {
  return draft
    .accept(...suggestions)
    .store()
    .map((result) => {
      if (typeof result === "string") throw new Error(result);
      return result;
    });
}

describe("opening again", () => {
  test("[M22] takes out just what was written and puts back what was deleted, with all that was typed since", () => {
    const draft = draftOf(body("p", "ICE writes reports every week."), body("q", "Weekly."));
    const acceptances = acceptedIn(
      draft,
      rewording("p", "ICE writes reports every week.", "ICE wrote very long reports every week."),
    );
    draft.type("every", " single");
    const typed = draft.idsOf(" single");
    draft.edit({ do: "take-out", acceptances }).store();
    expect(draft.lines()).toEqual(["ICE writes reports every single week.", "Weekly."]);
    expect(draft.idsOf(" single")).toEqual(typed);
  });

  test("[M22] letters that came go alone, whatever somebody typed right beside them", () => {
    const draft = draftOf(body("p", "Dear Officer: Typed mean"));
    const acceptances = acceptedIn(
      draft,
      rewording("p", "Dear Officer: Typed mean", "Dear Officer: Typed mean Suggested words."),
    );
    draft.type("mean", "while, still");
    draft.type("words.", " And behind.");
    draft.edit({ do: "take-out", acceptances }).store();
    expect(draft.lines()).toEqual(["Dear Officer: Typed meanwhile, still And behind."]);
  });

  test("[M22] leaves no word that was suggested and none of others out, however they parted it", () => {
    const WORDS = ["alpha", "beta", "gamma", "delta", "epsilon"];
    const edit = fc.record({
      at: fc.nat(WORDS.length - 1),
      becomes: fc.constantFrom("new", "other", "none"),
    });
    const hand = fc.record({ does: fc.constantFrom("part", "type"), at: fc.nat(20) });
    fc.assert(
      fc.property(
        fc.tuple(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.array(edit, { maxLength: 3 })),
        fc.array(hand, { maxLength: 3 }),
        (edits, hands) => {
          const draft = draftOf(body("p", WORDS.join(" ")), body("q", "Weekly."));
          const suggested = edits.map((each, which) => {
            const words: string[] = [...WORDS];
            for (const [n, { at, becomes }] of each.entries()) {
              const name = `S${which}${n}s`;
              if (becomes === "new") words[at] = `${words[at]} ${name}`;
              else words[at] = becomes === "other" ? name : "";
            }
            return rewording("p", WORDS.join(" "), words.filter(Boolean).join(" "));
          });
          const stored = draft.accept(...suggested).store();
          const acceptances = stored.filter((each) => typeof each !== "string");
          const typed: string[] = [];
          for (const [n, { does, at }] of hands.entries()) {
            const all = draft.lines().join(" ").split(" ").filter(Boolean);
            const word = all[at % all.length];
            if (word === undefined) continue;
            if (does === "part") draft.part(word, `parted-${n}`);
            else draft.type(word, ` H${n}h`);
            if (does === "type") typed.push(`H${n}h`);
          }
          const results = draft.edit({ do: "take-out", acceptances }).store();
          const after = draft.lines().join(" ");
          for (const word of typed) expect(after.split(word)).toHaveLength(2);
          if (results.some((result) => typeof result === "string")) return;
          expect(after).not.toMatch(/S\d+s/u);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("[M22] of two words that are the same, the one goes that was written", () => {
    const draft = draftOf(body("p", "the cat sat"));
    const before = draft.idsOf("the cat sat");
    const acceptances = acceptedIn(draft, rewording("p", "the cat sat", "the the cat sat"));
    draft.edit({ do: "take-out", acceptances }).store();
    expect(draft.lines()).toEqual(["the cat sat"]);
    expect(draft.idsOf("the cat sat")).toEqual(before);
  });

  test.each([
    ["between its words", (draft: ReturnType<typeof draftOf>) => draft.type("very", " much")],
    ["one of its words deleted", (draft: ReturnType<typeof draftOf>) => draft.remove("very ")],
    ["within a word", (draft: ReturnType<typeof draftOf>) => draft.type("ver", "r")],
    [
      "deleted and written again by somebody else",
      (draft: ReturnType<typeof draftOf>) => {
        draft.remove("long ");
        draft.type("very ", "long ");
      },
    ],
  ])("[M22] writes nothing where its words were changed since: %s", (_, change) => {
    const draft = draftOf(body("p", "ICE writes reports."));
    const acceptances = acceptedIn(
      draft,
      rewording("p", "ICE writes reports.", "ICE writes very long reports."),
    );
    change(draft);
    const before = draft.lines();
    const edit = draft.edit({ do: "take-out", acceptances });
    expect(edit.update).toBeNull();
    expect(edit.results[0]).toMatch(/changed|conflict/u);
    edit.store();
    expect(draft.lines()).toEqual(before);
  });

  test("[M22] brings back a paragraph that was taken out, and takes out one that came, a table and a note too", () => {
    const p = body("p", "One.");
    const q = body("q", "Two.");
    const grid = table([cell(body("c", "A")), cell(body("d", "B"))]);
    const note = body("p", "One.", footnote("n", "See there."));
    for (const suggested of [
      { base: [p, q], proposed: [p] },
      { base: [q], proposed: [] },
      { base: [p], proposed: [] },
      { base: [p], proposed: [p, body("r", "New."), grid] },
      { base: [p], proposed: [note] },
      { base: [p], proposed: [body("p", text("One.", "bold"))] },
      { base: [p], proposed: [body("p", "O"), body("s", "ne.")] },
      { base: [p, q], proposed: [body("p", "One.Two.")] },
      { base: [p, q], proposed: [] },
    ]) {
      const draft = draftOf(p, q, body("z", "Last."));
      const before = draft.blocksNow();
      const acceptances = acceptedIn(draft, suggested);
      expect(draft.blocksNow()).not.toEqual(before);
      draft.type("Last", "ing");
      draft.edit({ do: "take-out", acceptances }).store();
      draft.remove("ing");
      expect(draft.blocksNow()).toEqual(before);
    }
  });

  test("[M22] takes all of one step out, the latest first, though they stand in the same paragraph", () => {
    const draft = draftOf(body("p", "one other three four"), body("q", "Last."));
    const base = [body("p", "one other three four")];
    const acceptances = acceptedIn(
      draft,
      { base, proposed: [body("p", "1 other three four")] },
      { base, proposed: [body("p", "one other 3 four")] },
      { base, proposed: [body("p", "one other three four five")] },
    );
    expect(draft.lines()).toEqual(["1 other 3 four five", "Last."]);
    draft.edit({ do: "take-out", acceptances }).store();
    expect(draft.lines()).toEqual(["one other three four", "Last."]);
  });

  test("[M22] after a compaction, which drops what was deleted, as before it", () => {
    const draft = draftOf(body("p", "ICE writes reports."));
    const acceptances = acceptedIn(draft, rewording("p", "ICE writes reports.", "ICE wrote."));
    const compacted = new Y.Doc();
    flowRoot(compacted);
    compacted.transact(() => Y.applyUpdate(compacted, Y.encodeStateAsUpdate(draft.draft)));
    const built = editDraft(
      [Y.encodeStateAsUpdate(compacted)],
      { do: "take-out", acceptances },
      {
        hash: String,
        newBlockId: () => "new",
        isSpent: () => false,
      },
    );
    draft.draft.transact(() => Y.applyUpdate(draft.draft, built.update!));
    expect(draft.lines()).toEqual(["ICE writes reports."]);
  });
});
