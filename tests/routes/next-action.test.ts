import { describe, expect, it } from "vitest";
import { nextAction } from "#app/features/document/next-action.ts";
import type { Standing } from "#server/services/index.ts";

const NOTHING: Standing["may"] = {
  submit: false,
  nameVersion: false,
  recall: false,
  reopen: false,
  file: false,
  correctFiling: false,
  supersede: false,
  withdraw: false,
};
const ILRC = { id: "ilrc", slug: "ilrc", name: "Resource Center", shortName: "ILRC", colour: 1 };

const next = (
  status: Parameters<typeof nextAction>[0]["status"],
  standing: { signFor?: Standing["signFor"]; may?: Partial<Standing["may"]> } = {},
) => {
  const { signFor = [], may = {} } = standing;
  return nextAction({ id: "d", status, standing: { signFor, may: { ...NOTHING, ...may } } });
};

describe("the one action that comes next", () => {
  it("is what waits for this reader", () => {
    expect(next("draft", { may: { submit: true } })).toMatchObject({
      label: "Submit for review",
      to: "/documents/d/submit",
      waits: true,
    });
    expect(next("in_review", { signFor: [ILRC] })).toMatchObject({
      label: "Sign off for ILRC",
      to: "/documents/d/review",
      waits: true,
    });
    expect(next("approved", { may: { file: true } })).toMatchObject({
      label: "File it",
      to: "/documents/d/file",
      waits: true,
    });
  });

  it("only shows how things stand to those for whom nothing waits", () => {
    expect(next("draft")).toBeNull();
    for (const status of ["in_review", "approved", "filed", "superseded", "withdrawn"] as const) {
      expect(next(status)).toMatchObject({ waits: false });
    }
  });
});
