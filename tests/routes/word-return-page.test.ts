import { describe, expect, it } from "vitest";
import { NOTHING_ALONG } from "#app/domain/word-leaving.ts";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { changeOf, NO_PLAN, NO_REPORT, paperWordBytes } from "#tests/services/paper-word.ts";
import { paragraph, talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

const open = async () => {
  const site = siteOf(await openReview());
  const { services, people, documentId } = site;
  return {
    ...site,
    talk: talkOf(site),
    drafter: await site.as("drafter"),
    arrive: async (plan: Partial<WordPlan>, code: string | null = null) => {
      const file = { report: { ...NO_REPORT, code }, plan: { ...NO_PLAN, ...plan } };
      const upload = { fileName: "Back.docx", bytes: paperWordBytes(file) };
      const arrived = await services.wordFiles.arrive(people.drafter, upload, { documentId });
      const { arrivalId } = value(arrived);
      return { arrivalId, address: `/from-word/${arrivalId}/return/${documentId}` };
    },
    code: async () => {
      const choices = { ...NOTHING_ALONG, comments: true };
      value(await services.word.take(people.drafter, documentId, { is: "current" }, choices));
      return (await site.database.client.wordExport.findFirstOrThrow({ where: { documentId } }))
        .code;
    },
  };
};

/** Comments of somebody in Word, each on the whole. */
const comments = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    threadId: null,
    where: null,
    place: null,
    isDone: false,
    comments: [{ author: "Jane Doe", at: null, text: `Remark ${index}.` }],
  }));

