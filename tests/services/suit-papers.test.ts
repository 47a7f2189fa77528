import type { DocumentKind } from "#app/domain/document.ts";
import { readContent } from "#server/services/versions/content.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { describe, expect, it, vi } from "vitest";
import { docketEventForm, type DocketEventInput } from "#app/domain/docket-event/form.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { otherSuitsOf } from "#server/services/dockets/other-suits.ts";
import { fileAs, openApproved } from "./filed-fixtures.ts";
import { fileInSteps, lettingAllStand } from "./file-in-steps.ts";
import { asSent, makeWhole, signByCounsel, submit } from "./papers.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { DAY, refused, stage, value } from "./workspace.ts";

vi.setConfig({ testTimeout: 120_000 });

const REPORT = {
  kind: "joint-status-report",
  title: "Joint Status Report",
  layoutProfile: "nd-cal",
} as const;

type Docket = Pick<Awaited<ReturnType<typeof openApproved>>, "services" | "people" | "slug"> & {
  readonly docketId: string;
};

async function record({ services, people, slug, docketId }: Docket, event: DocketEventInput) {
  const form = docketEventForm.parse(event);
  return value(await services.dockets.recordEvent(people.staff, slug, docketId, form)).eventId;
}

/** A filed request and a suit about it, whose docket asks for a report. */
const openSuit = stage(openApproved, async (approved) => {
  const { services, people, slug, version, signerId, documentId } = approved;
  value(await fileAs(approved, version, signerId));
  const form = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  value(await services.documents.create(people.drafter, slug, form));
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const docketId = docket?.id ?? "";
  approved.pass(160 * DAY);
  const { facts } = value(await services.dockets.show(people.drafter, slug, docketId));
  const filled = formOfDocket(facts, [documentId]);
  const days = {
    ...filled,
    base: baseOf(filled),
    filedOn: "2022-01-11",
    caseNumber: "3:22-cv-00042",
  };
  value(await services.dockets.edit(people.drafter, slug, docketId, asSent<DocketForm>(days)));
  const due = await record(
    { ...approved, docketId },
    {
      kind: "statementDue",
      what: "joint-status-report",
      dated: "2022-05-01",
      orderNumber: "12",
    },
  );
  return { docketId, due };
});

const AMENDED = {
  kind: "amended-complaint",
  title: "Amended complaint",
  layoutProfile: "nd-cal",
} as const;

async function draftOf({ services, people, slug, database, docketId }: Suit, kind: DocumentKind) {
  const form = { kind, title: kind, layoutProfile: "nd-cal" as const, docketId };
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  const base = await database.client.draftBase.findUniqueOrThrow({ where: { documentId } });
  const details = readDetails(row.facts);
  const prose = proseFromUpdate(base.bytes);
  return {
    facts: details,
    prose,
    text: plainText(prose, { page: { facts: details, layoutProfile: "nd-cal" } }),
  };
}
type Suit = Awaited<ReturnType<typeof openSuit>>;

