import { describe, expect, it } from "vitest";
import { makeCopy } from "./file-in-steps.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { DAY, refused as expectRefused, value } from "./workspace.ts";

const PROMPT = "[Tracking number: not recorded.]";

/** An approved request with two bracketed places, which were let stand at submit. */
async function openOpen() {
  const review = await openReview();
  const { documentId, services, people, pass } = review;
  await writeText(review, documentId, PROMPT);
  await writeText(review, documentId, "He wrote “[the agency] failed”.");
  const version = await submit(review);
  await signByBoth(review, version);
  pass(DAY);
  const choices = async () => value(await services.filings.choices(people.staff, documentId));
  const make = (more: object = {}) =>
    makeCopy(services, people.staff, documentId, { ...FILING, ...version, ...more });
  return { ...review, version, choices, make };
}

describe("[L61] what was let stand when a paper was submitted", () => {
  it("is listed again to whoever files it, each with its place, the reason, the person and the day", async () => {
    const { choices } = await openOpen();
    const { letStand, version, open } = await choices();
    expect(letStand).toMatchObject({ reason: "It belongs there.", more: 0 });
    const words = [`“${PROMPT}” is left in the text`, "“[the agency]” is left in the text"];
    expect(letStand?.findings.map((finding) => finding.words)).toEqual(words);
    expect(letStand?.findings.every(({ place }) => place.kind === "block")).toBe(true);
    expect(version).toMatchObject({
      createdBy: { name: "drafter" },
      createdAt: "2021-10-07T12:00:00.000Z",
    });
    expect(open.map((finding) => finding.words)).toEqual(words);
  });

  it("is let stand by name, every one, with a reason, or the copy is not made", async () => {
    const { choices, make, database, documentId } = await openOpen();
    const { open, seen } = await choices();
    const keys = open.map(({ key }) => key);
    const none = expectRefused(await make(), "bad-input");
    expect(none.fields).toHaveProperty("stands");
    expect(none.sentence).toContain(PROMPT);
    const reason = "The agency gave no number.";
    const one = expectRefused(await make({ reason, seen, stands: keys.slice(1) }), "bad-input");
    expect(one.sentence).toContain(PROMPT);
    expect(one.sentence).not.toContain("[the agency]");
    const silent = expectRefused(await make({ seen, stands: keys }), "bad-input");
    expect(silent.fields).toHaveProperty("reason");
    expectRefused(await make({ reason, seen: "0".repeat(64), stands: keys }), "stale");
    expect(await database.client.filingCopy.count()).toBe(0);
    value(await make({ reason, seen, stands: keys }));
    const { copy, findings } = await choices();
    expect(copy).toMatchObject({
      by: { name: "staff" },
      letStand: { reason, findings: [{ check: "bracketed-words" }, { check: "bracketed-words" }] },
    });
    // Beside the copy, nothing that is new is hidden by what was let stand.
    expect(findings).toEqual([]);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { documentId, type: "document.filing-copy-made" },
    });
    expect(line.details).not.toContain("Tracking");
    expect(JSON.parse(line.details)).toMatchObject({ letStand: { found: 2, reason } });
  });

  it("asks nothing where nothing is open", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const version = await submit(review);
    await signByBoth(review, version);
    expect(value(await services.filings.choices(people.staff, documentId))).toMatchObject({
      letStand: null,
      open: [],
      findings: [],
      privateStands: { findings: [], decisions: [] },
    });
    value(await makeCopy(services, people.staff, documentId, { ...FILING, ...version }));
  });

  it("of private data is listed with who decided and why", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, "Her number is 219-09-9999, SSN.");
    const version = await submit(review);
    await signByBoth(review, version);
    const { key } = value(await services.filings.privateData(people.staff, documentId));
    const reason = "It is invented.";
    value(
      await services.filings.letPrivateDataStand(people.staff, documentId, {
        key,
        purpose: "filing",
        reason,
      }),
    );
    const { privateStands } = value(await services.filings.choices(people.staff, documentId));
    expect(privateStands).toMatchObject({
      findings: [{ check: "private-data" }],
      decisions: [{ reason, by: { name: "staff" }, purpose: "filing" }],
    });
  });
});
