import { describe, expect, it } from "vitest";
import {
  hasApproved,
  missingApprovals,
  standingApprovals,
  voidApprovals,
  type SignOff,
} from "#app/domain/sign-off.ts";
import { LEAD, PARTY } from "./cast.ts";
import { LEAD_SIGNS, PARTY_SIGNS, V1, V2 } from "./document-cast.ts";

const AT = new Date("2021-09-09T15:00:00Z");

function signature(parts: Partial<SignOff> = {}): SignOff {
  return {
    ...V1,
    organizationId: LEAD,
    userId: "user",
    at: AT,
    decision: "approved",
    reason: null,
    voided: null,
    ...parts,
  };
}

describe("an approval counts", () => {
  it("for the version's id and hash together", () => {
    expect(hasApproved([signature()], V1, LEAD)).toBe(true);
    expect(missingApprovals([LEAD_SIGNS, PARTY_SIGNS], [signature()], V1)).toEqual([PARTY_SIGNS]);
  });

  const others: [string, Partial<SignOff>][] = [
    ["on another hash", { hash: V2.hash }],
    ["on another version", { versionId: V2.versionId }],
    ["of another organization", { organizationId: PARTY }],
    ["that is void", { voided: { at: AT, because: "recalled" } }],
    ["that is a request for changes", { decision: "changes-requested", reason: "No." }],
  ];
  for (const [what, parts] of others) {
    it(`but not one ${what}`, () => {
      expect(hasApproved([signature(parts)], V1, LEAD)).toBe(false);
      expect(missingApprovals([LEAD_SIGNS], [signature(parts)], V1)).toEqual([LEAD_SIGNS]);
    });
  }
});

describe("voiding", () => {
  it("marks the approvals that stand, and leaves requests and what was void before", () => {
    const before = { at: new Date("2021-09-01T00:00:00Z"), because: "recalled" } as const;
    const history = [
      signature({ voided: before }),
      signature({ organizationId: PARTY }),
      signature({ decision: "changes-requested", reason: "No." }),
    ];
    expect(voidApprovals(history, AT, "reopened").map(({ voided }) => voided)).toEqual([
      before,
      { at: AT, because: "reopened" },
      null,
    ]);
    expect(standingApprovals(history, V1)).toHaveLength(1);
  });
});
