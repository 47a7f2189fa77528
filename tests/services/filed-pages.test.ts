import { diffArrays } from "diff";
import { describe, expect, it } from "vitest";
import type { Role } from "#app/domain/actor.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { readContent } from "#server/services/versions/content.ts";
import { sha256 } from "#server/digest.ts";
import { setFiledPages } from "#server/services/filings/pages.ts";
import { seedDemo } from "#prisma/seed/index.ts";
import { COUNCIL, ILRC } from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import { sharedTypesetter } from "#tests/typesetting/typesetter.ts";
import { bytesOf } from "./bytes-of.ts";
import { fileInSteps, lettingAllStand } from "./file-in-steps.ts";
import { openReview, submit } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";
import { DAY, openWorkspace, refused as expectRefused, value } from "./workspace.ts";

const typesetter = sharedTypesetter();

/** The letters that a page carries beside its number: where lines and pages end does not matter. */
const printedIn = (text: string) => letters(text.replace(/^Page \d+ of \d+$/gmu, ""));

describe("a request from submitting to the filed PDF, set by the real typesetter", () => {
  it("differs from what was signed in the date of filing alone, and is the same bytes if set again", async () => {
    const review = await openReview({ typesetter });
    const { services, people, documentId, database } = review;
    const { versionId, hash } = await submit(review);
    const signed = value(await services.filings.pdf(people.observer, documentId));
    await signAndFile(review, { versionId, hash }, { filedOn: "2021-09-09" });
    const filed = value(await services.filings.pdf(people.observer, documentId));
    expect((await bytesOf(filed)).subarray(0, 5).toString()).toBe("%PDF-");

    const { content } = await database.client.version.findUniqueOrThrow({
      where: { id: versionId },
    });
    const version = readContent(content);
    const printed = printedIn(await textOf(await bytesOf(filed)));
    expect(printed).toContain("September9,2021");
    // Every letter that was signed stands in the PDF, block after block.
    let place = 0;
    for (const block of plainText(version.prose).split("\n\n")) {
      const signedLetters = letters(block);
      const found = printed.indexOf(signedLetters, place);
      expect(found, block).toBeGreaterThan(-1);
      place = found + signedLetters.length;
    }

    const marked = await textOf(await bytesOf(signed));
    const mark = new RegExp(`Version 1 · sha256 ${hash.slice(0, 12)} · not filed`, "gu");
    const pages = marked.split("\f").filter((page) => page.trim() !== "");
    expect(pages.every((page) => page.match(mark))).toBe(true);
    const unmarked = printedIn(marked.replace(mark, ""));
    const filledIn = unmarked
      .replace("[dateoffiling]", "September9,2021")
      .replace("[methodofdelivery]", letters("Via the agency’s online portal"));
    expect(filledIn).toEqual(printed);

    const { madeAt } = await database.client.filingCopy.findFirstOrThrow({ where: { documentId } });
    const again = value(
      await setFiledPages({ typesetter }, version, {
        by: people.staff.userId,
        at: madeAt,
        kind: "request",
        filing: {
          date: "2021-09-09",
          caseNumber: null,
          signatures: [],
          method: "portal",
          attestation: null,
        },
      }),
    );
    expect(sha256(again.pdf)).toBe(sha256(await bytesOf(filed)));
  });

  it("has a certificate beside it that names who approved what, both hashes, and the lines of the record", async () => {
    const review = await openReview({ typesetter });
    const { services, people, documentId, database } = review;
    const version = await submit(review);
    await signAndFile(review, version, { filedOn: "2021-09-09" });
    const certificate = value(await services.filings.certificate(people.observer, documentId));
    expect(certificate.name).toBe("2021-09-09-foia-request-weekly-reports-certificate.pdf");
    const words = letters(await textOf(await bytesOf(certificate)));
    const { pdfHash } = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.filed" },
    });
    const told = [version.hash, pdfHash, event.hash, "Thursday, September 9, 2021"];
    // The head is the line before the one that says that this certificate was handed out.
    const last = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    told.push("What this certificate proves", `${last.sequence - 1}: ${last.previousHash}`);
    for (const one of [...told, "council-reviewer", "ilrc-reviewer"]) {
      expect(words).toContain(letters(one));
    }
    // The filed PDF names none of them.
    const pdf = value(await services.filings.pdf(people.observer, documentId));
    const filed = letters(await textOf(await bytesOf(pdf)));
    for (const secret of [version.hash, "council-reviewer", "ilrc-reviewer", "staff"]) {
      expect(filed).not.toContain(letters(secret));
    }
    const handedOut = await database.client.auditEvent.findMany({
      where: { documentId, type: "document.downloaded" },
      orderBy: { sequence: "asc" },
    });
    const certificates = handedOut.filter(({ details }) => details.includes(`"certificate"`));
    expect(certificates.map(({ actorId }) => actorId)).toEqual([people.observer.userId]);
    expectRefused(await services.filings.certificate(people.stranger, documentId), "not-found");
  });
});

