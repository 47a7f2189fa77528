import { describe, expect, it } from "vitest";
import { withParty, withoutParty } from "#app/domain/matter.ts";
import { LEAD, MATTER, OUTSIDE, PARTY } from "./cast.ts";

describe("the parties of a matter", () => {
  it("can be joined by an organisation, which leaves the matter that came in untouched", () => {
    const outcome = withParty(MATTER, OUTSIDE);
    expect(outcome).toMatchObject({ ok: true, value: { leadOrganizationId: LEAD } });
    expect(outcome.ok && [...outcome.value.partyIds]).toEqual([LEAD, PARTY, OUTSIDE]);
    expect([...MATTER.partyIds]).toEqual([LEAD, PARTY]);
  });

  it("can be left by one", () => {
    const outcome = withoutParty(MATTER, PARTY);
    expect(outcome.ok && [...outcome.value.partyIds]).toEqual([LEAD]);
    expect([...MATTER.partyIds]).toEqual([LEAD, PARTY]);
  });

  it("can't be joined twice", () => {
    expect(withParty(MATTER, PARTY)).toMatchObject({
      ok: false,
      refusal: { code: "conflict", sentence: expect.stringContaining("already") as string },
    });
  });

  it("can't be left by the lead, nor by one that is none", () => {
    expect(withoutParty(MATTER, LEAD)).toMatchObject({ refusal: { code: "lead-stays" } });
    expect(withoutParty(MATTER, OUTSIDE)).toMatchObject({ refusal: { code: "not-party" } });
  });
});
