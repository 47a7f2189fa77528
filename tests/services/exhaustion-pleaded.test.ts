import { describe, expect, it } from "vitest";
import { form, openFiled, RECEIVED } from "./filed-request.ts";
import { makeCopy, type FilingInput } from "./file-in-steps.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { makeWhole, signByCounsel } from "./papers.ts";
import { refused, value } from "./workspace.ts";

const TITLE = "Weekly reports";

/** A complaint over a request of September 9, 2021, whole but for what the clock says; it is October 20. */
async function openSuit() {
  const filed = await openFiled();
  const { services, people, slug, documentId: requestId } = filed;
  const begun = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  const { documentId: complaintId } = value(
    await services.documents.create(people.drafter, slug, begun),
  );
  await makeWhole(filed, complaintId);
  await signByCounsel(filed, complaintId);
  return { ...filed, requestId, complaintId };
}
type Suit = Awaited<ReturnType<typeof openSuit>>;

async function tell({ services, people, requestId }: Suit, ...events: readonly object[]) {
  for (const event of events) {
    value(await services.agencyRecord.record(people.staff, requestId, form(event)));
  }
}

async function aboutExhaustion({ services, people, complaintId }: Suit) {
  const { findings } = value(await services.reviews.readiness(people.drafter, complaintId));
  return findings.filter(({ check }) => check.startsWith("exhaustion"));
}

const DETERMINED = { kind: "determined", dated: "2021-10-06", statesReasonsAndAppeal: true };
const APPEALED = { kind: "appealed", sent: "2021-10-12", received: "2021-10-13" };

describe("[L13] a complaint over a request whose clock has no exhaustion (embarrassment 5)", () => {
  it.each([
    [
      "open",
      [{ ...RECEIVED, received: "2021-10-01" }],
      `the request “${TITLE}” is not exhausted: a determination is due by November 1, 2021 at the latest`,
    ],
    [
      "extended",
      [RECEIVED, { kind: "extended", dated: "2021-09-30", reasons: true, workingDays: 10 }],
      `the request “${TITLE}” is not exhausted: a determination is due by October 22, 2021 at the latest, with an extension of 10 working days`,
    ],
    [
      "tolled",
      [RECEIVED, { kind: "informationAsked", dated: "2021-09-20" }],
      `the request “${TITLE}” is not exhausted: the clock is stopped until the agency has an answer to its question`,
    ],
    [
      "to be appealed",
      [RECEIVED, DETERMINED],
      `the request “${TITLE}” has to be appealed first: a determination of October 6, 2021 stands, and an appeal can be sent until February 17, 2022`,
    ],
    [
      "on appeal",
      [RECEIVED, DETERMINED, APPEALED],
      `the request “${TITLE}” is not exhausted while its appeal is pending: the appeal is to be decided by November 10, 2021`,
    ],
    [
      "to be appealed in a part",
      [RECEIVED, { ...DETERMINED, part: "fee waiver" }],
      `“fee waiver” of the request “${TITLE}” has to be appealed first: a determination of October 6, 2021 stands, and an appeal can be sent until February 17, 2022`,
    ],
  ])(
    "%s: it is named with the clock’s reason and leads to the record",
    async (_what, told, words) => {
      const suit = await openSuit();
      await tell(suit, ...told);
      expect(await aboutExhaustion(suit)).toMatchObject([
        {
          check: "exhaustion-not-reached",
          severity: "asks",
          words,
          place: { kind: "request", id: suit.requestId },
        },
      ]);
    },
  );

  it("without a receipt nothing is counted, which is said as such", async () => {
    const suit = await openSuit();
    expect(await aboutExhaustion(suit)).toMatchObject([
      {
        check: "exhaustion-uncounted",
        severity: "asks",
        words: `no receipt of the request “${TITLE}” is recorded, so its clock can’t say whether it is exhausted`,
      },
    ]);
  });

  it("is submitted with a reason alone, which its reviewers read beside it", async () => {
    const suit = await openSuit();
    const { services, people, reviewers, complaintId } = suit;
    await tell(suit, RECEIVED, { kind: "informationAsked", dated: "2021-09-20" });
    value(await services.documents.updateSourced(people.drafter, complaintId));
    const { findings, canProceed, seen } = value(
      await services.reviews.readiness(people.drafter, complaintId),
    );
    expect(findings.filter(({ severity }) => severity === "blocks")).toEqual([]);
    expect(canProceed).toBe(true);
    const none = refused(
      await services.reviews.submit(people.drafter, complaintId, { seen }),
      "text-incomplete",
    );
    expect(none.sentence).toContain("the clock is stopped until");
    const reason = "ICE has closed the request.";
    value(await services.reviews.submit(people.drafter, complaintId, { seen, reason }));
    const { letStand } = value(await services.reviews.show(reviewers.council, complaintId));
    expect(letStand).toMatchObject({ reason });
    expect(letStand?.findings).toContainEqual(
      expect.objectContaining({
        check: "exhaustion-not-reached",
        words: "the clock of a request had no exhaustion",
        place: { kind: "request", id: suit.requestId },
      }),
    );
  });

  it("stands where somebody recorded why exhaustion is asserted, until that is taken back", async () => {
    const suit = await openSuit();
    const { services, people, requestId } = suit;
    await tell(suit, RECEIVED, { kind: "informationAsked", dated: "2021-09-20" });
    const asserted = form({
      kind: "exhaustionAsserted",
      dated: "2021-10-15",
      reason: "ICE said in writing that it won’t answer.",
    });
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, requestId, asserted),
    );
    expect(await aboutExhaustion(suit)).toEqual([]);
    const why = { reason: "It was said of another request." };
    value(await services.agencyRecord.retract(people.staff, eventId, why));
    expect(await aboutExhaustion(suit)).toHaveLength(1);
  });

  it("is named for no exhausted request, and for none that its lawsuit doesn’t enforce", async () => {
    const suit = await openSuit();
    await tell(suit, RECEIVED);
    expect(await aboutExhaustion(suit)).toEqual([]);
    await tell(suit, DETERMINED);
    expect(await aboutExhaustion(suit)).toHaveLength(1);
    await suit.database.client.docketFiling.deleteMany();
    expect(await aboutExhaustion(suit)).toEqual([]);
  });

  it("is asked about where its lawsuit enforces no request, or it has none [L36]", async () => {
    const suit = await openSuit();
    const { services, people, complaintId, slug, database } = suit;
    const asked = async () => {
      const { findings } = value(await services.reviews.readiness(people.drafter, complaintId));
      return findings.filter(({ check }) => check === "enforces-nothing");
    };
    expect(await asked()).toEqual([]);
    await database.client.docketFiling.deleteMany();
    const { docketId } = await database.client.document.findUniqueOrThrow({
      where: { id: complaintId },
    });
    expect(await asked()).toMatchObject([
      { severity: "asks", place: { kind: "docket", id: docketId, slug } },
    ]);
    await database.client.document.update({
      where: { id: complaintId },
      data: { docketId: null },
    });
    expect(await asked()).toMatchObject([{ severity: "asks", place: { kind: "details" } }]);
  });

  it("a complaint that joins a lawsuit has it enforce the requests that it is about [L36]", async () => {
    const suit = await openSuit();
    const { services, people, requestId, complaintId, slug, database } = suit;
    const { docketId } = await database.client.document.findUniqueOrThrow({
      where: { id: complaintId },
    });
    await database.client.docketFiling.deleteMany();
    const begun = { kind: "complaint", title: "Amended", layoutProfile: "nd-cal" } as const;
    const joined = { ...begun, docketId: docketId ?? "", requestIds: [requestId] };
    value(await services.documents.create(people.drafter, slug, joined));
    expect(await database.client.docketFiling.findMany()).toMatchObject([
      { docketId, documentId: requestId },
    ]);
    expect((await verifyAll(database)).docketDifferences).toEqual([]);
  });
});

