import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { WATCH_LIMITS } from "#app/domain/private-data/watch-limits.ts";
import { done } from "#app/domain/refusal.ts";
import type { PageCandidate } from "#server/services/public-page/candidate.ts";
import { watchedInFiles } from "#server/services/public-page/watched-files.ts";
import type { Resources } from "#server/services/resources.ts";
import { makeCopy } from "./file-in-steps.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { openFiledRequest, pageForm, shown, tellOfRequest } from "./published-page.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { openCoalition, refused, value, type Coalition } from "./workspace.ts";

const NAMES = "María Guadalupe Gómez Reyes\n- Pérez, Juan\n\n  Juan   Pérez \nXochitl";
const SPOKEN = "Our client Maria G. Gomez was held there.";

const save = ({ services, people, slug }: Pick<Coalition, "services" | "people" | "slug">) =>
  services.matters.editWatchList(people.drafter, slug, { names: NAMES, revision: 0 });

describe("the names that a matter watches for [L68] [embarrassment 11]", () => {
  it("are read and edited by its staff and drafters, and by nobody else, who learn not even how many", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations } = coalition;
    value(await save(coalition));
    const names = ["María Guadalupe Gómez Reyes", "Pérez, Juan", "Juan Pérez", "Xochitl"];
    for (const actor of [people.drafter, people.staff, people.ilrcDrafter]) {
      expect(value(await services.matters.watchList(actor, slug))).toMatchObject({
        names,
        revision: 1,
      });
    }
    const reviewer = await coalition.person("reviews@council.example.org", [
      { organizationId: organizations.council, roles: ["reviewer"] },
    ]);
    const form = { names: "Somebody Else", revision: 1 };
    for (const actor of [people.admin, people.observer, people.ilrcAdmin, reviewer]) {
      const sentence = refused(await services.matters.watchList(actor, slug), "forbidden").sentence;
      expect(sentence).not.toMatch(/\d|Juan/u);
      refused(await services.matters.editWatchList(actor, slug, form), "forbidden");
      const matter = value(await services.matters.show(actor, slug));
      expect(matter.may.watchNames).toBe(false);
      expect(JSON.stringify(matter)).not.toMatch(/Xochitl|Gómez/u);
    }
    refused(await services.matters.watchList(people.stranger, slug), "not-found");
    refused(await services.matters.editWatchList(people.stranger, slug, form), "not-found");
  });

  it("are in no column, line or log that can be read: the record says how many alone", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, database, logged } = coalition;
    value(await save(coalition));
    const tables = [
      await database.client.watchList.findMany(),
      await database.client.auditEvent.findMany(),
      await database.client.matter.findMany(),
      logged(),
    ];
    expect(JSON.stringify(tables)).not.toMatch(/Xochitl|Gómez|Pérez/u);
    const line = await database.client.auditEvent.findFirst({
      where: { type: "matter.watch-list-changed" },
    });
    expect(JSON.parse(line?.details ?? "")).toEqual({ names: 4 });
    const emptied = { names: undefined, revision: 1 };
    value(await services.matters.editWatchList(people.staff, slug, emptied));
    expect((await database.client.watchList.findMany())[0]?.sealed).toBe("");
  });

  it("can't be moved to another matter, nor changed where they are stored", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, database } = coalition;
    value(await save(coalition));
    const [row] = await database.client.watchList.findMany();
    if (!row) throw new Error("no row");
    const last = row.sealed.at(-3) === "A" ? "B" : "A";
    await database.query(
      `UPDATE "WatchList" SET "sealed" = '${row.sealed.slice(0, -3)}${last}${row.sealed.slice(-2)}'`,
    );
    expect(value(await services.matters.watchList(people.staff, slug)).names).toBeNull();
  });

  it("says in the words of who types what is wrong with a line, and keeps what another saved meanwhile", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const wrong = async (names: string) =>
      refused(
        await services.matters.editWatchList(people.staff, slug, { names, revision: 0 }),
        "bad-input",
      ).fields?.["names"];
    expect(await wrong("Juan Pérez\nAna")).toContain("Line 2 is one word of fewer than 4 letters");
    expect(await wrong("12345")).toContain("Line 1 holds no name");
    expect(await wrong(`x${"y".repeat(WATCH_LIMITS.letters)}`)).toContain("longer than 200");
    expect(await wrong("a b c d e f g h i j k l m")).toContain("Write one name a line");
    const many = Array.from({ length: 501 }, (_, at) => `Juana Pérez${at}`).join("\n");
    expect(await wrong(many)).toContain("more than 500 names");
    value(await save(coalition));
    const late = { names: "Another Name", revision: 0 };
    expect(
      refused(await services.matters.editWatchList(people.staff, slug, late), "stale").sentence,
    ).toContain("Copy what you typed");
  });

  it("keep a paper from being handed out, submitted and filed in silence, and the finding says no more than the text", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, SPOKEN);
    value(await services.filings.pdf(people.observer, documentId));
    value(await save(review));
    refused(await services.filings.pdf(people.observer, documentId), "private-data");
    const view = value(await services.filings.privateData(people.observer, documentId));
    expect(view.data).toMatchObject([{ kind: "watched-name", shown: "M.G.G." }]);
    expect(JSON.stringify(view)).not.toMatch(/Xochitl|Reyes|Pérez/u);
    const readiness = value(await services.reviews.readiness(people.drafter, documentId));
    expect(JSON.stringify(readiness)).toContain("a name that this matter watches for");
    const { versionId, hash } = await submit(review);
    await signByBoth(review, { versionId, hash });
    refused(
      await makeCopy(services, people.staff, documentId, { versionId, hash, ...FILING }),
      "private-data",
    );
  });

  it("whose key is lost keep everything back until the list is written anew", async () => {
    const review = await openReview();
    const { services, people, documentId, slug, database } = review;
    value(await save(review));
    await database.query(
      `UPDATE "WatchList" SET "sealed" = 'v1.0123456789ab.' || substr("sealed", 17)`,
    );
    const { sentence } = refused(
      await services.filings.pdf(people.drafter, documentId),
      "unavailable",
    );
    expect(sentence).toContain("can’t be read with this server’s key");
    expect(value(await services.matters.watchList(people.staff, slug))).toMatchObject({
      names: null,
      revision: 1,
    });
    // An empty form would open what the list keeps shut, and a full one end what it says.
    const edit = (form: object) =>
      services.matters.editWatchList(people.staff, slug, {
        names: "Juan Pérez",
        revision: 1,
        ...form,
      });
    const emptied = refused(await edit({ names: undefined, replaces: true }), "bad-input");
    expect(emptied.fields?.["names"]).toContain("would end the search for its names");
    expect(refused(await edit({}), "bad-input").fields).toEqual({
      replaces: "Confirm that the list that can’t be read is to be replaced.",
    });
    refused(await services.filings.pdf(people.drafter, documentId), "unavailable");
    value(await edit({ replaces: true }));
    value(await services.filings.pdf(people.drafter, documentId));
    const lines = await database.client.auditEvent.findMany({
      where: { type: "matter.watch-list-changed" },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ details }) => JSON.parse(details) as unknown)).toEqual([
      { names: 4 },
      { names: 1, replacedUnread: true },
    ]);
  });

  it("are looked for in the words of the public page, its notes and the files that it offers, also those attached before", async () => {
    const review = await openOffered("answer.txt", "We have your request about JUAN PEREZ.\n");
    const { services, people, slug, publish } = review;
    value(await publish("It may stand."));
    value(await save(review));
    value(
      await services.publicPage.editPage(
        people.staff,
        slug,
        await pageForm(review, { titleEn: "About Xochitl" }),
      ),
    );
    const { problems } = await shown(review, people.observer);
    expect(problems.map(({ sentence }) => sentence).join(" ")).toContain("watches for, X.");
    const blocked = refused(await publish("All the same.", "News."), "bad-input").sentence;
    expect(blocked).toContain("a name that this matter watches for, X.");
    value(
      await services.publicPage.editPage(
        people.staff,
        slug,
        await pageForm(review, { titleEn: "About records" }),
      ),
    );
    const asked = refused(await publish(undefined, "News."), "reason-missing").sentence;
    expect(asked).toContain(
      "“answer.txt” holds what looks private: a name that this matter watches",
    );
    expect(asked).not.toContain("PEREZ");
    const noted = refused(await publish("It stands.", "With Juan Pérez"), "bad-input");
    expect(noted.fields?.["noteEn"]).toContain("watches for");
    const reason = { reason: "It named Maria Gomez." };
    expect(
      refused(await services.publicPage.withdraw(people.staff, slug, reason), "bad-input").fields,
    ).toMatchObject({ reason: expect.stringContaining("watches for") as string });
  });

  it("let a person decide about them where nobody can write the page otherwise, with a reason on record", async () => {
    const review = await openOffered("letter of juan_perez.txt", "We have your request.\n");
    value(await save(review));
    expect(refused(await review.publish(), "reason-missing").sentence).toContain(
      "What the page takes from the record (a caption, a letter, the name of a file) holds what looks like a name that this matter watches for, J.P.",
    );
    value(await review.publish("The officer has the same name."));
    const line = await review.database.client.auditEvent.findFirstOrThrow({
      where: { type: "matter.published" },
    });
    expect(JSON.parse(line.details)).toMatchObject({
      reason: "The officer has the same name.",
      differs: expect.arrayContaining([expect.stringContaining("J.P.")]) as string[],
    });
  });

  it("are looked for in each file once, and within a bounded time, from where the last try came to", async () => {
    const files = ["a", "b", "c"].map((id) => ({ kind: "attachment", id, sha256: id, name: id }));
    const candidate = {
      page: { documents: files },
      record: { filings: [], attachments: [] },
    } as unknown as PageCandidate;
    const asked: string[] = [];
    const known = new Set<string>();
    const attachments = {
      search: async (_by: unknown, { name }: { readonly name: string }) => {
        asked.push(name);
        if (!known.has(name)) await setTimeout(60);
        known.add(name);
        return done({ data: [], unread: [] });
      },
    } as unknown as Resources["attachments"];
    const { people, database } = await openCoalition();
    const look = () =>
      watchedInFiles({ attachments, database }, people.staff, candidate, ["Juan Pérez"], 90);
    expect(refused(await look(), "unavailable").sentence).toContain("1 of 3 are done");
    expect(asked).toEqual(["a", "b"]);
    await setTimeout(60);
    expect(value(await look())).toEqual([]);
  });
});

