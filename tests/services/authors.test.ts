import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn } from "#app/document/flow/pieces.ts";
import { AuthorIndex, authorRuns } from "#app/editor/authors/author-index.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { draftAuthors } from "#server/services/documents/authors.ts";
import { openCoalition, refused, value, type Coalition } from "./workspace.ts";

const REQUEST = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;

/** Notes that the person inserted these ids with the commit of that number, as the rooms do. */
async function note(
  { database }: Coalition,
  documentId: string,
  rows: {
    sequence: number;
    userId: string;
    at: number;
    client: number;
    clock: number;
    length: number;
  }[],
): Promise<void> {
  await database.client.draftAuthorship.createMany({
    data: rows.map(({ sequence, userId, at, client, clock, length }) => ({
      documentId,
      sequence,
      firstSequence: sequence,
      userId,
      at: new Date(at),
      ranges: new Uint8Array(
        encodeAuthorship({
          inserted: new Map([[client, [{ clock, length }]]]),
          deleted: new Map(),
        }),
      ),
    })),
  });
}

async function createRequest(coalition: Coalition) {
  const { services, people, slug, clock } = coalition;
  const { documentId } = value(await services.documents.create(people.drafter, slug, REQUEST));
  return { documentId, at: clock().getTime() };
}

describe("who wrote a draft", () => {
  it("is its creator by name and organization, for the words of the template [R7] [R9]", async () => {
    const coalition = await openCoalition();
    const { documentId, at } = await createRequest(coalition);
    const { people, ranges } = value(await draftAuthors(coalition.database, documentId));
    const { drafter } = coalition.people;
    expect(people).toMatchObject([
      { userId: drafter.userId, name: drafter.name, organization: "Council" },
    ]);
    expect(ranges.map(([, , , person, when]) => [person, when])).toEqual([[0, at]]);
  });

  it("is told over many pages of commits as one list of runs, in which nobody's words get lost", async () => {
    const coalition = await openCoalition();
    const { drafter, ilrcDrafter: colleague } = coalition.people;
    const { documentId, at } = await createRequest(coalition);
    const commits = 4_500;
    await note(
      coalition,
      documentId,
      Array.from({ length: commits }, (_, index) => ({
        sequence: index + 2,
        // They take turns by the thousand; each has a client of their own.
        userId: (Math.floor(index / 1_000) % 2 === 0 ? drafter : colleague).userId,
        client: Math.floor(index / 1_000) % 2 === 0 ? 71 : 72,
        at: at + index * 100,
        clock: index * 2,
        length: 2,
      })),
    );
    const { people, ranges } = value(await draftAuthors(coalition.database, documentId));
    expect(people.map(({ userId }) => userId)).toEqual([drafter.userId, colleague.userId]);
    const index = new AuthorIndex(ranges);
    for (let commit = 0; commit < commits; commit += 1) {
      const person = Math.floor(commit / 1_000) % 2;
      expect(index.find(person === 0 ? 71 : 72, commit * 2 + 1).range?.[3]).toBe(person);
    }
    expect(ranges.length).toBeLessThan(20);
  });

  it("is told the same before and after compaction, and while it runs", async () => {
    const coalition = await openCoalition();
    const { database, clock } = coalition;
    const { drafter, ilrcDrafter: colleague } = coalition.people;
    const { documentId } = await createRequest(coalition);
    const log = databaseLog(database);
    const update = Uint8Array.of(0, 0);
    const inserted = (client: number, clock: number) => new Map([[client, [{ clock, length: 2 }]]]);
    for (let clocks = 0; clocks < 20; clocks += 2) {
      const authorship = [drafter, colleague].map(({ userId }, index) => ({
        userId,
        ranges: encodeAuthorship({ inserted: inserted(71 + index, clocks), deleted: new Map() }),
      }));
      const batch = { documentId, generation: 1, update, authorship, bindings: [] };
      await log.commit([batch], clock());
      coalition.pass(3_600_000);
    }
    const told = async () => {
      const { people, ranges } = value(await draftAuthors(database, documentId));
      const runs = ranges.map(([client, clock, length, person, at]) => [
        people[person]?.userId,
        client,
        clock,
        length,
        at,
      ]);
      return runs.map((run) => JSON.stringify(run)).sort();
    };
    const before = await told();
    expect(before.length).toBeGreaterThan(20);
    const swap = (from: number, sequence: number) =>
      log.swapBase(documentId, from, { sequence, bytes: update }, clock());
    const [during, swapped] = await Promise.all([told(), swap(1, 5)]);
    expect(swapped).toBe(true);
    expect(during).toEqual(before);
    expect(await told()).toEqual(before);
    expect(await swap(5, 11)).toBe(true);
    expect(await told()).toEqual(before);
  });

  it("still holds for a version, whatever was written since", async () => {
    const coalition = await openCoalition();
    const { drafter, ilrcDrafter: colleague } = coalition.people;
    const { documentId, at } = await createRequest(coalition);
    const draft = new Y.Doc();
    draft.clientID = 81;
    const words = flowRoot(draft);
    words.insertEmbed(0, new Y.XmlElement("block"));
    words.insert(1, "shall answer");
    const inserted = Y.getState(draft.store, 81);
    await note(coalition, documentId, [
      { sequence: 2, userId: drafter.userId, at, client: 81, clock: 0, length: inserted },
    ]);
    const version = Y.encodeStateAsUpdate(draft);

    draft.clientID = 82;
    words.insert(6, " promptly");
    const more = Y.getState(draft.store, 82);
    const later = at + 3_600_000;
    await note(coalition, documentId, [
      { sequence: 3, userId: colleague.userId, at: later, client: 82, clock: 0, length: more },
    ]);

    const { people, ranges } = value(await draftAuthors(coalition.database, documentId));
    const index = new AuthorIndex(ranges);
    const read = (update: Uint8Array) => {
      const doc = new Y.Doc();
      const root = flowRoot(doc);
      Y.applyUpdate(doc, update);
      const [first] = [...blocksIn(root)];
      return authorRuns(first?.pieces ?? [], index).map(({ from, to, written }) => [
        from,
        to,
        written && people[written.person]?.userId,
      ]);
    };
    expect(read(version)).toEqual([[0, 12, drafter.userId]]);
    expect(read(Y.encodeStateAsUpdate(draft))).toEqual([
      [0, 5, drafter.userId],
      [5, 14, colleague.userId],
      [14, 21, drafter.userId],
    ]);
  });

  it("is not told for too many pieces, in a sentence; words that were deleted are none of them", async () => {
    const coalition = await openCoalition();
    const { database, people } = coalition;
    const { documentId, at } = await createRequest(coalition);
    const list = Array.from({ length: 100_001 }, (_, index) => ({ clock: index * 2, length: 1 }));
    const pieces = new Map([[5, list]]);
    const add = (sequence: number, did: Parameters<typeof encodeAuthorship>[0]) =>
      database.client.draftAuthorship.create({
        data: {
          documentId,
          sequence,
          firstSequence: sequence,
          userId: people.drafter.userId,
          at: new Date(at),
          ranges: new Uint8Array(encodeAuthorship(did)),
        },
      });
    await add(2, { inserted: new Map(), deleted: pieces });
    value(await draftAuthors(database, documentId));
    await add(3, { inserted: pieces, deleted: new Map() });
    const { sentence } = refused(await draftAuthors(database, documentId), "too-large");
    expect(sentence).toContain("too many pieces");
  });

  it("names those who have left, and has no answer for a draft that is not there", async () => {
    const coalition = await openCoalition();
    const { ilrcDrafter: colleague } = coalition.people;
    const { documentId, at } = await createRequest(coalition);
    await note(coalition, documentId, [
      { sequence: 2, userId: colleague.userId, at, client: 5, clock: 0, length: 1 },
    ]);
    await coalition.database.client.membership.deleteMany({ where: { userId: colleague.userId } });
    const { people } = value(await draftAuthors(coalition.database, documentId));
    expect(people[1]).toMatchObject({ name: colleague.name, organization: "" });
    await expect(draftAuthors(coalition.database, "nothing")).rejects.toThrow("no such draft");
  });
});
