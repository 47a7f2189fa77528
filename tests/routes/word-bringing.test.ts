import { describe, expect, it } from "vitest";
import { openReview } from "#tests/services/papers.ts";
import { changeOf, NO_PLAN, NO_REPORT, paperWordBytes } from "#tests/services/paper-word.ts";
import { paragraph } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { ORIGIN, siteOf } from "./site.ts";

const open = async () => {
  const site = siteOf(await openReview());
  const { services, people, documentId } = site;
  const change = changeOf(
    paragraph("far-one", "The agency may answer."),
    paragraph("far-one", "The agency must answer."),
    { where: "¶ 14" },
  );
  const file = {
    report: {
      ...NO_REPORT,
      code: "UNKNOWN-CODE",
      notKept: [{ what: "2 pictures (left out)", count: 2, places: ["¶ 3"] }],
      printed: [{ what: "1 caption", count: 1, places: ["“typed here”"] }],
      changes: [{ author: "Jane Doe", count: 1 }],
    },
    plan: { ...NO_PLAN, tracked: [{ author: "Jane Doe", count: 1 }], changes: [change] },
  };
  const upload = { fileName: "Back.docx", bytes: paperWordBytes(file) };
  const { arrivalId } = value(
    await services.wordFiles.arrive(people.drafter, upload, { documentId }),
  );
  return { ...site, arrivalId, drafter: await site.as("drafter") };
};

describe("the pages of what comes in from Word", () => {
  it("[W7] say what can't be kept, with its places, before anything is written", async () => {
    const { drafter, arrivalId } = await open();
    const { words } = await drafter.get(`/from-word/${arrivalId}`);
    expect(words).toContain("Can’t be kept");
    expect(words).toContain("2 pictures (left out): ¶ 3");
    expect(words).toContain("¶ 3");
    expect(words).toContain("1 by Jane Doe");
  });

  it("[W7] say of words over details that they don’t go into a text, and not that they are lost", async () => {
    const { drafter, arrivalId, slug } = await open();
    for (const page of ["", `/draft/${slug}`]) {
      const { words } = await drafter.get(`/from-word/${arrivalId}${page}`);
      expect(words).toContain("don’t go into a text:1 caption: “typed here”");
      expect(words.split("1 caption")).toHaveLength(2);
    }
  });

  it("[W9] say nothing of an unknown code but that it is none of what one may see", async () => {
    const { drafter, arrivalId } = await open();
    const { words } = await drafter.get(`/from-word/${arrivalId}`);
    expect(words).toContain("It is of nothing that you may see here");
    expect(words).not.toContain("UNKNOWN-CODE");
  });

  it("[W9] [W10] list what came back, and bring it in by one form, which leads to where it is taken back", async () => {
    const { drafter, arrivalId, documentId } = await open();
    const address = `/from-word/${arrivalId}/return/${documentId}`;
    const page = await drafter.get(address);
    expect(page.words).toContain("1 tracked change by Jane Doe");
    expect(page.words).toContain("¶ 14 · Jane Doe, in Word");
    const hidden = (name: string) =>
      page.document.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? "";
    const fields = {
      intent: "bring-in",
      arrivalId: hidden("arrivalId"),
      text: hidden("text"),
      seen: hidden("seen"),
      organizationId: "",
    };
    const brought = await drafter.post(address, fields);
    expect(brought.location).toMatch(/^\/documents\/[^/]+\/word-returns\/[^/]+$/u);
    const done = await drafter.get(brought.location ?? "");
    expect(done.words).toContain("1 suggestion");
    const returnId = brought.location?.split("/").at(-1) ?? "";
    const back = await drafter.post(brought.location ?? "", { intent: "take-back", returnId });
    expect(back.words).toContain("1 suggestion withdrawn");
  });

  it("are another person's alone, and the text for the caret is JSON", async () => {
    const { as, drafter, arrivalId, documentId } = await open();
    const other = await as("ilrc-drafter");
    for (const path of [
      `/from-word/${arrivalId}`,
      `/from-word/${arrivalId}/return/${documentId}`,
      `/documents/${documentId}/word-blocks/${arrivalId}?changes=with`,
    ]) {
      expect([path, (await other.get(path)).status]).toEqual([path, 404]);
    }
    const own = await drafter.get(`/documents/${documentId}/word-blocks/${arrivalId}?changes=with`);
    expect([own.status, JSON.parse(own.body)]).toEqual([
      200,
      { fileName: "Back.docx", blocks: [] },
    ]);
  });

  it("take a dropped file as JSON, and say where it goes on or why not", async () => {
    const { drafter, documentId, cookieOf } = await open();
    const headers = { Cookie: await cookieOf("drafter@example.org") };
    const send = async (name: string, words: string) => {
      const body = new FormData();
      body.append("intent", "arrive");
      body.append("file", new Blob([words]), name);
      const request = new Request(`${ORIGIN}/send-word-file?document=${documentId}`, {
        method: "POST",
        headers,
        body,
      });
      const answer = await drafter.send(request);
      return [answer.status, JSON.parse(answer.body) as unknown];
    };
    const file = JSON.stringify({ report: NO_REPORT, blocks: [], plan: NO_PLAN });
    expect(await send("a.docx", file)).toEqual([
      200,
      { to: expect.stringMatching(/^\/from-word\/[^/]+$/u), sentence: null },
    ]);
    expect(await send("a.doc", file)).toEqual([
      400,
      { to: null, sentence: expect.stringContaining("no Word file") },
    ]);
  });
});

describe("the page of a new draft from Word", () => {
  it("[W7] says that its comments are left out, with and without its tracked changes, and who may see them", async () => {
    const site = siteOf(await openReview());
    const { services, people, documentId, slug } = site;
    const jane = { author: "Jane Doe", count: 4 };
    const report = { ...NO_REPORT, changes: [jane], comments: [jane] };
    const upload = { fileName: "New.docx", bytes: paperWordBytes({ report }) };
    const { arrivalId } = value(
      await services.wordFiles.arrive(people.drafter, upload, { documentId }),
    );
    const drafter = await site.as("drafter");
    const { words } = await drafter.get(`/from-word/${arrivalId}/draft/${slug}`);
    expect(words.match(/Its 4 comments are left out\./gu)).toHaveLength(2);
    expect(words).toContain("Who sees the suggestions and comments");
    const arrived = await drafter.get(`/from-word/${arrivalId}`);
    expect(arrived.words).toContain("Its 4 comments are left out.");
  });
});