describe("[L13] a complaint whose request is answered after its text was fixed", () => {
  async function openApproved() {
    const suit = await openSuit();
    const { services, people, complaintId: documentId } = suit;
    await tell(suit, RECEIVED);
    value(await services.documents.updateSourced(people.drafter, documentId));
    const { seen, needsReason } = value(
      await services.reviews.readiness(people.drafter, documentId),
    );
    const submitted = await services.reviews.submit(people.drafter, documentId, {
      seen,
      ...(needsReason ? { reason: "As agreed." } : {}),
    });
    const version = value(submitted);
    await signByBoth({ ...suit, documentId }, version);
    const chosen = async () => value(await services.filings.choices(people.staff, documentId));
    const filing: FilingInput = {
      ...FILING,
      ...version,
      filedOn: "2021-10-20",
      method: "e-filing",
      signatures: [{ signerId: "counsel", consent: "By e-mail, October 19, 2021." }],
    };
    const make = (more: object = {}) =>
      makeCopy(services, people.staff, documentId, { ...filing, ...more });
    return { ...suit, chosen, make };
  }

  it("makes no filing copy before somebody says why, for just what the page showed", async () => {
    const suit = await openApproved();
    const { chosen, make, database } = suit;
    const before = await chosen();
    expect(before.findings).toEqual([]);
    await tell(suit, DETERMINED);
    const refusal = refused(await make(), "bad-input");
    expect(refusal.sentence).toContain("has to be appealed first");
    expect(refusal.fields).toHaveProperty("reason");
    const reason = "Counsel files to keep the day.";
    refused(await make({ reason, seen: before.seen }), "stale");
    const { findings, seen } = await chosen();
    expect(findings).toMatchObject([{ check: "exhaustion-not-reached" }]);
    value(await make({ reason, seen }));
    expect((await chosen()).copy).toMatchObject({ letStand: { reason } });
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.filing-copy-made", documentId: suit.complaintId },
    });
    expect(JSON.parse(line.details)).toMatchObject({
      letStand: {
        findings: [{ check: "exhaustion-not-reached", place: suit.requestId }],
        reason,
      },
    });
    expect((await verifyAll(database)).differences).toEqual([]);
  });

  it("needs no reason where nothing changed", async () => {
    const { chosen, make } = await openApproved();
    value(await make());
    expect((await chosen()).copy).toMatchObject({ letStand: null });
  });
});
