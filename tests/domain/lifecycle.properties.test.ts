import { fc } from "#tests/support/fast-check.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { transition, type DocumentEvent, type DocumentState } from "#app/domain/lifecycle.ts";
import { missingApprovals, standingApprovals } from "#app/domain/sign-off.ts";
import { LEAD, OUTSIDE, PARTY } from "./cast.ts";
import { COPY, LEAD_SIGNS, PARTY_SIGNS, STATES, V1, V2, event } from "./document-cast.ts";
import { seedOf } from "#tests/support/seed.ts";

const seed = seedOf();
beforeAll(() => console.log(`lifecycle properties: SEED=${seed}`));

const version = fc.constantFrom(V1, V2, { ...V1, hash: V2.hash });
const organizationId = fc.constantFrom(LEAD, PARTY, OUTSIDE);
const reason = fc.constantFrom("Because.", "", "  ");

const happening: fc.Arbitrary<DocumentEvent> = fc.oneof(
  { weight: 4, arbitrary: version.map((v) => event("submit", { version: v })) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(version, organizationId)
      .map(([v, id]) => event("sign-off", { version: v, organizationId: id })),
  },
  fc
    .tuple(version, organizationId, reason)
    .map(([v, id, why]) =>
      event("request-changes", { version: v, organizationId: id, reason: why }),
    ),
  reason.map((why) => event("recall", { reason: why })),
  reason.map((why) => event("reopen", { reason: why })),
  {
    weight: 4,
    arbitrary: version.map((v) => event("make-filing-copy", { copy: { ...COPY, version: v } })),
  },
  { weight: 4, arbitrary: fc.constant(event("take-filing-copy")) },
  fc.constant(event("discard-filing-copy")),
  { weight: 3, arbitrary: fc.constant(event("file")) },
  fc.constant(event("correct-filing")),
  fc.constant(event("supersede")),
  reason.map((why) => event("withdraw", { reason: why })),
  fc.subarray([LEAD_SIGNS, PARTY_SIGNS]).map((required) => event("set-required", { required })),
  organizationId.map((id) => event("remove-party", { organizationId: id })),
);

/** Runs any events from a new draft and shows each step that was taken to `look`. */
function always(look: (before: DocumentState, after: DocumentState) => void): void {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40, size: "max" }), (events) => {
      let state: DocumentState = STATES.draft;
      for (const next of events) {
        const outcome = transition(state, next);
        if (!outcome.ok) continue;
        look(state, outcome.value);
        state = outcome.value;
      }
    }),
    { seed, numRuns: 2_000 },
  );
}

describe("whatever happens, in whichever order,", () => {
  it("what is approved or filed was signed by every required organization, once, on its exact hash", () => {
    let approvedSeen = 0;
    always((_before, after) => {
      if (after.status === "draft" || after.status === "in_review") return;
      approvedSeen += 1;
      const pinned = "filing" in after ? after.filing.version : after.version;
      expect(missingApprovals(after.required, after.signOffs, pinned)).toEqual([]);
      const signers = standingApprovals(after.signOffs, pinned).map((s) => s.organizationId);
      expect(new Set(signers).size).toBe(signers.length);
      expect(signers).toHaveLength(after.required.length);
    });
    expect(approvedSeen).toBeGreaterThan(0);
  });

  it("no approval counts while the document is a draft", () => {
    always((_before, after) => {
      if (after.status !== "draft") return;
      expect(after.signOffs.filter((s) => s.decision === "approved" && !s.voided)).toEqual([]);
    });
  });

  it("no decision is ever taken off the record, and no void one counts again", () => {
    always((before, after) => {
      expect(after.signOffs.length).toBeGreaterThanOrEqual(before.signOffs.length);
      for (const [index, earlier] of before.signOffs.entries()) {
        const later = after.signOffs[index]!;
        expect({ ...later, voided: null }).toEqual({ ...earlier, voided: null });
        expect(later.voided).toEqual(earlier.voided ?? later.voided);
      }
    });
  });

  it("[L21] only what was made of the approved version and taken away is ever filed", () => {
    let filedSeen = 0;
    always((before, after) => {
      if (after.status === "approved" && after.copy) {
        expect(after.copy.version).toEqual(after.version);
      }
      if ("filing" in before || !("filing" in after)) return;
      filedSeen += 1;
      if (before.status !== "approved") throw new Error(`filed from ${before.status}`);
      expect(before.copy?.takenAt).toBeInstanceOf(Date);
      const { version, pdfHash, printedOn, method } = before.copy ?? COPY;
      expect(after.filing).toMatchObject({ version, pdfHash, filedOn: printedOn, method });
    });
    expect(filedSeen).toBeGreaterThan(0);
  });

  it("a filing's version, PDF and signatures stay as they were filed", () => {
    always((before, after) => {
      if (!("filing" in before)) return;
      expect("filing" in after && after.filing.version).toEqual(before.filing.version);
      expect("filing" in after && after.filing.pdfHash).toBe(before.filing.pdfHash);
      expect(after.signOffs).toEqual(before.signOffs);
      expect(after.required).toEqual(before.required);
    });
  });

  it("[R17] the generation rises exactly when a draft opens again", () => {
    always((before, after) => {
      const reopened = before.status !== "draft" && after.status === "draft";
      expect(after.generation).toBe(before.generation + (reopened ? 1 : 0));
    });
  });
});
