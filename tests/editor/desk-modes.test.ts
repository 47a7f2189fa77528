import { describe, expect, it } from "vitest";
import { modesOf } from "#app/editor/desk/modes.ts";

const drafter = { status: "draft", may: { comment: true } } as const;
const frozen = { status: "in_review", may: { comment: true } } as const;
const observer = { status: "draft", may: { comment: false } } as const;
const NOTHING = { writes: false, chosen: null, suggests: false } as const;

describe("[M26] what keys do at a desk", () => {
  it("is for who may edit what they choose, and editing before", () => {
    const writes = { ...NOTHING, writes: true };
    expect(modesOf(drafter, writes)).toEqual({
      now: "editing",
      possible: ["editing", "suggesting", "reading"],
    });
    for (const chosen of ["editing", "suggesting", "reading"] as const) {
      expect(modesOf(drafter, { ...writes, chosen }).now).toBe(chosen);
    }
  });

  it("[M9] is suggesting for who may only suggest, before their margin is there too, unless they read", () => {
    const { now, possible } = modesOf(drafter, NOTHING);
    expect(now).toBe("suggesting");
    expect(possible).toEqual(["suggesting", "reading"]);
    expect(modesOf(drafter, { ...NOTHING, suggests: true }).now).toBe("suggesting");
    expect(modesOf(drafter, { ...NOTHING, suggests: true, chosen: "reading" }).now).toBe("reading");
  });

  it("[M9] is reading on a frozen text until somebody asks to suggest, and for who can do nothing else", () => {
    expect(modesOf(frozen, NOTHING).now).toBe("reading");
    expect(modesOf(frozen, { ...NOTHING, chosen: "suggesting" }).now).toBe("suggesting");
    expect(modesOf(observer, NOTHING)).toEqual({ now: "reading", possible: ["reading"] });
    // Chosen before the text closed.
    expect(modesOf(observer, { ...NOTHING, chosen: "editing" }).now).toBe("reading");
  });
});
