import { describe, expect, it } from "vitest";
import draftNews from "#app/features/document/draft-news.ts";
import type { Standing } from "#server/services/index.ts";

const at = "2026-11-25T21:37:00.000Z";
const organization = (id: string, shortName: string) => ({
  id,
  slug: id,
  name: shortName,
  shortName,
  colour: 1,
});
const [COUNCIL, ILRC] = [organization("council", "Council"), organization("ilrc", "ILRC")];
const ANA = { userId: "ana", name: "Ana Example", organization: COUNCIL };
const RAVI = { userId: "ravi", name: "Ravi Sample", organization: ILRC };
const NOTHING: Standing = {
  version: null,
  isBroughtIn: false,
  required: [],
  decisions: [],
  returned: null,
  signFor: [],
  askFor: [],
  filingCopy: null,
  may: {
    submit: false,
    nameVersion: false,
    recall: false,
    reopen: false,
    file: false,
    correctFiling: false,
    supersede: false,
    withdraw: false,
  },
};
const VERSION = { id: "v", number: 2, hash: "00", name: null, createdAt: at, createdBy: ANA };
const APPROVAL = {
  person: RAVI,
  versionNumber: 2,
  decision: "approved",
  reason: null,
  at,
  voided: null,
} as const;

describe("what somebody did to the draft on the desk", () => {
  it("says who asked for changes, and why", () => {
    const returned = {
      because: "changes-requested",
      versionNumber: 2,
      reason: "Say which offices.\n",
      by: RAVI,
      gone: null,
      at,
    } as const;
    const now = { status: "draft", filed: null, standing: { ...NOTHING, returned } } as const;
    expect(draftNews("in_review", { ...now, access: "write" })).toBe(
      "Ravi Sample (ILRC) asked for changes: “Say which offices.” You can write again.",
    );
    expect(draftNews("in_review", { ...now, access: "read" })).toMatch(/It is a draft again\.$/);
  });

  it("says who submitted, whose signature approved, and who filed", () => {
    const standing = {
      ...NOTHING,
      version: VERSION,
      required: [
        { organization: ILRC, approval: { ...APPROVAL, organization: ILRC }, hasReviewer: true },
      ],
    };
    const now = { access: "read", filed: null, standing } as const;
    expect(draftNews("draft", { ...now, status: "in_review" })).toBe(
      "Ana Example (Council) submitted this draft. Nobody can write in it until it is sent back.",
    );
    expect(draftNews("in_review", { ...now, status: "approved" })).toBe(
      "Ravi Sample (ILRC) signed, and with that signature version 2 is approved.",
    );
    const filed = {
      on: "2021-09-09",
      number: null,
      confirmation: null,
      due: null,
      isBroughtIn: false,
      by: ANA,
    };
    expect(draftNews("approved", { ...now, status: "filed", filed })).toMatch(
      /^Ana Example \(Council\) recorded its filing\./,
    );
  });

  it("says nothing as long as nothing happens", () => {
    expect(
      draftNews("draft", { status: "draft", access: "write", filed: null, standing: NOTHING }),
    ).toBeNull();
  });
});
