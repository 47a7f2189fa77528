import { describe, expect, it } from "vitest";
import { describeApi } from "#server/api/index.ts";
import { openApi } from "#server/api/openapi.ts";
import { OPERATIONS } from "#server/api/operations/index.ts";
import { API_LIMITS } from "#server/services/api-tokens/door.ts";
import { openReview } from "#tests/services/papers.ts";
import { countedReads } from "#tests/services/counted-reads.ts";
import { value } from "#tests/services/workspace.ts";
import { openPrograms } from "./programs.ts";

const open = async () => openPrograms(await openReview());
const cursorOf = (key: string) => Buffer.from(key).toString("base64url");
const COPIES = 2_000;

describe("[I1] a list of the API", () => {
  it("reads as much as its page shows, however many documents the matter has", async () => {
    const reads = countedReads();
    const programs = await openPrograms(await openReview({ client: reads.client }));
    const { database, documentId, services, people, slug } = programs;
    const { client } = database;
    const document = await client.document.findUniqueOrThrow({ where: { id: documentId } });
    const copies = Array.from({ length: COPIES }, (_, at) => ({
      ...document,
      id: `copy-${String(at).padStart(5, "0")}`,
    }));
    await client.document.createMany({ data: copies });
    const program = await programs.programOf("drafter");
    const params = { matter: slug };
    const asked = ["listDocuments", "getMatter", "listDockets", "listMatters"];
    const page = async () => value(await services.matters.show(people.drafter, slug));
    expect(await reads.rowsFor(page)).toBeGreaterThan(COPIES);
    for (const id of asked) {
      const sent = id === "listMatters" ? {} : { params };
      expect(await reads.rowsFor(() => program.done(id, sent)), id).toBeLessThan(COPIES / 4);
    }
    const shown = await program.all("listDocuments", { params }, 200);
    expect(shown.map(({ id }) => id)).toEqual([...copies.map(({ id }) => id), documentId].sort());
    const [listed] = await program.all("listMatters");
    expect(listed).toMatchObject({ slug, documentCount: COPIES + 1 });
  });

  it("of matters has each once, by its slug, and none that its person does not see", async () => {
    const programs = await open();
    const { services, people, organizations } = programs;
    const matter = {
      narrative: undefined,
      leadOrganizationId: organizations.council,
      partyIds: [],
      agencyDepartment: undefined,
      agencyComponent: undefined,
      agencyAddress: undefined,
    };
    const slugs = [programs.slug];
    for (let count = 0; count < 4; count += 1) {
      slugs.push(
        value(
          await services.matters.create(people.admin, { ...matter, title: `Matter ${9 - count}` }),
        ).slug,
      );
    }
    const program = await programs.programOf("drafter");
    const listed = await program.all("listMatters");
    expect(listed.map(({ slug }) => slug)).toEqual(slugs.toSorted());
    expect(await (await programs.programOf("stranger")).all("listMatters")).toEqual([]);
  });

  it("takes no cursor that it has not given", async () => {
    const programs = await open();
    const program = await programs.programOf("drafter");
    const params = { matter: programs.slug, document: programs.documentId };
    for (const id of ["listMatters", "listDocuments", "listDeadlines", "listThreads"]) {
      for (const key of ["", "\0", "a\0b", "2026-01-01T00:00:00.000Z \0"]) {
        const answer = await program.call(id, {
          params,
          query: { cursor: cursorOf(key) },
        });
        expect([answer.status, answer.body["code"]], `${id} ${JSON.stringify(key)}`).toEqual([
          400,
          "bad-input",
        ]);
      }
    }
    for (const at of ["yesterday", "+275000-01-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z"]) {
      const query = { cursor: cursorOf(`${at} x`) };
      expect((await program.call("listThreads", { params, query })).status, at).toBe(400);
    }
    expect(programs.server.lines).toEqual([]);
  });
});

describe("[I1] what counts as several requests", () => {
  it("counts as the page for people says", async () => {
    const page = await (await (await open()).site.as("drafter")).get("/api");
    expect(page.words.replaceAll(/\s+/gu, " ")).toContain(
      `You may read ${API_LIMITS.read.points} times and write ${API_LIMITS.write.points} times a minute. A text counts as ten, a page of what is due as twenty, and a list that takes more work or a Word file as up to five.`,
    );
    const costly = OPERATIONS.filter(({ cost = 1 }) => cost > 5);
    expect(Object.fromEntries(costly.map(({ id, cost }) => [id, cost]))).toEqual({
      getDraft: 10,
      getVersion: 10,
      listDeadlines: 20,
    });
  });
});

describe("[I1] the description", () => {
  it("is made once, whoever asks under whatever name of the server", () => {
    const first = openApi("https://desk.example.org");
    const second = openApi("https://other.example.org");
    expect(first.servers).toEqual([{ url: "https://desk.example.org/api/v1" }]);
    expect(second.servers).toEqual([{ url: "https://other.example.org/api/v1" }]);
    expect(second.paths).toBe(first.paths);
    expect(second.components).toBe(first.components);
    expect(describeApi()).toBe(describeApi());
  });
});
