import path from "node:path";
import { checkSync } from "recheck";
import { describe, expect, it, vi } from "vitest";
import { expressionsIn, expressionsMadeBy, type FoundExpression } from "./expressions-in.ts";

const root = path.resolve(import.meta.dirname, "../..");
const { literals, made } = expressionsIn(root, ["app", "server"]);

/**
 * Expressions that the checker can't prove, and why no text makes them slow. Nothing else may stand
 * here than what is bounded by itself: its repeats, or the text that it is shown.
 */
const BOUNDED: readonly { readonly file: string; readonly starts: string; readonly why: string }[] =
  [
    {
      file: "app/document/rendering/typst/printable-text.ts",
      starts: "((?<!\\S)[([“]{0,8}",
      why: "Begins where a word does, and looks no further than 60 letters from there.",
    },
    {
      file: "app/domain/private-data/birth-dates.ts",
      starts: "(?<![\\p{L}\\d])(?:(?<date>",
      why: "Is shown no more than the 110 letters beside a word that announces a birth.",
    },
    {
      file: "app/domain/docket-event/clerk-text.ts",
      starts: "^[\\s,)]*(?:(?:at|in",
      why: "Is shown no more than the 240 letters behind a day.",
    },
    {
      file: "app/domain/docket-event/clerk-text.ts",
      starts: "(?:\\s(?:is|are|shall be",
      why: "Is shown no more than the 240 letters before a day.",
    },
    {
      file: "app/domain/docket-event/clerk-text.ts",
      starts: "\\b(?:held|signed|entered",
      why: "Is shown no more than the 240 letters before a day.",
    },
    {
      file: "app/domain/docket-event/receipt.ts",
      starts: "\\b(?:filed|entered)",
      why: "Begins at one of two words, and looks no further than 80 letters from there.",
    },
  ];

const isBounded = ({ source, place }: FoundExpression) =>
  BOUNDED.some(({ file, starts }) => place.startsWith(file) && source.startsWith(starts));

/** Where expressions are made from text; each is read as it is made. */
const MADE: Readonly<Record<string, () => Promise<unknown>>> = {
  "app/document/comparison/words.ts": () => import("#app/document/comparison/words.ts"),
  "app/domain/private-data/birth-dates.ts": () => import("#app/domain/private-data/birth-dates.ts"),
  "app/domain/private-data/minors.ts": () => import("#app/domain/private-data/minors.ts"),
  "app/domain/private-data/numbers.ts": () => import("#app/domain/private-data/numbers.ts"),
  "app/domain/private-data/persons.ts": () => import("#app/domain/private-data/persons.ts"),
  "app/editor/find/find-query.ts": async () => {
    const { Query } = await import("#app/editor/find/find-query.ts");
    // Words typed into Find become letters that stand for themselves, whatever signs they have.
    return ["aa", "(a+)+b", String.raw`.*.*\d{9}$`].flatMap((words) =>
      [true, false].map((wholeWords) => new Query({ words, wholeWords })),
    );
  },
  "app/editor/paste/control-characters.ts": () => import("#app/editor/paste/control-characters.ts"),
  "app/document/rendering/typst/printable-text.ts": () =>
    import("#app/document/rendering/typst/printable-text.ts"),
  "server/auth/sessions.ts": () => import("#server/auth/sessions.ts"),
  "server/typesetting/file-name.ts": () => import("#server/typesetting/file-name.ts"),
};

/**
 * Tries of the checker are bounded by the letters that they read, which are the same everywhere, and
 * not by its clocks: to it a try that takes 250 ms is a slow expression, also where the machine is slow.
 * The last is a limit for what hangs; past it an expression is "unknown", which is a fault too.
 */
const CHECK: Parameters<typeof checkSync>[2] = {
  randomSeed: 0,
  incubationTimeout: null,
  attackTimeout: null,
  timeout: 200_000,
};

function faultOf({ source, flags }: Pick<FoundExpression, "source" | "flags">): string | null {
  const found = checkSync(source, flags.replace("v", "u"), CHECK);
  if (found.status === "safe") return null;
  return found.status === "vulnerable" ? found.complexity.summary : `${found.status}`;
}

describe("regular expressions of app/ and server/", () => {
  it("cost no more than in proportion to the text, whatever the text is", () => {
    const unique = new Map(literals.map((one) => [`/${one.source}/${one.flags}`, one]));
    expect(unique.size).toBeGreaterThan(100);
    const faults: string[] = [];
    for (const [written, one] of unique) {
      if (isBounded(one)) continue;
      const fault = faultOf(one);
      if (fault !== null) faults.push(`${one.place} ${written}: ${fault}`);
    }
    expect(faults).toEqual([]);
  }, 240_000);

  it("that are made from text are checked as they are made", async () => {
    expect([...new Set(made)].toSorted()).toEqual(Object.keys(MADE).toSorted());
    vi.resetModules();
    const faults: string[] = [];
    for (const [place, load] of Object.entries(MADE)) {
      for (const one of await expressionsMadeBy(load, place)) {
        const written = `/${one.source}/${one.flags}`;
        const fault = isBounded(one) ? null : faultOf(one);
        if (fault !== null) faults.push(`${place} ${written.slice(0, 80)}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it("are found slow where they are, also those that can only be tried", () => {
    const slow = { flags: "u" };
    expect(faultOf({ ...slow, source: "^(a+)+$" })).toContain("exponential");
    expect(faultOf({ ...slow, source: "\\([^)]*\\)" })).toContain("2nd degree");
    const tried = String.raw`(?<!x)\([^)]*\)`;
    expect(faultOf({ ...slow, source: tried })).toContain("2nd degree polynomial (fuzz)");
  });
});