describe("a paper of the lawsuit [L66]", () => {
  it("is drafted under the docket's caption, of each kind, with the title that the docket gives it", async () => {
    const suit = await openSuit();
    await record(suit, {
      kind: "briefDue",
      brief: "Motion for summary judgment",
      by: "us",
      dated: "2022-06-01",
    });
    const { services, people, slug, docketId } = suit;
    const { drafts } = value(await services.dockets.sheet(people.drafter, slug, docketId));
    expect(drafts.map(({ kind }) => kind)).toEqual(["joint-status-report", "motion"]);
    for (const [kind, title] of [
      ["motion", "Motion for Summary Judgment"],
      ["declaration", "Declaration in Support of Motion for Summary Judgment"],
      ["proposed-order", "Proposed Order on Motion for Summary Judgment"],
      ["stipulation", "Stipulation and Proposed Order"],
      ["notice-of-dismissal", "Notice of Voluntary Dismissal"],
      ["stipulation-of-dismissal", "Stipulation of Dismissal"],
    ] as const) {
      const { facts } = await draftOf(suit, kind);
      expect(facts.caption?.paperTitle, kind).toBe(title);
      expect(facts.caption?.caseNumber).toBe("3:22-cv-00042");
    }
  });

  it("amends the complaint that was filed here, in its own words and with its exhibits, as the docket's first", async () => {
    const suit = await openSuit();
    const { services, people, slug, docketId, database } = suit;
    const rows = await database.client.document.findMany({ where: { docketId } });
    const [complaint] = rows.filter(({ kind }) => kind === "complaint");
    const documentId = complaint?.id ?? "";
    // Nothing here looks through the pages of an exhibit.
    const own = readDetails(complaint?.facts ?? "");
    const exhibits = own.exhibits.map((exhibit) => ({ ...exhibit, file: null }));
    const data = { facts: writeDetails({ ...own, exhibits }) };
    await database.client.document.update({ where: { id: documentId }, data });
    await makeWhole(suit, documentId);
    await signByCounsel(suit, documentId);
    const review = { ...suit, documentId };
    const version = await submit(review);
    await signByBoth(review, version);
    const before = await draftOf(suit, "amended-complaint");
    expect(before.text).toContain("[The text of the complaint that was filed is not here");
    const form = {
      ...FILING,
      ...version,
      filedOn: "2022-03-16",
      method: "e-filing" as const,
      signatures: [{ signerId: "counsel", consent: "By e-mail." }],
      ...(await lettingAllStand(services, people.staff, documentId)),
    };
    value(await fileInSteps(services, people.staff, documentId, form));
    const { facts, prose, text } = await draftOf(suit, "amended-complaint");
    const filed = await database.client.filing.findUniqueOrThrow({
      where: { documentId },
      include: { version: true },
    });
    const was = readContent(filed.version.content);
    const [caption, basis, ...rest] = prose.content;
    expect([caption, ...rest]).toEqual(was.prose.content);
    expect(text).toContain("once as a matter of course, before an answer");
    expect(plainText({ type: "doc", content: [basis!] })).toContain("15(a)(1)");
    expect(facts.exhibits).toEqual(was.facts.exhibits);
    expect(facts.caption?.paperTitle).toMatch(/^First Amended /u);
    // The lawsuit's day stays that of the complaint, and it needs its lawsuit.
    const docket = await database.client.docket.findUniqueOrThrow({ where: { id: docketId } });
    expect(docket.filedOn).toBe("2022-01-11");
    expect(
      refused(await services.documents.create(people.drafter, slug, AMENDED), "bad-input").fields,
    ).toHaveProperty("docketId");
  });
});

describe("a joint status report [L66]", () => {
  it("is offered at the entry that asks for one, until it is under way, to those who may draft", async () => {
    const { services, people, slug, docketId, due } = await openSuit();
    const offered = async (actor = people.drafter) =>
      value(await services.dockets.sheet(actor, slug, docketId)).drafts;
    expect(await offered()).toEqual([{ deadline: due, kind: "joint-status-report" }]);
    expect(await offered(people.observer)).toEqual([]);
    value(await services.documents.create(people.drafter, slug, { ...REPORT, docketId }));
    expect(await offered()).toEqual([]);
  });

  it("stands under its docket's caption, and leaves the docket as it is", async () => {
    const suit = await openSuit();
    const { services, people, slug, docketId, database } = suit;
    await record(suit, { kind: "answer", dated: "2022-03-01", number: "9", text: "ANSWER" });
    const before = await database.client.docket.findUniqueOrThrow({
      where: { id: docketId },
      include: { enforces: true },
    });
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, { ...REPORT, docketId }),
    );
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const details = readDetails(row.facts);
    expect(details.caption).toMatchObject({
      paperTitle: "Joint Status Report",
      caseNumber: "3:22-cv-00042",
      designations: [],
    });
    const base = await database.client.draftBase.findUniqueOrThrow({ where: { documentId } });
    const text = plainText(proseFromUpdate(base.bytes), {
      page: { facts: details, layoutProfile: "nd-cal" },
    });
    expect(text).toContain("filed the complaint on January 11, 2022");
    expect(text).toContain("answered on March 1, 2022 (ECF No. 9)");
    expect(text).toContain("Under the Court’s order (ECF No. 12)");
    expect(text).not.toContain("entered judgment");
    const after = await database.client.docket.findUniqueOrThrow({
      where: { id: docketId },
      include: { enforces: true },
    });
    expect(after).toEqual(before);
  });

  it("needs a lawsuit", async () => {
    const { services, people, slug } = await openSuit();
    const refusal = refused(
      await services.documents.create(people.drafter, slug, REPORT),
      "bad-input",
    );
    expect(refusal.fields).toHaveProperty("docketId");
  });

  it("is agreed, signed and filed, and attests nothing of the other side that no row records [L26] [L46]", async () => {
    const suit = await openSuit();
    const { services, people, slug, docketId, database } = suit;
    await database.client.docket.update({ where: { id: docketId }, data: { filedOn: null } });
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, { ...REPORT, docketId }),
    );
    await makeWhole(suit, documentId);
    await signByCounsel(suit, documentId);
    const review = { ...suit, documentId };
    const version = await submit(review);
    await signByBoth(review, version);
    expect(value(await services.filings.choices(people.staff, documentId)).asksAttestation).toBe(
      false,
    );
    const form = {
      ...FILING,
      ...version,
      filedOn: "2022-03-16",
      method: "e-filing" as const,
      signatures: [{ signerId: "counsel", consent: "By e-mail." }],
    };
    value(await fileInSteps(services, people.staff, documentId, form));
    const copy = await database.client.filingCopy.findFirstOrThrow({ where: { documentId } });
    expect(copy.attestedById).toBeNull();
    expect(copy.pdfName).toContain("joint-status-report");
    // Only a complaint's filing is that of the lawsuit.
    const docket = await database.client.docket.findUniqueOrThrow({ where: { id: docketId } });
    expect(docket.filedOn).toBeNull();
  });
});

