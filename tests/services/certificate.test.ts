import { describe, expect, it } from "vitest";
import { sha256 } from "#server/digest.ts";
import { certificateText } from "#server/services/filings/certificate-text.ts";
import type { FiledView } from "#server/services/filings/views.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { bytesOf, keptPdf } from "./bytes-of.ts";
import { fileInSteps, makeCopy, confirm } from "./file-in-steps.ts";
import { openReview, submit } from "./papers.ts";
import { givePasskey, signByPasskey, takePasskey } from "./passkeys.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { FROM, PASSWORD, value, DAY, MINUTE } from "./workspace.ts";

/** A request filed on that day: approved, copied, taken away and confirmed with a minute between. */
async function openFiled(filedOn: string) {
  const review = await openReview();
  const { services, people, documentId, pass } = review;
  const version = await submit(review);
  pass(MINUTE);
  await signByBoth(review, version);
  pass(MINUTE);
  const form = { ...FILING, ...version, filedOn };
  const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
  pass(MINUTE);
  value(await services.filings.takeCopy(people.staff, documentId, copyId));
  pass(MINUTE);
  value(await confirm(services, people.staff, documentId, { ...form, copyId }));
  const view = value(await services.filings.show(people.staff, documentId));
  return { ...review, copyId, view };
}

const NOTHING_PROVEN = {
  lines: [],
  keys: [],
  head: { sequence: 1, hash: "0".repeat(64) },
  at: new Date("2021-10-08T12:00:00Z"),
  timestamp: null,
};

/** The paragraphs of a certificate of that. */
const told = (view: FiledView) => plainText(certificateText(view, NOTHING_PROVEN)).split("\n\n");

/** Its first words, below the title. */
const firstLine = (view: FiledView) => told(view)[1] ?? "";

const views = new Map<string, FiledView>();
/** Filed once for all tests of this file: what they change is no row, but what is made of them. */
async function filedOn(day: string): Promise<FiledView> {
  const view = views.get(day) ?? (await openFiled(day)).view;
  views.set(day, view);
  return view;
}
const TODAY = "2021-10-07";

/** The filing with its copy otherwise than it was. */
const copied = (view: FiledView, change: Partial<FiledView["copies"][number]>): FiledView => ({
  ...view,
  copies: view.copies.map((copy) => ({ ...copy, ...change })),
});

const LATER = "2021-10-09T01:30:00.000Z";

describe("[L60] a certificate", () => {
  it("says in its first line what was done after the day of filing, and by how much", async () => {
    const earlier = await filedOn("2021-09-09");
    expect(firstLine(earlier)).toBe(
      "This was done after the day of filing, Thursday, September 9, 2021, as Eastern time counts it: the last approval, 28 days after it; the making of the PDF, 28 days after it; its being taken away to be filed, 28 days after it; the confirmation of the filing, 28 days after it. So the PDF named here did not exist on that day.",
    );
    expect(told(earlier).join(" ")).not.toContain("before it was filed");
  });

  it("says of a filing of that day that all was done by its end", async () => {
    const today = await filedOn(TODAY);
    expect(firstLine(today)).toBe(
      "By the end of the day of filing, Thursday, October 7, 2021, as Eastern time counts it, this was done: the last approval, the making of the PDF, its being taken away to be filed and the confirmation of the filing.",
    );
  });

  it("names the one step that came later, and no other", async () => {
    const today = await filedOn(TODAY);
    const confirmed = { ...today, filing: { ...today.filing, at: LATER } };
    expect(firstLine(confirmed)).toContain(
      "counts it: the confirmation of the filing, 1 day after",
    );
    expect(firstLine(confirmed)).not.toContain("did not exist");
    const taken = firstLine(copied(today, { takenAt: LATER }));
    expect(taken).toContain("counts it: its being taken away to be filed, 1 day after it.");
    expect(taken).not.toContain("did not exist");
    const made = firstLine(copied(today, { at: LATER }));
    expect(made).toContain("counts it: the making of the PDF, 1 day after it.");
    expect(made).toContain("So the PDF named here did not exist on that day.");
    const { standing } = today;
    const required = standing.required.map((one, index) =>
      index === 0 && one.approval ? { ...one, approval: { ...one.approval, at: LATER } } : one,
    );
    const approved = firstLine({ ...today, standing: { ...standing, required } });
    expect(approved).toContain("counts it: the last approval, 1 day after it.");
  });

  it("counts the day as the filing's zone does, and writes its times in it", async () => {
    const today = await filedOn(TODAY);
    // Eleven in the morning in New York is the next day in Guam already.
    const guam = copied(today, { at: "2021-10-07T15:00:00.000Z" });
    const zone = (name: string | null) => ({ ...guam, filing: { ...guam.filing, zone: name } });
    expect(firstLine(zone("America/New_York"))).not.toContain("the making of the PDF, 1 day after");
    expect(firstLine(zone("Pacific/Guam"))).toContain("the making of the PDF, 1 day after it");
    const eastern = told(zone("America/New_York")).join(" ");
    expect(eastern).toContain("Thursday, October 7, 2021, 11:00 a.m. EDT");
    expect(told(zone("America/Los_Angeles")).join(" ")).toContain("8:00 a.m. PDT");
    expect(told(zone(null)).join(" ")).toContain("as Eastern time counts it");
  });

  it("says who approved, and whose approval is not on record", async () => {
    const today = await filedOn(TODAY);
    const all = told(today)[2] ?? "";
    expect(all).toContain(
      "approved, by its hash, by Council Example Organization and ILRC Example Organization, which is every organization whose sign-off was required; the last approval is of Thursday, October 7, 2021, 8:01 a.m. EDT.",
    );
    const { standing } = today;
    const [first, ...others] = standing.required;
    const some = [...(first ? [first] : []), ...others.map((one) => ({ ...one, approval: null }))];
    const partly = told({ ...today, standing: { ...standing, required: some } })[2] ?? "";
    expect(partly).not.toContain("every organization");
    expect(partly).toContain(
      "No approval of it by ILRC Example Organization, whose sign-off was required, is on record.",
    );
    const none = told({ ...today, standing: { ...standing, required: [] } });
    expect(none[2]).toContain("No sign-off was required for it.");
    expect(none[1]).toContain("No time is on record of the last approval.");
  });

  it("says what the PDF was made from, and when, and which day it prints", async () => {
    const today = await filedOn(TODAY);
    expect(told(today)[2]).toContain(
      "The PDF was made from that version, Thursday, October 7, 2021, 8:02 a.m. EDT, after the last approval.",
    );
    expect(told(copied(today, { versionNumber: 7 }))[2]).toContain("from version 7, another one");
    expect(told(copied(today, { at: "2021-10-07T11:00:00.000Z" }))[2]).toContain(
      "before the last approval",
    );
    expect(told(today)[2]).not.toContain("another day of filing");
    expect(told(copied(today, { printedOn: "2021-10-05" }))[2]).toContain(
      "Its pages print another day of filing, Tuesday, October 5, 2021.",
    );
    const without = told({ ...today, copies: [] });
    expect(without[2]).toContain("When its PDF was made is not on record.");
    expect(without[1]).toContain("No time is on record of the making of the PDF");
    expect(told(copied(today, { takenAt: null }))[1]).toContain(
      "No time is on record of its being taken away to be filed.",
    );
  });

  it("cites the line of the taking away, and of the copy that was filed alone", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const version = await submit(review);
    await signByBoth(review, version);
    const form = { ...FILING, ...version };
    const first = value(await makeCopy(services, people.staff, documentId, form));
    value(await services.filings.takeCopy(people.staff, documentId, first.copyId));
    const discarded = { copyId: first.copyId, reason: "The portal refused it." };
    value(await services.filings.discardCopy(people.staff, documentId, discarded));
    const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
    value(await services.filings.takeCopy(people.staff, documentId, copyId));
    value(await confirm(services, people.staff, documentId, { ...form, copyId }));
    const pdf = value(await services.filings.certificate(people.staff, documentId));
    const words = (await bytesOf(pdf)).toString();
    for (const line of ["Filing copy made", "Filing copy taken away"]) {
      expect(words.split(`"${line}"`), line).toHaveLength(2);
    }
  });
});

