import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeWhole, recordSigner } from "#tests/services/papers.ts";
import { PASSWORD, value } from "#tests/services/workspace.ts";
import { alerts, control, openSite, type Answer, type Site } from "./site.ts";

/** A site with a reviewer in each organization and a request that can be submitted. */
async function openRecord() {
  const site = await openSite();
  const { organizations, people, services, slug } = site;
  for (const [name, organizationId] of [
    ["rosa", organizations.council],
    ["ravi", organizations.ilrc],
  ] as const) {
    await site.person(`${name}@example.org`, [{ organizationId, roles: ["reviewer"] }], { name });
  }
  const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  await makeWhole(site, documentId);
  return { ...site, documentId, page: (name: string) => `/documents/${documentId}/${name}` };
}
type Record = Awaited<ReturnType<typeof openRecord>>;

/** Fields that the page's form would send besides what is typed: its hidden ones. */
function hidden({ document }: Answer, form: string): { [name: string]: string } {
  const inputs = document.querySelectorAll<HTMLInputElement>(`#${form} input[type=hidden]`);
  return Object.fromEntries([...inputs].map(({ name, value: sent }) => [name, sent]));
}

async function submit(record: Record) {
  const drafter = await record.as("drafter");
  const answer = await drafter.post(record.page("submit"), {});
  expect([answer.status, answer.location]).toEqual([302, record.page("review")]);
}

async function sign(record: Record, name: string, password = PASSWORD) {
  const reviewer = await record.as(name);
  const shown = await reviewer.get(record.page("review"));
  return reviewer.post(record.page("review"), { ...hidden(shown, "sign-off"), password });
}

async function approve(record: Record) {
  await submit(record);
  await sign(record, "rosa");
  await sign(record, "ravi");
}

const FILING = {
  filedOn: "2021-10-06",
  method: "portal",
  addressee: "ICE FOIA Office",
  confirmation: "ICFO-42",
};

const PAGES = { printedOn: FILING.filedOn, zone: "America/New_York", method: FILING.method };

/** The filing copy, taken away; answers where it lies. */
async function takeCopy(record: Record): Promise<string> {
  const staff = await record.as("staff");
  const page = await staff.get(record.page("file"));
  const made = await staff.post(record.page("file"), { ...hidden(page, "make"), ...PAGES });
  expect(made.words).toContain("Nothing is filed yet");
  const link = [...made.document.querySelectorAll("a")].find(
    ({ textContent }) => textContent === "Download the filing copy",
  );
  const address = link?.getAttribute("href") ?? "";
  expect((await staff.get(address)).status).toBe(200);
  return address;
}

async function file(record: Record) {
  await approve(record);
  await takeCopy(record);
  const staff = await record.as("staff");
  const shown = await staff.get(record.page("file"));
  const answer = await staff.post(record.page("file"), {
    ...hidden(shown, "confirm"),
    ...FILING,
    zone: PAGES.zone,
  });
  expect([answer.status, answer.location]).toEqual([302, record.page("filed")]);
}

describe("submitting from its page", () => {
  it("says who must sign, and leads to the review", async () => {
    const record = await openRecord();
    const drafter = await record.as("drafter");
    const shown = await drafter.get(record.page("submit"));
    expect(shown.words).not.toContain("One of");
    expect(shown.words).toContain("rosa");
    await submit(record);
    // The browser's page before leads to what became of it.
    const back = await drafter.get(record.page("submit"));
    expect([back.status, back.location]).toEqual([302, record.page("review?moved")]);
    const led = await drafter.get(record.page("review?moved"));
    expect(led.words).toContain("It was submitted for review already.");
    const review = await drafter.get(record.page("review"));
    expect(review.words).not.toContain("already.");
    expect(review.words).toContain("Version 1, submitted by drafter (Council)");
    expect(review.words).toContain("Not signed yet");
  });

  it("says which organization has no reviewer before anybody presses the button", async () => {
    const site = await openSite();
    const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
    const { documentId } = value(
      await site.services.documents.create(site.people.drafter, site.slug, form),
    );
    const drafter = await site.as("drafter");
    const address = `/documents/${documentId}/submit`;
    expect((await drafter.get(address)).words).toContain("an administrator of Council and of ILRC");
    const answer = await drafter.post(address, {});
    expect(answer.status).toBe(409);
    expect(alerts(answer)).toContain("have no reviewer yet");
  });
});

