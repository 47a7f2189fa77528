import canonicalize from "canonicalize";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CardForm, SummaryForm } from "#app/document/public-page/record-forms.ts";
import type { ResourcesForm } from "#app/document/public-page/list-forms.ts";
import type { Outcome, Refusal } from "#app/domain/refusal.ts";
import { loader as readPage } from "#app/routes/p.$slug._index.tsx";
import { openDatabase } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { createServices } from "#server/services/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import {
  ITEMS,
  openFiledRequest,
  openPublished,
  pageForm,
  publish,
  shown,
  tellOfRequest,
} from "./published-page.ts";
import { bytesOf } from "./bytes-of.ts";
import { value } from "./workspace.ts";

function refusalOf(outcome: Outcome<unknown>): Refusal {
  if (outcome.ok) throw new Error("not refused");
  return outcome.refusal;
}

describe("the public page of a matter", () => {
  it("[L40] is read by nobody before staff of the lead publish it, and by everybody after", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    value(await services.publicPage.editPage(people.staff, slug, await pageForm(filed)));
    const address = (await shown(filed)).slug;
    expect(refusalOf(await services.publicPage.read(address))).toEqual(
      refusalOf(await services.publicPage.read("nowhere")),
    );
    expect(value(await services.publicPage.list()).pages).toEqual([]);
    for (const actor of [people.drafter, people.observer]) {
      expect(refusalOf(await publish(filed, {}, actor)).code).toBe("forbidden");
      expect(refusalOf(await services.publicPage.toEdit(actor, slug)).code).toBe("forbidden");
    }
    expect(refusalOf(await publish(filed, {}, people.stranger)).code).toBe("not-found");

    await tellOfRequest(filed);
    value(await publish(filed));
    const reading = value(await services.publicPage.read(address));
    expect(reading).toMatchObject({
      state: "published",
      page: {
        narrative: { en: ["What it is about."] },
        filings: [{ filedOn: "2021-09-09", itemCount: 4 }],
      },
    });
    const [told] = (reading.state === "published" && reading.page.filings) || [];
    expect(told?.items.map(({ words, filed: [item] }) => [words.en, item])).toMatchObject([
      [expect.any(String), { label: "1", outcomes: [] }],
      [expect.any(String), { label: "2" }],
      [ITEMS[0], { label: "3" }],
      [ITEMS[1], { label: "4" }],
    ]);
    expect(value(await services.publicPage.list()).pages).toMatchObject([{ slug: address }]);
  });

  it("is stored as canonical JSON, whose hash is in the record; a table that was changed is not shown", async () => {
    const { database, services, pageSlug, read } = await openPublished();
    const row = await database.client.publicPage.findUniqueOrThrow({ where: { slug: pageSlug } });
    const stored = row.published ?? "";
    expect(canonicalize(JSON.parse(stored))).toBe(stored);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "matter.published" },
    });
    expect(JSON.parse(line.details)).toMatchObject({ sha256: sha256(stored), slug: pageSlug });
    expect((await read()).hash).toBe(sha256(stored));
    await database.client.publicPage.update({
      where: { slug: pageSlug },
      data: { published: stored.replace("What it is about", "Lies") },
    });
    expect(refusalOf(await services.publicPage.read(pageSlug)).code).toBe("record-differs");
  });

  it("is left out of the list where its table was changed, which the log says, and named nowhere unless it is published by the record", async () => {
    const { database, services, people, slug: matter, pageSlug, logged } = await openPublished();
    const listed = async () =>
      [await services.publicPage.list(), await services.publicPage.addresses()].map((outcome) =>
        value(outcome).pages.map(({ slug }) => slug),
      );
    const said = () => logged().split("were left out of a list").length - 1;
    expect([await listed(), said()]).toEqual([[[pageSlug], [pageSlug]], 0]);
    const where = { slug: pageSlug };
    const row = await database.client.publicPage.findUniqueOrThrow({ where });
    const published = (row.published ?? "").replace("What it is about", "Lies");
    await database.client.publicPage.update({ where, data: { published } });
    // The addresses for search engines hold nothing of what it says.
    expect([await listed(), said()]).toEqual([[[], [pageSlug]], 1]);
    expect(logged()).toContain(row.matterId);
    expect(logged()).not.toContain("Lies");
    // A page that was withdrawn, and is said to be published.
    await database.client.publicPage.update({ where, data: { published: row.published } });
    expect(await listed()).toEqual([[pageSlug], [pageSlug]]);
    value(await services.publicPage.withdraw(people.staff, matter, { reason: "Not now." }));
    await database.client.publicPage.update({ where, data: { status: "published" } });
    expect(await listed()).toEqual([[], []]);
  });

  it("[L43] is compared by audit:verify: a snapshot, a note, an address that somebody changed in the tables, and a publication that was added or taken", async () => {
    const published = await openPublished();
    const { database, slug, services, people } = published;
    const { client } = database;
    const form = await pageForm(published, { narrativeEn: "What it is about, and why." });
    value(await services.publicPage.editPage(people.staff, slug, form));
    published.pass(1000);
    value(await publish(published, { noteEn: "A word was added.", reason: "An example." }));
    const found = async () =>
      (await verifyAll(database)).pageDifferences.map(({ line, why }) =>
        line === null ? why : why.replace(/publication \S+/u, "publication"),
      );
    expect(await found()).toEqual([]);
    const page = await client.publicPage.findUniqueOrThrow({ where: { slug } });
    const [update] = await client.publicUpdate.findMany({ orderBy: { at: "asc" } });
    if (!update) throw new Error("nothing was published");
    const where = { id: update.id };
    const { matterId } = page;
    const changedPage = {
      status: "draft",
      published: `${page.published} `,
      slug: "elsewhere",
      updatedAt: new Date(0),
    };
    for (const [column, changed] of Object.entries(changedPage)) {
      await client.publicPage.update({ where: { matterId }, data: { [column]: changed } });
      expect([column, await found()]).toEqual([column, [expect.any(String)]]);
      await client.publicPage.update({ where: { matterId }, data: page });
    }
    const changedUpdate = {
      published: `${update.published} `,
      words: update.words.replace("first", "update"),
      reason: "Another reason.",
      at: new Date(0),
      byId: people.drafter.userId,
    };
    for (const [column, changed] of Object.entries(changedUpdate)) {
      await client.publicUpdate.update({ where, data: { [column]: changed } });
      expect([column, await found()]).toEqual([
        column,
        ["publication was changed after it was recorded"],
      ]);
      await client.publicUpdate.update({ where, data: update });
    }
    await client.publicUpdate.delete({ where });
    expect(await found()).toEqual(["publication is gone"]);
    await client.publicUpdate.create({ data: update });
    for (const at of [update.at, new Date("2099-01-01")]) {
      await client.publicUpdate.create({ data: { ...update, id: "added", at } });
      expect([at, await found()]).toEqual([at, ["publication added is in no line"]]);
      await client.publicUpdate.delete({ where: { id: "added" } });
    }
    expect(await found()).toEqual([]);
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "Not now." }));
    expect(await found()).toEqual([]);
    for (const data of [{ status: "published" }, { withdrawalReason: "Another." }]) {
      const { status, withdrawalReason } = await client.publicPage.findUniqueOrThrow({
        where: { matterId },
      });
      await client.publicPage.update({ where: { matterId }, data });
      expect(await found()).toEqual([expect.any(String)]);
      await client.publicPage.update({ where: { matterId }, data: { status, withdrawalReason } });
    }
  });

  it("[embarrassment 10] carries no person's name, no note and no id of a person out of the workspace", async () => {
    const published = await openPublished();
    const { database, documentId, people } = published;
    const { client } = database;
    await client.agencyEvent.create({
      data: {
        id: "ack",
        documentId,
        kind: "acknowledged",
        dated: "2021-09-20",
        details: canonicalize({ trackingNumbers: [], track: null }) ?? "",
        note: "Privileged: call Pat about it.",
        recordedById: people.staff.userId,
        recordedAt: new Date(),
      },
    });
    value(await publish(published, { noteEn: "An acknowledgment came.", reason: "x" }));
    const text = JSON.stringify(await published.read());
    expect(text).toContain("acknowledged");
    const users = await client.user.findMany();
    expect(users.length).toBeGreaterThan(3);
    for (const { id, name, email } of users) {
      for (const private_ of [id, name, email]) expect(text).not.toContain(private_);
    }
    expect(text).not.toContain("Privileged");
    expect(text).not.toContain('Weekly reports"');
  });

  it("[L44] [embarrassment 11] with an A-number or a Social Security number is not published, wherever it stands", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    for (const words of ["Our client, A 123 456 789, waits.", "SSN 123-45-6789"]) {
      const form = await pageForm(filed, { narrativeEn: words });
      value(await services.publicPage.editPage(people.staff, slug, form));
      const answer = refusalOf(await publish(filed, { reason: "It may stand." }));
      expect(answer.code).toBe("bad-input");
      expect(answer.sentence).toMatch(/A-number|Social Security number/u);
    }
    const clean = await pageForm(filed, { narrativeEn: "Words." });
    value(await services.publicPage.editPage(people.staff, slug, clean));
    const noted = refusalOf(
      await publish(await openPublished(), { noteEn: "About SSN 123-45-6789", reason: "x" }),
    );
    expect(["bad-input", "stale"]).toContain(noted.code);
  });

  it("[L41] [embarrassment 12] that counts other items than the filed request goes out with a reason only, which is recorded", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug, documentId, database } = filed;
    await tellOfRequest(filed);
    const view = await shown(filed);
    const [first] = view.filings[0]?.items ?? [];
    const summary = view.content.summaries[0]!;
    const form: SummaryForm = {
      headingEn: summary.heading.en,
      headingEs: undefined,
      leadInEn: undefined,
      leadInEs: undefined,
      items: [{ id: undefined, wordsEn: "All", wordsEs: undefined, itemIds: [first?.id ?? ""] }],
    };
    value(await services.publicPage.editSummary(people.staff, slug, documentId, form));
    const refusal = refusalOf(await publish(filed));
    expect(refusal).toMatchObject({ code: "reason-missing" });
    expect(refusal.sentence).toContain("leaves out 3 of the 4 items");
    value(await publish(filed, { reason: "The second item is told elsewhere." }));
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "matter.published" },
    });
    expect(JSON.parse(line.details)).toMatchObject({
      reason: "The second item is told elsewhere.",
      differs: [expect.stringContaining("leaves out 3")],
    });
  });

  it("[L42] takes who sues whom from the caption, and refuses a card that names the department", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    const complaint = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
    value(await services.documents.create(people.drafter, slug, complaint));
    await tellOfRequest(filed);
    const [docket] = (await shown(filed)).dockets;
    const docketId = docket?.docketId ?? "";
    const card = (summaryEn: string, footnoteEn?: string): CardForm => ({
      labelEn: "Litigation",
      labelEs: undefined,
      titleEn: "The Council sues",
      titleEs: undefined,
      summaryEn,
      summaryEs: undefined,
      link: undefined,
      footnoteEn,
      footnoteEs: undefined,
    });
    const both = "It seeks to compel DHS and ICE to disclose the reports.";
    value(await services.publicPage.editCard(people.staff, slug, docketId, card(both)));
    const refusal = refusalOf(await publish(filed, { reason: "It may stand." }));
    expect(refusal).toMatchObject({ code: "bad-input" });
    expect(refusal.sentence).toContain("The card names DHS");
    value(
      await services.publicPage.editCard(
        people.staff,
        slug,
        docketId,
        card(both, "The caption names ICE alone."),
      ),
    );
    value(await publish(filed));
    const { page } = value(await services.publicPage.read((await shown(filed)).slug)) as never as {
      page: { suits: unknown[] };
    };
    expect(page.suits).toMatchObject([
      { defendants: ["U.S. Immigration and Customs Enforcement"], docketId },
    ]);
  });

  it("[L43] changes in the open: anew only with a dated note, which names the parts; nothing changed is not published", async () => {
    const published = await openPublished();
    const { services, people, slug, read } = published;
    expect(
      refusalOf(await publish(published, { noteEn: "Nothing.", reason: "x" })).sentence,
    ).toContain("Nothing of the page has changed");
    const form = await pageForm(published, { narrativeEn: "What it really is about." });
    value(await services.publicPage.editPage(people.staff, slug, form));
    expect((await read()).page.narrative.en).toEqual(["What it is about."]);
    expect((await shown(published)).changed).toEqual(["narrative"]);
    expect(refusalOf(await publish(published, { reason: "x" })).fields).toHaveProperty("noteEn");
    published.pass(60_000);
    const note = {
      kind: "correction",
      noteEn: "A word was wrong.",
      noteEs: "Una palabra.",
    } as const;
    value(await publish(published, { ...note, reason: "x" }));
    const { updates, publishedAt, updatedAt } = await read();
    expect(updates).toMatchObject([
      { kind: "correction", en: "A word was wrong.", parts: ["narrative"] },
      { kind: "first", parts: [] },
    ]);
    expect(publishedAt < updatedAt).toBe(true);
  });

  it("publishes what was looked at, and nothing that somebody changed since", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    const { candidate } = await shown(filed);
    value(
      await services.publicPage.editPage(
        people.staff,
        slug,
        await pageForm(filed, { narrativeEn: "Another." }),
      ),
    );
    expect(refusalOf(await publish(filed, { seen: candidate.hash })).code).toBe("stale");
  });

  it("[R27] is read at another process as it was published, corrected and withdrawn here", async () => {
    const published = await openPublished();
    const { services, people, slug, pageSlug, resources } = published;
    const own = await openDatabase({ url: published.database.url, migrationsFolder });
    onTestFinished(() => own.close());
    const other = createServices({ ...resources, database: own }).publicPage;
    const loader = (address: string) => {
      const context = { services: { publicPage: other }, appUrl: "https://desk.example.org" };
      const request = new Request(`https://desk.example.org${address}`);
      return { request, context, params: { slug: pageSlug } };
    };
    const shownThere = async () => {
      const answer = await readPage(loader(`/p/${pageSlug}`) as never);
      if (!(answer instanceof Response)) throw new Error("no page");
      return { status: answer.status, text: await answer.text() };
    };
    expect((await shownThere()).text).toContain("What it is about.");
    const corrected = await pageForm(published, { narrativeEn: "What it is really about." });
    value(await services.publicPage.editPage(people.staff, slug, corrected));
    value(await publish(published, { kind: "correction", noteEn: "A word.", reason: "Wrong." }));
    expect((await shownThere()).text).toContain("What it is really about.");
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "It was wrong." }));
    expect(await shownThere()).toMatchObject({
      status: 410,
      text: expect.stringContaining("It was wrong.") as string,
    });
  });

  it("[L40] that is withdrawn says so at its address, and its files are gone", async () => {
    const published = await openPublished();
    const { services, people, slug, pageSlug, read } = published;
    const hash = (await read()).page.documents[0]?.sha256 ?? "";
    const found = value(await services.publicPage.file(pageSlug, hash));
    if (found.state !== "offered") throw new Error(`it is ${found.state}`);
    const bytes = await bytesOf(found.file);
    expect([sha256(bytes), bytes.byteLength]).toEqual([hash, found.file.size]);
    expect(refusalOf(await services.publicPage.file(pageSlug, "0".repeat(64))).code).toBe(
      "not-found",
    );
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "It was wrong." }));
    expect(value(await services.publicPage.read(pageSlug))).toMatchObject({
      state: "withdrawn",
      reason: "It was wrong.",
    });
    expect(refusalOf(await services.publicPage.file(pageSlug, hash)).code).toBe("not-found");
    expect(value(await services.publicPage.list()).pages).toEqual([]);
    expect(
      refusalOf(await services.publicPage.withdraw(people.staff, slug, { reason: "x" })).code,
    ).toBe("wrong-status");
  });

  it("has an address of its own: one in use is refused with a sentence, and one that was published stays", async () => {
    const published = await openPublished();
    const { services, people, slug, pageSlug, database } = published;
    const moved = await pageForm(published, { slug: "elsewhere" });
    expect(
      refusalOf(await services.publicPage.editPage(people.staff, slug, moved)).fields?.["slug"],
    ).toContain("It stays");
    const row = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    await database.client.matter.create({ data: { ...row, id: "second", slug: "second" } });
    const parties = await database.client.matterParty.findMany({ where: { matterId: row.id } });
    await database.client.matterParty.createMany({
      data: parties.map((party) => ({ ...party, matterId: "second" })),
    });
    const second = { ...published, slug: "second" };
    const taken = await pageForm(second, { slug: pageSlug });
    expect(
      refusalOf(await services.publicPage.editPage(people.staff, "second", taken)).fields?.["slug"],
    ).toContain("has this address already");
  });

  it("is edited by two people at once: what each changed stays, and the same field is said", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    value(await services.publicPage.editPage(people.staff, slug, await pageForm(filed)));
    const opened = await pageForm(filed);
    const mine = { ...opened, titleEs: "Buscamos documentos" };
    const theirs = { ...opened, noticeEn: "A notice." };
    value(await services.publicPage.editPage(people.staff, slug, theirs));
    value(await services.publicPage.editPage(people.staff, slug, mine));
    expect((await shown(filed)).content).toMatchObject({
      title: { es: "Buscamos documentos" },
      notice: { en: "A notice." },
    });
    const late = { ...opened, titleEs: "Otra cosa" };
    expect(refusalOf(await services.publicPage.editPage(people.staff, slug, late)).code).toBe(
      "conflict",
    );
  });

  it("[L45] keeps resources with their number, its source and day, and refuses half of that", async () => {
    const filed = await openFiledRequest();
    const { services, people, slug } = filed;
    const resource = {
      id: undefined,
      labelEn: undefined,
      labelEs: undefined,
      titleEn: "Explore data",
      titleEs: undefined,
      textEn: "A map.",
      textEs: undefined,
      link: "https://example.org/map",
      figure: "100+",
      statisticEn: "data points",
      statisticEs: undefined,
      source: "Map the Impact",
      asOf: "2021-09-09",
    };
    const half = { resources: [{ ...resource, source: undefined }] } satisfies ResourcesForm;
    expect(refusalOf(await services.publicPage.editResources(people.staff, slug, half)).code).toBe(
      "bad-input",
    );
    const whole = { resources: [resource] } satisfies ResourcesForm;
    value(await services.publicPage.editResources(people.staff, slug, whole));
    expect((await shown(filed)).content.resources).toMatchObject([
      { id: expect.stringMatching(/./u), statistic: { figure: "100+", asOf: "2021-09-09" } },
    ]);
  });

  it("[L20] [L42] [L44] offers the agency's letter byte for byte; what looks private in it asks for a reason", async () => {
    const published = await openPublished();
    const { services, people, slug, documentId, database, pageSlug, read } = published;
    await database.client.agencyEvent.create({
      data: {
        id: "answer",
        documentId,
        kind: "acknowledged",
        dated: "2021-09-20",
        details: canonicalize({ trackingNumbers: [], track: null }) ?? "",
        note: "",
        recordedById: people.staff.userId,
        recordedAt: new Date(),
      },
    });
    const letter = "We have your request, and your A-number A 123 456 789.\n";
    const upload = { fileName: "answer.txt", bytes: inPieces(letter) };
    const form = { role: "letter" } as const;
    const { attachmentId } = value(
      await services.attachments.add(people.staff, "agency-event", "answer", form, upload),
    );
    const files = [
      {
        id: `attachment:${attachmentId}`,
        isOffered: true,
        labelEn: "Its letter",
        labelEs: undefined,
      },
    ];
    value(await services.publicPage.editOffer(people.staff, slug, { files }));
    const refusal = refusalOf(await publish(published, { noteEn: "A letter came." }));
    expect(refusal).toMatchObject({ code: "reason-missing" });
    expect(refusal.sentence).toContain("“answer.txt” holds what looks private: an A-number");
    value(await publish(published, { noteEn: "A letter came.", reason: "It is an example." }));
    const [file] = (await read()).page.documents;
    expect(file).toMatchObject({ what: "letter", dated: "2021-09-20", sha256: sha256(letter) });
    const offered = value(await services.publicPage.file(pageSlug, sha256(letter)));
    if (offered.state !== "offered") throw new Error(`it is ${offered.state}`);
    expect((await bytesOf(offered.file)).toString()).toBe(letter);
  });
});

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
