import { describe, expect, it } from "vitest";
import { writeText } from "#tests/services/papers.ts";
import { paragraph, talkOf } from "#tests/services/talk.ts";
import { openCoalition, value, wordHere } from "#tests/services/workspace.ts";
import { composeWord } from "#server/word/leaving/compose.ts";
import { done } from "#app/domain/refusal.ts";
import { APART_HEADER } from "#app/domain/word-leaving.ts";
import { siteOf } from "./site.ts";

async function open() {
  const coalition = await openCoalition({
    appUrl: null,
    word: {
      ...wordHere,
      read: async () => {
        throw new Error("nothing is read here");
      },
      write: async (input) => {
        const { recorded, apart } = composeWord(input);
        const bytes = new TextEncoder().encode("a Word file");
        return done({ is: "written", word: { bytes, ...recorded, apart } });
      },
    },
  });
  const site = siteOf(coalition);
  const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
  const { documentId } = value(
    await site.services.documents.create(site.people.drafter, site.slug, form),
  );
  const talk = talkOf({ ...site, documentId });
  return { ...site, documentId, talk, word: `/documents/${documentId}.docx` };
}

describe("a Word file's address", () => {
  it("[W1] hands out the file under its name, to nobody's cache, and takes along nothing unasked", async () => {
    const { as, word, database } = await open();
    const answer = await (await as("observer")).get(word);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store, no-transform");
    expect(answer.headers.get("Content-Disposition")).toMatch(
      /^attachment; filename="2021-10-07-foia-request-weekly-reports-draft-\d+\.docx"$/u,
    );
    const { choices } = await database.client.wordExport.findFirstOrThrow();
    expect(JSON.parse(choices)).toEqual({
      isForCourt: false,
      names: false,
      times: false,
      suggestions: false,
      comments: false,
      own: [],
      footer: true,
    });
  });

  it("[W3] takes what its form chose, of several organizations too, and refuses what is no choice", async () => {
    const { as, word, database, organizations } = await open();
    const drafter = await as("drafter");
    const chosen = await drafter.get(
      `${word}?for=counsel&names=yes&times=yes&suggestions=yes&comments=yes&own=${organizations.council}&footer=no`,
    );
    expect(chosen.status).toBe(200);
    const { choices } = await database.client.wordExport.findFirstOrThrow();
    expect(JSON.parse(choices)).toMatchObject({
      names: true,
      comments: true,
      own: [organizations.council],
      footer: false,
    });
    const both = `${word}?own=${organizations.council}&own=${organizations.ilrc}`;
    expect((await drafter.get(both)).status).toBe(403);
    for (const wrong of ["names=maybe", "for=everybody", "footer=perhaps"]) {
      expect((await drafter.get(`${word}?${wrong}`)).status).toBe(404);
    }
    const forCourt = await drafter.get(`${word}?for=court&comments=yes&names=yes`);
    expect(forCourt.status).toBe(200);
    const last = await database.client.wordExport.findFirstOrThrow({
      where: { choices: { contains: '"isForCourt":true' } },
    });
    expect(JSON.parse(last.choices)).toMatchObject({
      comments: false,
      names: false,
      footer: false,
    });
  });

  it("[FRCP 5.2(a)] leads to the page that asks, while something in the text looks private", async () => {
    const story = await open();
    const { as, word, documentId } = story;
    await writeText(story, documentId, "Her number is 123-45-6789.");
    const asked = await (await as("drafter")).get(word);
    expect([asked.status, asked.location]).toEqual([302, `/documents/${documentId}/private-data`]);
  });

  it("is found by nobody who may not read the document, with or without what is behind it", async () => {
    const { as, documentId } = await open();
    const stranger = await as("stranger");
    for (const address of [
      `/documents/${documentId}.docx`,
      `/documents/${documentId}/versions/1.docx`,
      `/documents/${documentId}/redline.docx?from=1&to=draft`,
      `/documents/${documentId}/word`,
    ]) {
      expect((await stranger.get(address)).status).toBe(404);
      expect((await stranger.get(address.replace(documentId, "no-such"))).status).toBe(404);
    }
    const drafter = await as("drafter");
    expect((await drafter.get(`/documents/${documentId}/versions/9.docx`)).status).toBe(404);
    expect((await drafter.get(`/documents/${documentId}/redline.docx?from=1`)).status).toBe(404);
  });
});

describe("the page before a Word file leaves", () => {
  it("[W3] says what could go along, whose it is, and who would be named", async () => {
    const { as, people, organizations, documentId, talk } = await open();
    await talk.begin(people.drafter, { text: "Is this so?" });
    await talk.begin(people.drafter, { text: "Ours.", organizationId: organizations.council });
    await talk.begin(people.ilrcDrafter, { text: "Theirs.", organizationId: organizations.ilrc });
    const shown = await (await as("drafter")).get(`/documents/${documentId}/word`);
    expect(shown.words).toContain("1 comment in 1 conversation");
    expect(shown.words).toContain("Only Council’s own: 1 comment in 1 conversation");
    expect(shown.words).not.toContain("ILRC’s own");
    expect(shown.words).toContain("drafter (Council)");
    expect(shown.words).not.toContain("ilrc-drafter");
    const boxes = [...shown.document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    expect(boxes.map(({ name, checked }) => [name, checked])).toEqual([
      ["comments", false],
      ["own", false],
      ["names", false],
      ["times", false],
    ]);
    expect(shown.document.querySelector("main form")?.getAttribute("action")).toBe(
      `/documents/${documentId}.docx`,
    );
  });

  it("says that nobody is named where there is nothing beside the text", async () => {
    const { as, documentId } = await open();
    const shown = await (await as("drafter")).get(`/documents/${documentId}/word`);
    expect(shown.words).toContain("the file has the text alone, and names nobody");
    expect(shown.document.querySelectorAll("input[type=checkbox]")).toHaveLength(0);
  });
});

describe("a Word file that does not have all that was chosen", () => {
  it("[W3] says so beside the download, in a header that the page reads", async () => {
    const { as, word, talk, people } = await open();
    const suggestion = {
      base: [paragraph("block-1", "These words were never here.")],
      proposed: [paragraph("block-1", "These words were here.")],
    };
    await talk.begin(people.drafter, { text: "", suggestion });
    const drafter = await as("drafter");
    const taken = await drafter.get(`${word}?suggestions=yes`);
    expect(taken.headers.get(APART_HEADER)).toBe("1");
    expect((await drafter.get(word)).headers.get(APART_HEADER)).toBeNull();
  });

  it("[FRCP 5.2(a)] says on its page what looks private in comments, and leaves with it once that was ticked", async () => {
    const { as, word, talk, people, documentId } = await open();
    await talk.begin(people.drafter, { text: "Her number is 123-45-6789." });
    const drafter = await as("drafter");
    const { words } = await drafter.get(`/documents/${documentId}/word`);
    expect(words).toContain("Social Security number");
    expect(words).not.toContain("123-45");
    const refusal = await drafter.get(`${word}?comments=yes`);
    expect([refusal.status, refusal.body]).toEqual([409, expect.stringContaining("in a comment")]);
    expect((await drafter.get(`${word}?comments=yes&private=yes`)).status).toBe(200);
  });
});
