import { describe, expect, it } from "vitest";
import {
  REFUSAL_CLOSE_CODE,
  REFUSAL_CODES,
  REFUSAL_SENTENCE,
  REFUSAL_STATUS,
  done,
  refuse,
} from "#app/domain/refusal.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";

describe("the tables of refusals", () => {
  it("have a line for each code and none beside", () => {
    for (const table of [REFUSAL_STATUS, REFUSAL_CLOSE_CODE, REFUSAL_SENTENCE]) {
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

    it(`${code} answers a page with an error and a room with a code of R2 or R5`, () => {
      expect(REFUSAL_STATUS[code]).toBeGreaterThanOrEqual(400);
      expect(REFUSAL_STATUS[code]).toBeLessThan(600);
      expect(Object.values<number>(CLOSE)).toContain(REFUSAL_CLOSE_CODE[code]);
    });
  }

  it("give each code a sentence of its own", () => {
    expect(new Set(Object.values(REFUSAL_SENTENCE)).size).toBe(REFUSAL_CODES.length);
  });

  it("[R2] close a room with the code that the page must tell apart", () => {
    expect({
      signedOut: REFUSAL_CLOSE_CODE["not-signed-in"],
      outsider: REFUSAL_CLOSE_CODE["not-found"],
      noRole: REFUSAL_CLOSE_CODE.forbidden,
      oldSchema: REFUSAL_CLOSE_CODE["schema-differs"],
      oldGeneration: REFUSAL_CLOSE_CODE["generation-differs"],
      someoneElses: REFUSAL_CLOSE_CODE["foreign-client"],
      tooMany: REFUSAL_CLOSE_CODE["too-many-connections"],
      malformed: REFUSAL_CLOSE_CODE.malformed,
      notNow: REFUSAL_CLOSE_CODE.unavailable,
    }).toEqual({
      signedOut: 4401,
      outsider: 4404,
      noRole: 4404,
      oldSchema: 4426,
      oldGeneration: 4426,
      someoneElses: 4409,
      tooMany: 4429,
      malformed: 4400,
      notNow: 1013,
    });
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