describe("the review desk", () => {
  it("signs exactly the version that it showed, and asks for the password", async () => {
    const record = await openRecord();
    await submit(record);
    const wrong = await sign(record, "ravi", "not the password");
    expect(wrong.status).toBe(400);
    expect(alerts(wrong)).toContain("That is not your password.");
    expect(control(wrong, "Your password").value).toBe("");
    const signed = await sign(record, "ravi");
    expect(signed.status).toBe(200);
    expect(signed.words).toContain("You signed off on this version.");
    expect(signed.words).toContain("Signed by ravi");
    expect(signed.words).toMatch(
      /You signed version 1 on [A-Z][a-z]{2} \d{1,2}, \d{4} at \d{1,2}:\d\d [ap]\.m\. UTC\./,
    );
    expect(signed.words).not.toMatch(/You have not decided|you have not decided/);
  });

  it("says to who signs too late that somebody asked for changes, who, and why", async () => {
    const record = await openRecord();
    await submit(record);
    const rosa = await record.as("rosa");
    const shown = await rosa.get(record.page("review"));
    const ravi = await record.as("ravi");
    const open = await ravi.get(record.page("review"));
    const reason = "Item 2 names a client.";
    await ravi.post(record.page("review"), { ...hidden(open, "request-changes"), reason });
    const late = await rosa.post(record.page("review"), {
      ...hidden(shown, "sign-off"),
      password: PASSWORD,
    });
    expect(late.status).toBe(409);
    expect(late.words).toContain("This document is a draft, so there is no version to review.");
    // As a page with scripts asks again after such an answer, and anybody who loads it anew.
    const moved = await rosa.get(record.page("review"));
    expect([moved.status, moved.location]).toEqual([302, record.page("versions?moved")]);
    const told = await rosa.get(record.page("versions?moved"));
    expect(told.words).toContain("there is nothing to sign");
    expect(told.words).toMatch(/ravi \(ILRC\) asked for changes to version 1/u);
    expect(told.words).toContain(reason);
  });

  it("offers decisions to reviewers alone, and refuses them to others whatever is sent", async () => {
    const record = await openRecord();
    await submit(record);
    const ravi = await (await record.as("ravi")).get(record.page("review"));
    const fields = { ...hidden(ravi, "sign-off"), password: PASSWORD };
    for (const name of ["drafter", "staff", "observer"]) {
      const visitor = await record.as(name);
      const shown = await visitor.get(record.page("review"));
      expect(shown.document.querySelector("#sign-off")).toBeNull();
      expect((await visitor.post(record.page("review"), fields)).status).toBe(403);
    }
    // Rosa signs for the Council, not for ILRC.
    expect((await (await record.as("rosa")).post(record.page("review"), fields)).status).toBe(403);
    const stranger = await record.as("stranger");
    expect((await stranger.get(record.page("review"))).status).toBe(404);
    expect((await stranger.post(record.page("review"), fields)).status).toBe(404);
    expect((await record.nobody.get(record.page("review"))).location).toContain("/login?next=");
  });

  it("sends the text back with the reason, which drafters then read", async () => {
    const record = await openRecord();
    await submit(record);
    const ravi = await record.as("ravi");
    const shown = await ravi.get(record.page("review"));
    const fields = hidden(shown, "request-changes");
    const without = await ravi.post(record.page("review"), { ...fields, reason: " " });
    expect([without.status, alerts(without)]).toEqual([400, expect.stringContaining("Say why")]);
    const sent = await ravi.post(record.page("review"), { ...fields, reason: "Item 2 is wide." });
    expect(sent.location).toBe(record.page("versions"));
    const drafter = await record.as("drafter");
    const versions = await drafter.get(record.page("versions"));
    expect(versions.words).toContain("ravi (ILRC) asked for changes to version 1");
    expect(versions.words).toContain("Item 2 is wide.");
    expect((await drafter.get(record.page("review"))).location).toBe(record.page("versions?moved"));
  });

  it("shows what changed since the version that this reviewer decided on", async () => {
    const record = await openRecord();
    const { services, people, documentId } = record;
    await submit(record);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Once more." }));
    value(await services.documents.rename(people.drafter, documentId, { title: "Weekly data" }));
    await submit(record);
    // Ravi has decided on nothing yet, and so reads all of it; the changes are a click away.
    const ravi = await record.as("ravi");
    const whole = await ravi.get(record.page("review"));
    expect(whole.words).toContain("You have not decided on a version of this document before");
    expect(whole.document.querySelector(".prose")?.textContent).toContain("Dear FOIA Officer:");
    const changes = await ravi.get(`${record.page("review")}?show=changes`);
    expect(changes.words).toContain("What changed since version 1");
    expect(changes.words).toContain(
      "No word of the text changed; 1 detail beside the text changed.",
    );
    await sign(record, "ravi");
    value(await services.reviews.recall(people.drafter, documentId, { reason: "And again." }));
    value(await services.documents.rename(people.drafter, documentId, { title: "Weekly figures" }));
    await submit(record);
    const again = await ravi.get(record.page("review"));
    expect(again.words).toContain("That is the version that you decided on last.");
    expect(again.words).toContain("What changed since version 2");
  });
});