describe("the page of what came back from Word", () => {
  it("[W11] lists as many comments as come in at once, sixty of them open, and says how many more there are", async () => {
    const { drafter, arrive } = await open();
    const beyond = { ...NO_PLAN.beyond, comments: 1_000 };
    const { address } = await arrive({ talk: comments(500), beyond });
    const { document, words } = await drafter.get(address);
    expect(words).toContain("1,100 more comments do not come in now.");
    expect(words).toContain("Bring in 400 comments");
    expect(words).toContain("340 more");
    expect(words).toContain("Remark 399.");
    expect(words).not.toContain("Remark 400.");
    expect(document.querySelectorAll("details li")).toHaveLength(340);
  });

  it("[W9] has a button where all that came back is what became of our own comments", async () => {
    const { drafter, people, talk, arrive, code } = await open();
    const { id: threadId } = await talk.begin(people.drafter, { text: "Is this so?" });
    const fate = { threadId, author: null, at: null } as const;
    const untouched = await arrive({ fates: [{ ...fate, fate: "untouched" }] }, await code());
    expect((await drafter.get(untouched.address)).document.querySelector("[name=seen]")).toBeNull();
    const resolved = await arrive({ fates: [{ ...fate, fate: "resolved" }] }, await code());
    const { document, words } = await drafter.get(resolved.address);
    expect(words).toContain("Tell what became of ours");
    const fields = Object.fromEntries(
      [...document.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map(
        ({ name, value: held }) => [name, held],
      ),
    );
    const brought = await drafter.post(resolved.address, { intent: "bring-in", ...fields });
    expect(brought.location).toContain("/word-returns/");
  });

  it("does not call who sees it optional: everybody is an answer, too", async () => {
    const { drafter, arrive } = await open();
    const { address } = await arrive({ talk: comments(1) });
    const { words } = await drafter.get(address);
    expect(words).toContain("Who sees it");
    expect(words).not.toContain("(optional)");
  });

  it("[M2] is shown for each of its readers, where some people alone have a part of an earlier file", async () => {
    const { drafter, arrive, people, services, documentId, organizations } = await open();
    const change = (words: string) =>
      changeOf(paragraph("far", "The words."), paragraph("far", `${words} words.`));
    const { address, arrivalId } = await arrive({ changes: [change("Own")] });
    const own = organizations.council;
    const asked = { arrivalId, text: undefined, readers: own };
    const { seen, text } = value(
      await services.wordFiles.showReturn(people.drafter, documentId, asked),
    );
    expect((await drafter.get(address)).document.querySelector("#readers")).toBeNull();
    const form = { arrivalId, text, seen, organizationId: own };
    value(await services.wordFiles.bringIn(people.drafter, documentId, form));
    const next = await arrive({ changes: [change("Other")] });
    const hidden = async (address: string) => {
      const { document, words } = await drafter.get(address);
      const fields = document.querySelectorAll<HTMLInputElement>("form input[type=hidden]");
      const named = [...fields].filter(({ name }) => name === "organizationId");
      const chosen = document.querySelector("#readers [selected]")?.getAttribute("value");
      return { ids: named.map(({ value: id }) => id), chosen, words };
    };
    const all = await hidden(next.address);
    expect([all.ids, all.chosen]).toEqual([[""], "all"]);
    expect(all.words).toContain("Everybody of the parties sees it.");
    const ours = await hidden(`${next.address}?text=draft&for=${own}`);
    expect([ours.ids, ours.chosen]).toEqual([[own], own]);
    expect(ours.words).toContain("Only Council sees it.");
    expect((await drafter.get(`${next.address}?for=${organizations.ilrc}`)).status).toBe(403);
  });

  it("[W9] compares with the draft, says so and lets one choose, where the text that left is not kept any more", async () => {
    const { drafter, arrive, code, database } = await open();
    const { address } = await arrive({ talk: comments(1) }, await code());
    expect((await drafter.get(address)).words).not.toContain("Which text was it made from?");
    const lost = { generation: 99, sequence: 99 };
    await database.client.wordExport.updateMany({ data: lost });
    const { status, document, words } = await drafter.get(address);
    expect(status).toBe(200);
    expect(words).toContain("not kept any more");
    const options = [...document.querySelectorAll("#made-from option")];
    expect(options.map((option) => option.getAttribute("value"))).not.toContain("export");
    expect(options.length).toBeGreaterThan(0);
    expect(document.querySelector("input[name=text]")?.getAttribute("value")).toBe("draft");
  });

  it("[M8] says which review stands in the way and until when the file waits; and brings it in after that without sending it again", async () => {
    const site = await open();
    const { drafter, arrive, services, reviewers, organizations, documentId } = site;
    const { address, arrivalId } = await arrive({ talk: comments(1) });
    const { versionId, hash } = await submit(site);
    const frozen = await drafter.get(address);
    expect(frozen.words).toMatch(
      /Version 1 of “[^”]+” is under review since .+, made by .+\. So nothing can be written/u,
    );
    const { expiresAt } = await site.database.client.wordArrival.findUniqueOrThrow({
      where: { id: arrivalId },
    });
    const instants = [...frozen.document.querySelectorAll("time")].map((one) => one.dateTime);
    expect(instants).toContain(expiresAt.toISOString());
    expect(frozen.words).toContain("without sending it again");
    expect(frozen.document.querySelector("[name=seen]")).toBeNull();
    const listed = await drafter.get("/from-word");
    expect(listed.words).toContain("Back.docx");
    expect(listed.words).toMatch(/Waits for you until [A-Z][a-z]+ [0-9]+, .+ UTC/u);
    expect(listed.document.querySelector(`a[href="/from-word/${arrivalId}"]`)).not.toBeNull();

    const organizationId = organizations.ilrc;
    const asked = { versionId, hash, organizationId, reason: "Once more." };
    value(await services.reviews.requestChanges(reviewers.ilrc, documentId, asked));
    const { document } = await drafter.get(address);
    const fields = Object.fromEntries(
      [...document.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map(
        ({ name, value: held }) => [name, held],
      ),
    );
    const brought = await drafter.post(address, { intent: "bring-in", ...fields });
    expect(brought.location).toContain("/word-returns/");
    // It waits on, and nothing says that it was not brought in.
    const after = [await drafter.get("/from-word"), await drafter.get(`/from-word/${arrivalId}`)];
    for (const { words } of after) {
      expect(words).toContain("Back.docx");
      expect(words).not.toMatch(/not brought in|written anywhere yet/u);
    }
    const again = (await drafter.get(address)).words;
    expect(again).toContain("1 is here already, or in the draft");
  });
});
