import { describe, expect, it } from "vitest";
import { decisionsOn } from "#server/services/private-data/scan.ts";
import { fileInSteps } from "./file-in-steps.ts";
import { openReview, submit, writeText, type Review } from "./papers.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { refused as expectRefused, value } from "./workspace.ts";

const SECRET = "Her number is 123-45-6789.";
const REASON = "She asked for it in writing.";

async function openWithSecret() {
  const review = await openReview();
  await writeText(review, review.documentId, SECRET);
  const { services, people, documentId } = review;
  const scan = async (actor = people.drafter) =>
    value(await services.filings.privateData(actor, documentId));
  const letStand = async (purpose: "export" | "filing", actor = people.staff) => {
    const { key } = await scan();
    const form = { key, purpose, reason: REASON };
    return services.filings.letPrivateDataStand(actor, documentId, form);
  };
  return { ...review, scan, letStand };
}

async function approve(review: Review) {
  const { versionId, hash } = await submit(review);
  await signByBoth(review, { versionId, hash });
  return { versionId, hash };
}

const filing = (version: { versionId: string; hash: string }) => ({
  ...version,
  ...FILING,
});

describe("private numbers in a text [FRCP 5.2(a)]", () => {
  it("keep it from being handed out, and the page names the place and never the number", async () => {
    const { services, people, documentId, scan } = await openWithSecret();
    expectRefused(await services.filings.pdf(people.drafter, documentId), "private-data");
    const view = await scan();
    expect(view.data).toMatchObject([{ kind: "social-security-number", shown: "ending in 6789" }]);
    expect(view.data[0]?.place).toBeTruthy();
    expect(JSON.stringify(view)).not.toContain("45-6789");
  });

  it("is named once for each place, however often it stands there", async () => {
    const review = await openWithSecret();
    await writeText(review, review.documentId, `${SECRET} Once more: SSN 123-45-6789.`);
    const { data } = await review.scan();
    const named = data.map(({ kind, place, shown }) => JSON.stringify([kind, place, shown]));
    expect(named).toEqual([...new Set(named)]);
    expect(named.length).toBeGreaterThan(0);
  });

  it("may stand once somebody who may write, review or file says why, and the record keeps who and why but not the number", async () => {
    const { services, people, documentId, scan, letStand, database } = await openWithSecret();
    const before = await database.client.auditEvent.count();
    for (const actor of [people.observer, people.admin]) {
      expectRefused(await letStand("export", actor), "forbidden");
    }
    expect(await database.client.auditEvent.count()).toBe(before);
    expect((await scan(people.observer)).mayDecide).toBe(false);
    value(await letStand("export", people.drafter));
    expect(value(await services.filings.pdf(people.drafter, documentId)).filed).toBe(false);
    expect((await scan()).decisions).toMatchObject([
      { purpose: "export", reason: REASON, by: { name: "drafter" } },
    ]);
    const lines = await database.client.auditEvent.findMany({
      where: { documentId, type: "document.scan-overridden" },
      orderBy: { sequence: "asc" },
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.details).toContain(`"found":{"social-security-number":1}`);
    expect(lines[0]?.details).not.toContain("45-6789");
  });

  it("are asked about again once there is another one", async () => {
    const review = await openWithSecret();
    const { services, people, documentId, letStand, scan } = review;
    value(await letStand("export"));
    const before = await scan();
    await writeText(review, documentId, "His is 123-45-9876.");
    expectRefused(await services.filings.pdf(people.drafter, documentId), "private-data");
    const form = { key: before.key, purpose: "export", reason: REASON } as const;
    expectRefused(
      await services.filings.letPrivateDataStand(people.staff, documentId, form),
      "stale",
    );
  });

  it("are not let stand by a reason that quotes what another decision was about", async () => {
    const { services, people, documentId, scan } = await openWithSecret();
    const { key } = await scan();
    const other = await openReview();
    await writeText(other, other.documentId, "His is 123-45-9876.");
    const about = value(
      await other.services.filings.privateData(other.people.drafter, other.documentId),
    );
    const form = { key: about.key, purpose: "filing", reason: `As for ${key}` } as const;
    value(
      await other.services.filings.letPrivateDataStand(other.people.staff, other.documentId, form),
    );
    const { client } = other.database;
    expect(await decisionsOn(client, other.documentId, about.key)).toHaveLength(1);
    expect(await decisionsOn(client, other.documentId, key)).toEqual([]);
    expectRefused(await services.filings.pdf(people.drafter, documentId), "private-data");
  });

  it("keep it from being filed until staff of the lead organization let it stand for that", async () => {
    const review = await openWithSecret();
    const { services, people, documentId, letStand } = review;
    const version = await approve(review);
    const file = () => fileInSteps(services, people.staff, documentId, filing(version));
    expectRefused(await file(), "private-data");
    value(await letStand("export", people.drafter));
    expectRefused(await file(), "private-data");
    expectRefused(await letStand("filing", people.drafter), "forbidden");
    expect(
      value(await services.filings.choices(people.staff, documentId)).privateDataUndecided,
    ).toBe(true);
    value(await letStand("filing"));
    expect(
      value(await services.filings.choices(people.staff, documentId)).privateDataUndecided,
    ).toBe(false);
    expect(value(await file()).pdfHash).toHaveLength(64);
  });

  it("are nobody's business outside the matter", async () => {
    const { services, people, documentId, letStand } = await openWithSecret();
    expectRefused(await services.filings.privateData(people.stranger, documentId), "not-found");
    expectRefused(await letStand("export", people.stranger), "not-found");
  });

  it("want a reason", async () => {
    const { services, people, documentId, scan } = await openWithSecret();
    const { key } = await scan();
    const form = { key, purpose: "export", reason: "" } as const;
    const { fields } = expectRefused(
      await services.filings.letPrivateDataStand(people.staff, documentId, form),
      "bad-input",
    );
    expect(fields?.reason).toContain("Say why");
  });
});

it("a text without them is handed out unasked", async () => {
  const { services, people, documentId } = await openReview();
  expect(value(await services.filings.pdf(people.drafter, documentId)).filed).toBe(false);
  expect(value(await services.filings.privateData(people.drafter, documentId)).data).toEqual([]);
});
