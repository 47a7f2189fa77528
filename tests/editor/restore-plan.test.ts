import { describe, expect, it } from "vitest";
import { askedRestore } from "#app/editor/recovery/asked-restore.ts";
import { planRestore, type RestorePlan } from "#app/editor/recovery/restore-plan.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { block, body, doc, pageBreak } from "#tests/document/build.ts";
import { chance, randomBlock, randomProse, seeds, type Chance } from "./random.ts";

function planOf(now: ProseJSON, version: ProseJSON): RestorePlan {
  const work = planRestore(now, version);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const version = doc(
  block("heading", 1, "h1", "Facts"),
  body("a", "The agency answered in March."),
  body("b", "This paragraph was deleted since, with all of its words."),
  block("heading", 1, "h2", "Claims"),
  body("c", "This one was moved since, and not one word of it was changed."),
  body("d", "The last paragraph of the text stays."),
);
const now = doc(
  block("heading", 1, "h1", "Facts"),
  body("c", "This one was moved since, and not one word of it was changed."),
  body("a", "The agency replied in March."),
  pageBreak,
  block("heading", 1, "h2", "Claims"),
  body("d", "The last paragraph of the text stays."),
  body("e", "This is new since."),
);

describe("putting a version's words back", () => {
  const plan = planOf(now, version);
  const find = (id: string) => plan.parts.filter(({ ids }) => ids.includes(id));

  it("lists what would change, a move once, under its heading", () => {
    expect(plan.sections).toEqual(["Facts", "Claims"]);
    expect(find("a")).toHaveLength(1);
    expect(find("c")).toHaveLength(1);
    expect(find("c")[0]?.blocks).toHaveLength(2);
    expect(find("d")).toEqual([]);
    expect(find("e")[0]?.section).toBe(1);
  });

  it("gives the version's text for all of it, and the draft's for none", () => {
    expect(plan.compose(new Set(plan.parts)).content).toEqual(version.content);
    expect(plan.compose(new Set()).content).toEqual(now.content);
  });

  it("gives back chosen paragraphs alone", () => {
    const ids = (chosen: string) =>
      plan.compose(new Set(find(chosen))).content.map(({ type, attrs }) => attrs?.id ?? type);
    expect(ids("b")).toEqual(["h1", "c", "a", "b", "pageBreak", "h2", "d", "e"]);
    expect(ids("e")).toEqual(["h1", "c", "a", "pageBreak", "h2", "d"]);
    expect(ids("c")).toEqual(["h1", "a", "pageBreak", "h2", "c", "d", "e"]);
    const words = JSON.stringify(plan.compose(new Set(find("a"))));
    expect(words).toContain("answered in March");
  });

  it("knows what is still as it was shown by its key", () => {
    const moved = doc(...now.content, body("f", "Somebody writes meanwhile."));
    const again = planOf(moved, version);
    expect(again.parts.map(({ key }) => key)).toEqual(
      expect.arrayContaining(plan.parts.map(({ key }) => key)),
    );
    const typed = doc(
      ...now.content.map((node) =>
        node.attrs?.id === "a" ? body("a", "The agency replied in March, in full.") : node,
      ),
    );
    const keys = planOf(typed, version).parts.map(({ key }) => key);
    expect(keys).not.toContain(find("a")[0]?.key);
  });

  const edited = ({ content, ...text }: ProseJSON, random: Chance): ProseJSON => {
    let added = 0;
    const kept = content.flatMap((node) => {
      if (random.once(8)) return [];
      return random.once(8) ? [node, randomBlock(random, `n${(added += 1)}`)] : [node];
    });
    if (kept.length > 2 && random.once(2)) kept.push(...kept.splice(1, 1));
    return { ...text, content: kept };
  };

  it.each(seeds(40))("of any text gives both texts back exactly [seed %i]", (seed) => {
    const random = chance(seed);
    const one = randomProse(random, 20);
    const other = edited(one, random);
    const any = planOf(one, other);
    const none = any.compose(new Set());
    expect(none.content).toEqual(one.content);
    const all = any.compose(new Set(any.parts));
    // A block that reads the same under another id stays as it is in the draft.
    expect(planOf(all, other).parts).toEqual([]);
  });

  it("is asked for by the desk's address, and by nothing else in it", () => {
    expect(askedRestore("?put-back=3")).toEqual({ text: 3, blocks: [] });
    const text = { generation: 2, sequence: 345 };
    expect(askedRestore("?put-back=at-2-345")).toEqual({ text, blocks: [] });
    expect(askedRestore("?put-back=3&blocks=a,b")).toEqual({ text: 3, blocks: ["a", "b"] });
    for (const search of ["", "?put-back=", "?put-back=x", "?put-back=-1", "?put-back=1.5"]) {
      expect(askedRestore(search)).toBeNull();
    }
  });
});
