import { describe, expect, it } from "vitest";
import { beginning } from "#tests/services/talk.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { wordBringing } from "#server/word/bring/index.ts";
import { openCoalition, value, wordHere } from "#tests/services/workspace.ts";
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
      json: { kind: "minute", dated: "2022-03-02", text: "Clerk’s notice." },
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
});