describe("versions and what changed between them", () => {
  it("are kept by name, listed, read, and compared with the draft", async () => {
    const record = await openRecord();
    const drafter = await record.as("drafter");
    const kept = await drafter.post(record.page("versions"), { name: "Before the call" });
    expect(kept.words).toContain("The draft is kept as version 1.");
    expect((await drafter.get(record.page("versions/1"))).words).toContain("Before the call");
    const redline = await drafter.get(`${record.page("redline")}?from=1&to=draft`);
    expect(redline.words).toContain("No word of the text changed.");
    for (const query of ["", "?from=1", "?from=1&to=9", "?from=x&to=1", "?from=1&to=1e9"]) {
      expect((await drafter.get(`${record.page("redline")}${query}`)).status).toBe(404);
    }
    expect((await drafter.get(record.page("versions/2"))).status).toBe(404);
    const stranger = await record.as("stranger");
    for (const name of ["versions", "versions/1", "redline?from=1&to=draft"]) {
      expect((await stranger.get(record.page(name))).status).toBe(404);
    }
  });
});

describe("letterhead and signers", () => {
  it("are edited on a page that works without scripts, one more signer included", async () => {
    const record = await openRecord();
    const { services, people, documentId, organizations } = record;
    const drafter = await record.as("drafter");
    const shown = await drafter.get(record.page("facts"));
    expect(control(shown, "Addressee").textContent).toContain("U.S. Immigration and Customs");
    const signerId = await recordSigner(record, {
      organizationId: organizations.council,
      name: "Sam Signer",
    });
    const common = {
      base: shown.document.querySelector("[name=base]")?.getAttribute("value") ?? "",
      "organizations[0].id": organizations.council,
      "organizations[0].speaks": "on",
      "letter.printed": "on",
      "letter.addressee": "FOIA Office\n500 12th Street SW",
    };
    // Without what it was filled in with, nothing tells what somebody changed.
    const { base, ...rest } = common;
    expect(JSON.parse(base)).toMatchObject({ letter: { printed: true } });
    const without = await drafter.post(record.page("facts"), rest);
    expect([without.status, alerts(without)]).toEqual([
      400,
      expect.stringContaining("Load the page again."),
    ]);
    const twice = { "signers[0].id": signerId, "signers[1].id": signerId };
    const doubled = await drafter.post(record.page("facts"), { ...common, ...twice });
    expect(doubled.document.getElementById("facts-signers")?.textContent).toContain(
      "A signer stands there twice.",
    );
    const insert = JSON.stringify({ type: "insert", payload: { name: "signers" } });
    const longer = await drafter.post(record.page("facts"), { ...common, __intent__: insert });
    expect(longer.words).toContain("Signer 1");
    const saved = await drafter.post(record.page("facts"), {
      ...common,
      "signers[0].id": signerId,
    });
    expect(alerts(saved)).toBe("");
    expect(saved.location).toBe(`/documents/${documentId}`);
    const { facts } = value(await services.documents.show(people.drafter, documentId));
    expect(facts).toMatchObject({
      letter: { addressee: ["FOIA Office", "500 12th Street SW"], feeWaiver: false },
      signers: [{ name: "Sam Signer" }],
      organizations: [{ id: organizations.council }],
    });
    const late = await drafter.post(record.page("facts"), common);
    expect([late.status, alerts(late)]).toEqual([
      409,
      expect.stringContaining("You saved the same field in another window"),
    ]);
  });

  it("are closed to readers, and to everybody once the text is frozen", async () => {
    const record = await openRecord();
    expect((await (await record.as("observer")).get(record.page("facts"))).status).toBe(403);
    await submit(record);
    expect((await (await record.as("drafter")).get(record.page("facts"))).status).toBe(409);
  });
});