/** A demonstration's workspace, with the people of whom the test needs to be some. */
async function openDemo() {
  const workspace = await openWorkspace({ typesetter });
  const { database, auth, clock } = workspace;
  await seedDemo({ database, auth, clock, typesetter });
  const as = (organization: typeof COUNCIL, role: Role) =>
    workspace.actor(demoPerson(organization, role).id);
  return { ...workspace, as };
}

/** Differences of the two, line by line: what only the first and only the second holds. */
function differences(signed: string, filed: string): string[] {
  const lines = (text: string) => text.split(/[\n\f]+/u).filter((line) => line.trim() !== "");
  return diffArrays(lines(signed), lines(filed)).flatMap(({ added, removed, value: run }) =>
    added || removed ? run.map((line) => `${added ? "+" : "-"} ${line}`) : [],
  );
}

describe("a complaint on pleading paper from approval to filing, set by the real typesetter", () => {
  const documentId = "demo-complaint-outside-priorities";
  const consent = "by e-mail of January 10, 2022";

  it("[L21] differs from what was signed in nothing but the closed list: date and signatures (embarrassment 1)", async () => {
    const { services, as, pass, database } = await openDemo();
    pass(100 * DAY);
    const simon = await as(COUNCIL, "staff");
    const version = value(await services.filings.choices(simon, documentId)).version;
    const signed = await textOf(
      await bytesOf(value(await services.filings.pdf(simon, documentId))),
    );
    const signers = [demoPerson(COUNCIL, "drafter"), demoPerson(ILRC, "drafter")];
    value(
      await fileInSteps(services, simon, documentId, {
        versionId: version.id,
        hash: version.hash,
        filedOn: "2022-01-11",
        zone: "America/Los_Angeles",
        method: "e-filing",
        addressee: "Northern District of California",
        confirmation: undefined,
        caseNumber: "3:22-cv-99999",
        certified: false,
        signatures: signers.map(({ id }) => ({ signerId: `counsel-${id}`, consent })),
        attestedById: `counsel-${signers[0]?.id}`,
        ...(await lettingAllStand(services, simon, documentId)),
      }),
    );
    const stored = value(await services.filings.pdf(simon, documentId));
    const filed = await textOf(await bytesOf(stored));

    const marks = `Version 1 · sha256 ${version.hash.slice(0, 12)} · not filed`;
    const pages = signed.split("\f").filter((page) => page.trim() !== "").length;
    expect(signed.split(marks)).toHaveLength(pages + 1);
    expect(filed).not.toContain("not filed");
    expect(filed.split("\f").filter((page) => page.trim() !== "")).toHaveLength(pages);
    const number = "3:22-cv-99999";
    const closed = [
      "- Dated: [date of filing]",
      "+ Dated: January 11, 2022",
      // The court assigns the case number afterwards: its blank stays.
      ...signers.map(({ name }) => `+ /s/ ${name}`),
    ];
    // [L26] What N.D. Cal. asks of whoever files a paper with several signatures.
    const attests = letters(
      "Pursuant to Civil Local Rule 5-1(i)(3), I, Ana Example, attest that concurrence in the filing of this document has been obtained from each of the other signatories. /s/ Ana Example",
    );
    expect(letters(filed)).toContain(attests);
    const added = differences(signed.replaceAll(marks, ""), filed);
    const plain = added.filter(
      (line) => !attests.includes(letters(line.slice(2))) || closed.includes(line),
    );
    expect(plain.toSorted()).toEqual(closed.toSorted());

    // Facts that were filled in stand with the filing, on its page and on its certificate.
    const { filing } = value(await services.filings.show(simon, documentId));
    expect(filing).toMatchObject({
      caseNumber: number,
      signatures: [
        { name: "Ana Example", organization: COUNCIL.name, consent },
        { name: "Ines Example", organization: ILRC.name, consent },
      ],
    });
    const certificate = letters(
      await textOf(await bytesOf(value(await services.filings.certificate(simon, documentId)))),
    );
    for (const told of [number, "/s/ Ana Example", "/s/ Ines Example", consent]) {
      expect(certificate).toContain(letters(told));
    }
    expect(certificate).not.toContain(letters("/s/ Dani Example"));
    expect(sha256(await bytesOf(stored))).toBe(filing.pdfHash);
    const rows = await database.client.filingSignature.findMany({ where: { documentId } });
    expect(rows.map(({ consent: kept }) => kept)).toEqual([consent, consent]);
  });
});