describe("the other suits of a matter, as papers name them [L66]", () => {
  const others = async ({ database, docketId }: Suit) => {
    const { client } = database;
    const { matterId } = await client.docket.findUniqueOrThrow({ where: { id: docketId } });
    return otherSuitsOf(client, matterId, docketId);
  };

  it("are those that were filed, without made-up ones beside a real one", async () => {
    const suit = await openSuit();
    const { services, people, slug, database, docketId } = suit;
    const form = { kind: "complaint", title: "Another", layoutProfile: "nd-cal" } as const;
    value(await services.documents.create(people.drafter, slug, form));
    expect(await others(suit)).toEqual([]);
    const second = await database.client.docket.findFirstOrThrow({
      where: { id: { not: docketId } },
    });
    await database.client.docket.update({
      where: { id: second.id },
      data: { filedOn: "2021-05-03" },
    });
    expect(await others(suit)).toHaveLength(1);
    const dismissal = { kind: "dismissal", dated: "2021-06-01", how: "notice" } as const;
    const eventId = await record(
      { ...suit, docketId: second.id },
      { ...dismissal, extent: "part", part: "All claims against DHS" },
    );
    expect(await others(suit)).toMatchObject([{ isWithdrawn: false }]);
    const entry = { where: { id: eventId } };
    await database.client.docketEvent.update({ ...entry, data: { isInvented: true } });
    expect(await others(suit)).toEqual([]);
  });

  it("that are settled have not ended in court, and no paper tells of it, until they are dismissed", async () => {
    const suit = await openSuit();
    const { services, people, slug, database, docketId } = suit;
    const form = { kind: "complaint", title: "Another", layoutProfile: "nd-cal" } as const;
    value(await services.documents.create(people.drafter, slug, form));
    const { id } = await database.client.docket.findFirstOrThrow({
      where: { id: { not: docketId } },
    });
    await database.client.docket.update({ where: { id }, data: { filedOn: "2021-05-03" } });
    await record({ ...suit, docketId: id }, { kind: "settlement", dated: "2021-05-20" });
    expect(await others(suit)).toMatchObject([{ hasEnded: false }]);
    const end = { kind: "dismissal", dated: "2021-06-01", how: "stipulation" } as const;
    await record({ ...suit, docketId: id }, { ...end, extent: "all" });
    expect(await others(suit)).toMatchObject([{ hasEnded: true }]);
  });

  it.each([
    ["notice", true],
    ["stipulation", false],
  ] as const)("by a %s of all of it are withdrawn: %s", async (how, isWithdrawn) => {
    const suit = await openSuit();
    const { services, people, slug, database, docketId } = suit;
    const form = { kind: "complaint", title: "Another", layoutProfile: "nd-cal" } as const;
    value(await services.documents.create(people.drafter, slug, form));
    const { id } = await database.client.docket.findFirstOrThrow({
      where: { id: { not: docketId } },
    });
    await database.client.docket.update({ where: { id }, data: { filedOn: "2021-05-03" } });
    const all = { kind: "dismissal", dated: "2021-06-01", how, extent: "all" } as const;
    await record({ ...suit, docketId: id }, all);
    expect(await others(suit)).toMatchObject([{ isWithdrawn, hasEnded: true }]);
  });
});