describe("[P2] a certificate", () => {
  /** Council signed by a key, ILRC by its password or by a key as well. */
  async function openProven(parties: readonly ("council" | "ilrc")[]) {
    const review = await openReview();
    const { services, people, reviewers, organizations, documentId } = review;
    const version = await submit(review);
    const keys = [];
    for (const party of ["council", "ilrc"] as const) {
      if (!parties.includes(party)) {
        const { versionId, hash } = version;
        const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
        value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
        continue;
      }
      const key = await givePasskey(review, reviewers[party], { name: `Phone 📱 of ${party}` });
      value(await signByPasskey(review, reviewers[party], { key, party, version }));
      keys.push(key);
    }
    value(await fileInSteps(services, people.staff, documentId, { ...FILING, ...version }));
    const certificate = async () =>
      (
        await bytesOf(value(await services.filings.certificate(people.observer, documentId)))
      ).toString();
    return { ...review, keys, certificate };
  }

  it("names each key that signed, with its fingerprint and the line of its registration", async () => {
    const { keys, database, certificate, reviewers } = await openProven(["council", "ilrc"]);
    const words = await certificate();
    const added = await database.client.auditEvent.findMany({
      where: { type: "person.passkey-added" },
      orderBy: { sequence: "asc" },
    });
    for (const [index, party] of (["council", "ilrc"] as const).entries()) {
      expect(words).toContain(`"Phone  of ${party}"`);
      const fingerprint = sha256(keys[index]!.publicKey);
      expect(words).toContain(fingerprint.match(/.{1,8}/gu)!.join(" "));
      expect(words).toContain(`"${added[index]!.sequence}"`);
    }
    expect(words).toContain("a passkey, named below");
    expect(words).not.toContain("password");
    expect(words).toContain("the accounts that signed, each by a passkey of its own.");
    await takePasskey({ database, clock: () => new Date() }, reviewers.council, keys[0]!);
    expect(await certificate()).toContain('"removed since"');
  });

  it("says of each approval how it was signed", async () => {
    const { certificate } = await openProven(["council"]);
    const words = await certificate();
    expect(words.split('"a passkey, named below"')).toHaveLength(2);
    expect(words.split('"the password, asked again"')).toHaveLength(2);
    expect(words).toContain(
      "the accounts that signed, each by a passkey of its own or with its password asked again.",
    );
  });

  it("says nothing of passkeys where none signed", async () => {
    const words = told(await filedOn(TODAY)).join(" ");
    expect(words).not.toContain("passkey");
    expect(words).toContain("the accounts that signed, each with its password asked again.");
  });
});

describe("[L60] the dates of a PDF", () => {
  it("are of when it was made, whatever day it prints", async () => {
    const { database, copyId, services, people, documentId, pass } = await openFiled("2021-09-09");
    const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
    const made = (bytes: Uint8Array) =>
      (JSON.parse(new TextDecoder().decode(bytes).slice("%PDF ".length)) as { createdAt: string })
        .createdAt;
    expect(made(await keptPdf(database, row))).toBe(row.madeAt.toISOString());
    pass(DAY);
    const certificate = value(await services.filings.certificate(people.staff, documentId));
    expect(made(await bytesOf(certificate))).toBe("2021-10-08T12:04:00.000Z");
  });
});
