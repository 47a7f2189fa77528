import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { NO_PLAN, paperWordBytes } from "#tests/services/paper-word.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { paragraph, talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { openPrograms } from "./programs.ts";

const LETTER = {
  dated: "2022-03-01",
  received: "2022-03-03",
  cameBy: "e-mail",
  trackingNumbers: "2021-ICFO-00042, ICE FOIA Office",
  parts: [{ kind: "acknowledged", track: "complex" }],
};

describe("[I1] the API", () => {
  it("does the main job with a client made of its description: creates, reads, records, lists what is due", async () => {
    const programs = await openPrograms(await openSuitOfRequest());
    const { slug: matter, documentId: document, docketId: docket } = programs;
    const drafter = await programs.programOf("drafter");
    const staff = await programs.programOf("staff");

    expect(await drafter.done("getMe")).toMatchObject({
      organizations: [{ shortName: "Council", roles: ["drafter"] }],
    });
    const [first] = await drafter.all("listMatters");
    expect(first).toMatchObject({ slug: matter });
    expect(await drafter.done("getMatter", { params: { matter } })).toMatchObject({
      lead: { shortName: "Council" },
    });
    const beginnings = await drafter.done("getBeginnings", { params: { matter } });
    expect(beginnings["kinds"]).toContainEqual(expect.objectContaining({ kind: "request" }));
    const { id } = await drafter.done("createDocument", {
      params: { matter },
      json: { kind: "letter", title: "A letter by a program", layoutProfile: "letter" },
    });
    expect(await drafter.all("listDocuments", { params: { matter } })).toContainEqual(
      expect.objectContaining({ id, title: "A letter by a program", status: "draft" }),
    );
    const made = { document: String(id) };
    const draft = await drafter.done("getDraft", { params: made });
    expect(draft["html"]).toContain("<p");
    expect(await drafter.done("getDocument", { params: made })).toMatchObject({ version: null });

    const { id: letter } = await staff.done("recordLetter", {
      params: { document },
      json: LETTER,
    });
    expect(await staff.all("listAgencyRecord", { params: { document } })).toContainEqual(
      expect.objectContaining({ id: letter, kind: "acknowledged", cameBy: "e-mail" }),
    );
    const { id: entry } = await staff.done("recordDocketEntry", {
      params: { matter, docket },
      json: { kind: "other", dated: "2022-03-02", text: "Clerk’s notice." },
    });
    expect(await staff.all("listDocketEntries", { params: { matter, docket } })).toContainEqual(
      expect.objectContaining({ id: entry, text: "Clerk’s notice." }),
    );
    expect(await staff.all("listDockets", { params: { matter } })).toMatchObject([{ id: docket }]);
    const due = await staff.all("listDeadlines", { query: { matter } });
    expect(due.length).toBeGreaterThan(0);
    expect(due.map((one) => one["due"])).toEqual(due.map((one) => one["due"]).toSorted());
    expect(await staff.all("listDeadlines")).toEqual(due);

    expect(await staff.done("getFiling", { params: { document } })).toMatchObject({
      filedOn: "2021-10-07",
      confirmation: "2021-ICFO-00042",
    });
    const versions = await staff.all("listVersions", { params: { document } });
    expect(versions.length).toBeGreaterThan(0);
    const last = versions.at(-1);
    const version = await staff.done("getVersion", {
      params: { document, number: Number(last?.["number"]) },
    });
    expect(version["hash"]).toBe(last?.["hash"]);
    expect(await staff.all("listThreads", { params: { document } })).toEqual([]);
    const notDone = ["createDocumentFromWord"];
    const all = Object.values(staff.api.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    const asked = new Set([...drafter.asked, ...staff.asked, ...notDone]);
    expect(all.filter((operationId) => !asked.has(operationId))).toEqual([]);
    expect(programs.server.lines).toEqual([]);
  });

  it("starts a draft from a Word file, which is the body", async () => {
    const programs = await openPrograms(await openReview());
    const drafter = await programs.programOf("drafter");
    const blocks = [paragraph("one", "The agency may answer.")];
    const file = await buffer(paperWordBytes({ blocks, plan: NO_PLAN }));
    const made = await drafter.done("createDocumentFromWord", {
      params: { matter: programs.slug },
      query: { kind: "letter", title: "From Word", layoutProfile: "letter", changes: "without" },
      file: new Uint8Array(file),
    });
    const document = await drafter.done("getDocument", {
      params: { document: String(made["id"]) },
    });
    expect(document).toMatchObject({ title: "From Word", status: "draft" });
    expect(await programs.database.client.wordArrival.count()).toBe(0);
  });

  it("[M2] shows the threads of all parties, page by page, and none of one organization's own", async () => {
    const review = await openReview();
    const { people, organizations, documentId } = review;
    const talk = talkOf(review);
    for (const text of ["One", "Two", "Three"]) await talk.begin(people.drafter, { text });
    const own = { text: "Ours alone", organizationId: organizations.council };
    await talk.begin(people.drafter, own);
    const programs = await openPrograms(review);
    const drafter = await programs.programOf("drafter");
    const threads = await drafter.all("listThreads", { params: { document: documentId } });
    const said = JSON.stringify(threads);
    expect(threads).toHaveLength(3);
    expect(said).not.toContain("Ours alone");
    expect(said).toContain("Three");
  });

  it("reads the text of a draft while it is one, and then that of its version alone", async () => {
    const review = await openReview();
    const programs = await openPrograms(review);
    const drafter = await programs.programOf("drafter");
    const params = { document: review.documentId };
    const before = await drafter.call("getDraft", { params });
    expect([before.status, Array.isArray(before.body["blocks"])]).toEqual([200, true]);
    const { number } = await submit(review);
    const after = await drafter.call("getDraft", { params });
    expect([after.status, after.body["code"]]).toEqual([409, "wrong-status"]);
    const version = await drafter.done("getVersion", { params: { ...params, number } });
    expect(version["blocks"]).toEqual(before.body["blocks"]);
  });

  it("writes nothing in an archived matter, and says so", async () => {
    const review = await openReview();
    const programs = await openPrograms(review);
    const { services, people, slug } = review;
    const { seen } = value(await services.matters.showArchive(people.admin, slug));
    value(await services.matters.archive(people.admin, slug, { seen }));
    const drafter = await programs.programOf("drafter");
    const refused = await drafter.call("createDocument", {
      params: { matter: review.slug },
      json: { kind: "letter", title: "Too late", layoutProfile: "letter" },
    });
    expect([refused.status, refused.body["code"]]).toEqual([409, "archived"]);
    expect(await drafter.done("getMatter", { params: { matter: review.slug } })).toMatchObject({
      archivedAt: expect.any(String),
    });
  });
});
