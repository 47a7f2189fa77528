// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from "vitest";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { legalSchema } from "#app/document/schema.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { countThreads, isShown } from "#app/editor/threads/filters.ts";
import { VersionIndex } from "#app/editor/threads/version-index.ts";
import {
  matchingPeople,
  namedIn,
  openMention,
  textParts,
} from "#app/editor/threads/mention-text.ts";
import { textBetween } from "#app/editor/threads/places.ts";
import { CARD_GAP, offsetFromText, stackCards } from "#app/editor/threads/stack-cards.ts";
import { Random } from "#tests/flow/support/random.ts";
import { block, doc, footnote, text } from "#tests/document/build.ts";
import { seedOf } from "#tests/support/seed.ts";

describe("cards beside their lines", () => {
  const seed = seedOf();
  test(`never lie over each other, and the active one is beside its line (seed ${seed})`, () => {
    const random = new Random(seed);
    for (let run = 0; run < 300; run += 1) {
      const cards = Array.from({ length: 1 + random.below(20) }, (_, at) => ({
        id: `c${at}`,
        top: random.below(2000),
        height: 40 + random.below(300),
      })).toSorted((one, other) => one.top - other.top);
      const active = random.chance(0.7) ? random.oneOf(cards) : null;
      const tops = stackCards(cards, active?.id ?? null);
      expect(tops.size).toBe(cards.length);
      if (active) expect(tops.get(active.id)).toBe(active.top);
      for (const [index, card] of cards.entries()) {
        const next = cards[index + 1];
        if (!next) continue;
        const end = (tops.get(card.id) ?? 0) + card.height + CARD_GAP;
        expect(tops.get(next.id)).toBeGreaterThanOrEqual(end);
      }
    }
  });

  test.each([
    ["at the first line below the bars", 210, 210],
    ["in the middle", 500, 500],
    ["at the last line", 880, 712],
  ])("[M19] one that opens %s of the window is wholly in it", (_where, line, top) => {
    const window = { from: 200, to: 892 };
    expect(line + offsetFromText({ top: line, height: 180 }, window)).toBe(top);
    // One that is taller shows its beginning, where its head and its acts are.
    expect(line + offsetFromText({ top: line, height: 900 }, window)).toBe(window.from);
  });

  test("are where their lines are as long as there is room", () => {
    const cards = [
      { id: "a", top: 10, height: 50 },
      { id: "b", top: 100, height: 50 },
    ];
    expect([...stackCards(cards, null)]).toEqual([
      ["a", 10],
      ["b", 100],
    ]);
  });
});

describe("[M6] names after an @", () => {
  const people = [
    { userId: "1", name: "Ana Example", organization: "Council" },
    { userId: "2", name: "Ines Example", organization: "ILRC" },
    { userId: "3", name: "Ana Example-Two", organization: "Mijente" },
  ];
  test("are looked for where the caret is, and not in an address", () => {
    expect(openMention("Ask @In", 7)).toEqual({ from: 4, to: 7, typed: "In" });
    expect(openMention("mail a@In", 9)).toBeNull();
    expect(openMention("Ask @In\nmore", 12)).toBeNull();
    expect(openMention("no", 2)).toBeNull();
  });
  test("are found by first name, last name and organization", () => {
    expect(matchingPeople(people, "in").map(({ userId }) => userId)).toEqual(["2"]);
    expect(matchingPeople(people, "exam").map(({ userId }) => userId)).toEqual(["1", "2", "3"]);
    expect(matchingPeople(people, "mij").map(({ userId }) => userId)).toEqual(["3"]);
  });
  test("count while they are in the text", () => {
    expect(namedIn("@Ines Example, please", ["1", "2"], people)).toEqual(["2"]);
    expect(textParts("Ask @Ana Example-Two now", people)).toEqual([
      { text: "Ask ", isName: false },
      { text: "@Ana Example-Two", isName: true },
      { text: " now", isName: false },
    ]);
  });
});