/** A request with an answer of the agency, to which that file is attached, and offered on the page. */
async function openOffered(fileName: string, text: string) {
  const review = await openFiledRequest();
  const { services, people, slug, database, documentId } = review;
  await database.client.agencyEvent.create({
    data: {
      id: "answer",
      documentId,
      kind: "acknowledged",
      dated: "2021-09-20",
      details: '{"trackingNumbers":[],"track":null}',
      note: "",
      recordedById: people.staff.userId,
      recordedAt: new Date(),
    },
  });
  const upload = { fileName, bytes: inPieces(text) };
  const { attachmentId } = value(
    await services.attachments.add(
      people.staff,
      "agency-event",
      "answer",
      { role: "letter" },
      upload,
    ),
  );
  await tellOfRequest(review);
  const label = { labelEn: "Its letter", labelEs: undefined };
  const files = [{ id: `attachment:${attachmentId}`, isOffered: true, ...label }];
  value(await services.publicPage.editOffer(people.staff, slug, { files }));
  const publish = async (reason?: string, noteEn?: string) => {
    const { candidate } = await shown(review);
    const form = { seen: candidate.hash, kind: "update", noteEn, noteEs: undefined } as const;
    return services.publicPage.publish(people.staff, slug, { ...form, reason });
  };
  return { ...review, publish };
}

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