describe("filing", () => {
  it("is recorded by staff of the lead, and its page shows who approved what, the hash and the PDF", async () => {
    const record = await openRecord();
    await file(record);
    const observer = await record.as("observer");
    const shown = await observer.get(record.page("filed"));
    expect(shown.words).toContain("filed on Wednesday, October 6, 2021");
    expect(shown.words).toContain("Signed by rosa");
    expect(shown.words).toContain("ICFO-42");
    expect(shown.words).toContain("staff (Council)");
    const listed = await observer.get(`/matters/${record.slug}`);
    expect(listed.words).toContain("Filed October 6, 2021 · confirmation ICFO-42");
    expect(listed.words).not.toMatch(/Created|Edited by/);
    expect(shown.words).not.toContain("Withdraw it");
    const pdf = await observer.get(`/documents/${record.documentId}.pdf`);
    expect(pdf.headers.get("Content-Type")).toBe("application/pdf");
    expect(pdf.headers.get("Content-Disposition")).toBe(
      'inline; filename="2021-10-06-foia-request-weekly-reports.pdf"',
    );
    const hash = createHash("sha256").update(pdf.body, "utf8").digest("hex");
    expect(shown.words).toContain(hash);
    const verified = await record.nobody.get(`/verify?hash=${hash}`);
    expect(verified.words).toContain("FOIA request, filed on Wednesday, October 6, 2021");
    for (const secret of ["Weekly reports", "Records about the priorities", "staff", "ICFO-42"]) {
      expect(verified.body).not.toContain(secret);
    }
  });

  it("[L21] has three steps, of which only the third says that it is filed (embarrassment 16)", async () => {
    const record = await openRecord();
    await approve(record);
    const address = await takeCopy(record);
    const staff = await record.as("staff");
    const copy = await staff.get(address);
    expect(copy.headers.get("Content-Disposition")).toBe(
      'attachment; filename="2021-10-06-foia-request-weekly-reports.pdf"',
    );
    const hash = createHash("sha256").update(copy.body, "utf8").digest("hex");
    const verified = await record.nobody.get(`/verify?hash=${hash}`);
    expect(verified.words).toContain("nobody has confirmed that it was filed");
    expect(verified.words).not.toContain("filed on");
    const marked = await staff.get(`/documents/${record.documentId}.pdf`);
    expect(marked.headers.get("Content-Disposition")).toContain("-version-1.pdf");
    expect((await staff.get(record.page("filed"))).location).toBe(record.page("review?moved"));
    const listed = await staff.get(`/matters/${record.slug}`);
    expect(listed.words).not.toContain("Filed October");
    for (const [name, status] of [
      ["drafter", 403],
      ["observer", 403],
      ["rosa", 403],
      ["stranger", 404],
    ] as const) {
      expect([name, (await (await record.as(name)).get(address)).status]).toEqual([name, status]);
    }
    expect((await record.nobody.get(address)).location).toContain("/login?next=");
    const page = await staff.get(record.page("file"));
    const discarded = await staff.post(record.page("file"), {
      ...hidden(page, "discard"),
      reason: "The portal refused it.",
    });
    expect(discarded.words).toContain("The document is approved as before");
    expect(discarded.words).toContain("The portal refused it.");
    expect((await staff.get(address)).status).toBe(409);
    expect((await record.nobody.get(`/verify?hash=${hash}`)).words).toContain("is void");
  });

  it("says at each field what is missing, and keeps what was typed", async () => {
    const record = await openRecord();
    await approve(record);
    const staff = await record.as("staff");
    const send = async (form: string, more: object) =>
      staff.post(record.page("file"), {
        ...hidden(await staff.get(record.page("file")), form),
        ...more,
      });
    const early = await send("make", { ...PAGES, printedOn: "2031-01-01" });
    expect(early.status).toBe(400);
    expect(alerts(early)).toContain("up to 7 days ahead");
    await takeCopy(record);
    const other = await send("confirm", {
      ...FILING,
      zone: PAGES.zone,
      filedOn: "2021-10-05",
      addressee: "Another office",
    });
    expect(other.status).toBe(400);
    expect(alerts(other)).toContain("The filing copy prints October 6, 2021");
    expect(control(other, "Filed with").value).toBe("Another office");
    for (const name of ["drafter", "rosa", "ravi"]) {
      expect((await (await record.as(name)).get(record.page("file"))).status).toBe(403);
    }
  });

  it("has its details corrected in the open, and is withdrawn with a reason", async () => {
    const record = await openRecord();
    await file(record);
    const staff = await record.as("staff");
    const corrected = await staff.post(record.page("filed"), {
      intent: "correct",
      ...FILING,
      confirmation: "ICFO-43",
    });
    expect(corrected.words).toContain("The correction is on record");
    expect(corrected.document.querySelector("del")?.textContent).toContain("ICFO-42");
    expect(corrected.document.querySelector("ins")?.textContent).toContain("ICFO-43");
    const withdrawn = await staff.post(record.page("filed"), {
      intent: "withdraw",
      reason: "Settled.",
    });
    expect(withdrawn.words).toContain("Withdrawn by staff");
    expect(withdrawn.words).toContain("Settled.");
  });
});