describe("filters of threads", () => {
  const person: ThreadPerson = { userId: "ana", name: "Ana", organization: "Council", colour: 0 };
  const thread = (part: Partial<ThreadView>): ThreadView => ({
    id: "t",
    organization: null,
    place: { in: "document" },
    versionNumber: null,
    by: { ...person, userId: "other" },
    createdAt: "2026-01-01T00:00:00.000Z",
    changedAt: "2026-01-01T00:00:00.000Z",
    resolved: null,
    comments: [],
    suggestion: null,
    isUnread: false,
    sharing: null,
    assignment: null,
    word: null,
    fate: null,
    ...part,
  });
  const reader = { userId: "ana", removed: new Set(["gone"]) };
  test("show what is open, one's own, of one's organization, unread, resolved, and without words", () => {
    const mine = thread({ by: person });
    const own = thread({ organization: { id: "o", shortName: "Council" }, isUnread: true });
    const resolved = thread({
      resolved: { by: person, at: "2026-01-02T00:00:00.000Z" },
      isUnread: true,
    });
    const gone = thread({ id: "gone" });
    expect(countThreads([mine, own, resolved, gone], reader)).toEqual({
      open: 3,
      unread: 1,
      mine: 1,
      organization: 1,
      suggestions: 0,
      resolved: 1,
      removed: 1,
    });
    expect(isShown(resolved, "open", reader)).toBe(false);
  });
});

describe("[M4] places in a version's text", () => {
  const prose = doc(
    block("heading", 1, "h", "Facts"),
    {
      type: "block",
      attrs: { id: "p", kind: "body", level: 1 },
      content: [
        text("It says so"),
        footnote("n", "In a note."),
        text(", and "),
        { type: "hardBreak" },
        text("more."),
      ],
    },
    block("bullet", 1, "q", "A point."),
  );
  let index: VersionIndex;
  beforeEach(() => {
    document.body.innerHTML = `<div class="prose">${proseToHtml(prose)}</div>`;
    index = new VersionIndex(document.querySelector(".prose") as HTMLElement);
  });

  test("have the offsets and the words that the version has, wherever they begin and end", () => {
    const node = legalSchema().nodeFromJSON(prose);
    const { text: words } = index;
    expect(words).toBe(textBetween(node, 0, node.content.size));
    for (let from = 0; from < words.length; from += 1) {
      for (let to = from + 1; to <= words.length; to += 1) {
        if (words[from] === "\n" || words[to - 1] === "\n") continue;
        const place = index.place({ from, to }, "v1");
        if (!place) throw new Error(`no place from ${from} to ${to}`);
        const starts = new Map<string, number>();
        node.descendants((child, pos) => {
          if (child.type.name === "block") starts.set(String(child.attrs.id), pos + 1);
        });
        const start = (starts.get(place.blockId) ?? 0) + place.fromOffset;
        const end = (starts.get(place.toBlockId ?? place.blockId) ?? 0) + place.toOffset;
        expect(textBetween(node, start, end)).toBe(words.slice(from, to));
        expect(index.find(place, "v1")).toEqual({ from, to });
      }
    }
  });

  test("of another version or of the draft are found by their words", () => {
    const from = index.text.indexOf("more");
    const place = index.place({ from, to: from + 4 }, "v1");
    expect(place && index.find({ ...place, versionId: "v2", fromOffset: 0 }, "v1")).toEqual({
      from,
      to: from + 4,
    });
    expect(
      place && index.find({ ...place, versionId: "v2", quote: "nowhere to be" }, "v1"),
    ).toBeNull();
  });

  test("are read from what is selected on the page", () => {
    const note = [...document.querySelectorAll("p")][0]?.firstChild as Text;
    getSelection()?.setBaseAndExtent(note, 3, note, 7);
    const range = index.selected(getSelection());
    expect(range && index.text.slice(range.from, range.to)).toBe("says");
    getSelection()?.selectAllChildren(document.body);
    const all = index.selected(getSelection());
    expect(all).toEqual({ from: 0, to: index.text.length });
  });
});
