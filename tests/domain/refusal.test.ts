import { describe, expect, it } from "vitest";
import {
  REFUSAL_CODES,
  REFUSAL_SENTENCE,
  REFUSAL_STATUS,
  done,
  refuse,
} from "#app/domain/refusal.ts";

describe("the tables of refusals", () => {
  it("have a line for each code and none beside", () => {
    for (const table of [REFUSAL_STATUS, REFUSAL_SENTENCE]) {
      expect(Object.keys(table).sort()).toEqual([...REFUSAL_CODES].sort());
    }
  });

  for (const code of REFUSAL_CODES) {
    it(`${code} says what happened and what to do, in a lawyer's words`, () => {
      const sentence = REFUSAL_SENTENCE[code];
      expect(sentence).toMatch(/^[A-Z].+[.;] ?.+\.$/);
      expect(sentence).not.toMatch(/\b(node|sync|CRDT|socket|token|session|error|null|hash)\b/i);
      expect(sentence.length).toBeLessThan(220);
    });

    it(`${code} answers a page with an error`, () => {
      expect(REFUSAL_STATUS[code]).toBeGreaterThanOrEqual(400);
      expect(REFUSAL_STATUS[code]).toBeLessThan(600);
    });
  }

  it("give each code a sentence of its own", () => {
    expect(new Set(Object.values(REFUSAL_SENTENCE)).size).toBe(REFUSAL_CODES.length);
  });

  it("answer an outsider exactly as a missing page does", () => {
    expect(REFUSAL_STATUS["not-found"]).toBe(404);
    expect(REFUSAL_STATUS.forbidden).toBe(403);
  });
});

describe("an outcome", () => {
  it("carries the value of what was done, or nothing", () => {
    expect(done(7)).toEqual({ ok: true, value: 7 });
    expect(done()).toEqual({ ok: true, value: undefined });
  });

  it("has the code's own sentence unless a more exact one is given", () => {
    expect(refuse("stale")).toEqual({
      ok: false,
      refusal: { code: "stale", sentence: REFUSAL_SENTENCE.stale },
    });
    expect(refuse("stale", "More exact.").refusal.sentence).toBe("More exact.");
  });

  it("names the fields of a form that are at fault, and has no such list where there is no form", () => {
    const outcome = refuse("bad-input", undefined, { title: "Enter a title." });
    expect(outcome.refusal.fields).toEqual({ title: "Enter a title." });
    expect(refuse("bad-input").refusal).not.toHaveProperty("fields");
  });
});