describe("a PDF", () => {
  it("is refused to outsiders and the signed-out, and says in plain words what is wrong", async () => {
    const record = await openRecord();
    const address = `/documents/${record.documentId}.pdf`;
    expect((await record.nobody.get(address)).location).toContain("/login?next=");
    const refused = await (await record.as("stranger")).get(address);
    expect([refused.status, refused.body]).toEqual([
      404,
      expect.stringContaining("nothing at this address"),
    ]);
    const drafter = await record.as("drafter");
    expect((await drafter.get(`${address}?version=x`)).status).toBe(404);
    expect((await drafter.get(record.page("certificate.pdf"))).status).toBe(409);
    const draft = await drafter.get(address);
    expect(draft.headers.get("Content-Disposition")).toContain("-draft-1.pdf");
  });
});

describe("verifying", () => {
  it("is open to everybody, and says what a hash is where it is none", async () => {
    const site: Site = await openSite();
    expect((await site.nobody.get("/verify")).words).toContain("Verify a PDF");
    const wrong = await site.nobody.get("/verify?hash=12");
    expect(alerts(wrong)).toContain("64 characters long");
    const unknown = await site.nobody.get(`/verify?hash=${"a".repeat(64)}`);
    expect(unknown.words).toContain("No file with this SHA-256 was filed from this workspace.");
    // Exhibits that were filed apart are not looked for, and their "no" must not be taken for one.
    expect(unknown.words).toContain("is listed with its SHA-256 on the certificate of its filing");
  });
});
