import { describe, expect, it } from "vitest";
import { EditedWord } from "#tests/support/word-edits.ts";
import { textOfNode } from "./draft-beside.ts";
import { openWordFiles } from "./word-files.ts";
import { MINUTE, refused, value } from "./workspace.ts";

const LAST = "Nothing else stands here.";
const ADDED = "The agency shall waive all fees of this request.";
const LATER = "The agency shall waive all fees and costs of this request.";
const OTHER = "The agency shall waive all fees of this long request.";

/** A draft of which a file left, to which Jane Doe added a paragraph in Word. */
const open = async () => {
  const files = await openWordFiles();
  const { people, bytesOf, arrive, bring, shown, talk, draft } = files;
  const left = await bytesOf(people.drafter);
  const withAdded = (words: string, edit = (file: EditedWord) => file) =>
    edit(new EditedWord(left).trackParagraph(LAST, words)).bytes();
  const comes = async (bytes: Uint8Array, by = people.drafter) => arrive(by, bytes);
  const accepting = async (threadId?: string) => {
    for (const thread of (await talk.all(people.drafter)).threads) {
      if (thread.suggestion?.state !== "open" || (threadId && thread.id !== threadId)) continue;
      await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    }
  };
  const words = async () => (await draft.blocks()).map(textOfNode);
  const suggested = async () =>
    (await talk.all(people.drafter)).threads.map(({ id, suggestion }) => ({
      id,
      state: suggestion?.state,
      removed: suggestion?.summary.removed,
      added: suggestion?.summary.added,
    }));
  return {
    ...files,
    before: await words(),
    withAdded,
    comes,
    accepting,
    words,
    suggested,
    brings: async (bytes: Uint8Array) => {
      files.pass(MINUTE);
      return value(await bring(people.drafter, await comes(bytes)));
    },
    shows: async (bytes: Uint8Array) => shown(people.drafter, await comes(bytes)),
  };
};

describe("[W10] a paragraph that was added in Word and came back with other words", () => {
  it("is one paragraph with a change, where it was taken into the draft", async () => {
    const { withAdded, brings, shows, accepting, words, before } = await open();
    await brings(withAdded(ADDED));
    await accepting();
    const view = await shows(withAdded(LATER));
    expect(view.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
      ["", "and costs"],
    ]);
    await brings(withAdded(LATER));
    await accepting();
    expect(await words()).toEqual(before.flatMap((one) => (one === LAST ? [one, LATER] : [one])));
    expect(await shows(withAdded(LATER))).toMatchObject({ changes: [], known: 1 });
  });

  it("is a change of the suggestion that adds it, where that is open still; and none is doubled, in whichever order they are taken", async () => {
    for (const order of [0, 1]) {
      const { withAdded, brings, accepting, words, suggested, before, talk, people, draft } =
        await open();
      await brings(withAdded(ADDED));
      await brings(withAdded(LATER));
      const both = await suggested();
      expect(both.map(({ removed, added }) => [removed, added])).toEqual([
        ["", `¶ ${ADDED}`],
        ["", "and costs"],
      ]);
      if (order === 0) {
        await accepting(both[0]?.id);
        await accepting(both[1]?.id);
        const all = before.flatMap((one) => (one === LAST ? [one, LATER] : [one]));
        expect(await words()).toEqual(all);
      } else {
        // The draft has no such paragraph yet: that is said as a conflict, and nothing is written unasked.
        const second = (await talk.all(people.drafter)).threads.find(
          ({ id }) => id === both[1]?.id,
        );
        if (!second) throw new Error("no thread");
        const outcome = await talk.send(
          people.drafter,
          await draft.accepting(people.drafter, second),
        );
        expect(outcome.ok).toBe(false);
        expect(await words()).toEqual(before);
      }
    }
  });

  it("is known by its words beside another new one, and by those that the draft has since", async () => {
    const { withAdded, brings, accepting, words, before, draft, people } = await open();
    await brings(withAdded(ADDED));
    await accepting();
    const at = (await words()).indexOf(ADDED);
    await draft.type(people.drafter, at, "Also: ");
    await brings(
      withAdded(LATER, (file) => file.trackParagraph(LATER, "Something that is wholly new.")),
    );
    await accepting();
    expect(await words()).toEqual(
      before.flatMap((one) =>
        one === LAST ? [one, `Also: ${LATER}`, "Something that is wholly new."] : [one],
      ),
    );
  });

  it("is compared with the words that are most alike of two returns, and an older copy takes nothing back", async () => {
    const { withAdded, brings, shows, accepting } = await open();
    await brings(withAdded(ADDED));
    await accepting();
    await brings(withAdded(LATER));
    await accepting();
    expect(await shows(withAdded(ADDED))).toMatchObject({ changes: [], known: 1 });
    const { changes } = await shows(withAdded(OTHER));
    expect(changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([["", "long"]]);
    const beside = withAdded(ADDED, (file) => file.track("Nothing else", "Something else"));
    expect((await shows(beside)).changes.map(({ summary }) => summary.added)).toEqual([
      "Something",
    ]);
  });

  it("is known by who added it and when, where no word is left; that of another person is another one", async () => {
    const { withAdded, shows, brings, accepting } = await open();
    await brings(withAdded(ADDED));
    await accepting();
    const rewritten = "Nobody pays anything.";
    const { changes } = await shows(withAdded(rewritten));
    expect(changes.map(({ summary }) => summary.removed)).toEqual([
      expect.stringContaining("waive"),
    ]);
    const ofJohn = (file: EditedWord) =>
      file.write("word/document.xml", file.document.replaceAll("Jane Doe", "John Roe"));
    const alike = await shows(withAdded(LATER, ofJohn));
    expect(alike.changes.map(({ summary }) => summary.added)).toEqual([`¶ ${LATER}`]);
    const johns = await shows(withAdded(rewritten, ofJohn));
    expect(johns.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
      ["", `¶ ${rewritten}`],
    ]);
  });

  it("is told where a later file hasn’t it: it stays, whether it waits or was taken into the draft", async () => {
    const { withAdded, brings, shows, accepting, bytesOf, people } = await open();
    await brings(withAdded(ADDED));
    const without = withAdded(ADDED, (file) => {
      const xml = file.document;
      const at = xml.indexOf(ADDED);
      const from = xml.lastIndexOf("<w:p>", at);
      const to = xml.indexOf("</w:p>", at) + "</w:p>".length;
      return file.write("word/document.xml", xml.slice(0, from) + xml.slice(to));
    });
    const waits = await shows(without);
    expect(waits.changes).toEqual([]);
    expect(waits.leftOut.map(({ why }) => why)).toEqual([
      `“${ADDED}” came with an earlier return of this file and is not in this one. The suggestion that adds it stays open; reject it if it is not to come`,
    ]);
    await accepting();
    expect((await shows(without)).leftOut.map(({ why }) => why)).toEqual([
      expect.stringContaining("It stays in the draft; take it out there if it is to go"),
    ]);
    expect((await shows(withAdded(LATER))).leftOut).toEqual([]);
    // With a file that left since, it left.
    expect((await shows(await bytesOf(people.drafter))).leftOut).toEqual([]);
  });

  it("comes anew where its first suggestion was withdrawn or rejected", async () => {
    for (const act of ["withdraw", "reject"] as const) {
      const { withAdded, brings, shows, talk, people } = await open();
      await brings(withAdded(ADDED));
      const [thread] = (await talk.all(people.drafter)).threads;
      await talk.act(people.drafter, { do: act, threadId: thread?.id });
      const { changes } = await shows(withAdded(LATER));
      expect(changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
        ["", `¶ ${LATER}`],
      ]);
    }
  });

  it("[M2] tells nothing of a suggestion that only another organization sees", async () => {
    const { withAdded, arrive, shown, services, people, organizations, documentId, talk, draft } =
      await open();
    const first = await arrive(people.ilrcDrafter, withAdded(ADDED));
    const { seen, text } = await shown(people.ilrcDrafter, first);
    value(
      await services.wordFiles.bringIn(people.ilrcDrafter, documentId, {
        arrivalId: first,
        text,
        seen,
        organizationId: organizations.ilrc,
      }),
    );
    const mine = await shown(people.drafter, await arrive(people.drafter, withAdded(LATER)));
    expect(mine.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
      ["", `¶ ${LATER}`],
    ]);
    const [thread] = (await talk.all(people.ilrcDrafter)).threads;
    if (!thread) throw new Error("no thread");
    await talk.act(people.ilrcDrafter, await draft.accepting(people.ilrcDrafter, thread));
    // Now it is in the draft, which all see.
    const then = await shown(people.drafter, await arrive(people.drafter, withAdded(LATER)));
    expect(then.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
      ["", "and costs"],
    ]);
  });
});

describe("[M2] a file of which one organization alone has an earlier return", () => {
  const SECRET = "Our secret words stand in this paragraph that we keep.";
  const REWORDED = "Our open words stand in this paragraph that we tell.";

  const openForOwn = async () => {
    const files = await open();
    const { people, organizations, services, documentId, arrive, shown, database } = files;
    const { council } = organizations;
    const brings = async (bytes: Uint8Array, readers: string | null) => {
      files.pass(MINUTE);
      const arrivalId = await arrive(people.drafter, bytes);
      const view = await shown(people.drafter, arrivalId, undefined, readers);
      const { seen, text } = view;
      const form = { arrivalId, text, seen, organizationId: readers ?? undefined };
      value(await services.wordFiles.bringIn(people.drafter, documentId, form));
      return view;
    };
    const rows = () =>
      database.client.suggestion.findMany({
        orderBy: { thread: { createdAt: "asc" } },
        select: { base: true, proposed: true, thread: { select: { organizationId: true } } },
      });
    const file = async (words: string, isTracked: boolean) => {
      const tracked = files.withAdded(words);
      if (isTracked) return tracked;
      const edit = new EditedWord(tracked);
      const plain = edit.document.replaceAll(/<w:ins [^>]*\/>|<w:ins [^>]*>|<\/w:ins>/gu, "");
      return edit.write("word/document.xml", plain).bytes();
    };
    return { ...files, council, brings, rows, file };
  };

  it("says none of its words to everybody, tracked or not: the paragraph comes whole, and can be taken", async () => {
    for (const isTracked of [true, false]) {
      const site = await openForOwn();
      const { brings, rows, file, council, talk, people, draft, words, before, database } = site;
      await brings(await file(SECRET, isTracked), council);
      const view = await brings(await file(REWORDED, isTracked), null);
      expect(view.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
        ["", `¶ ${REWORDED}`],
      ]);
      const forAll = (await rows()).filter(({ thread }) => thread.organizationId === null);
      expect(forAll).toHaveLength(1);
      expect(JSON.stringify(forAll)).not.toContain("secret");
      // Not even its id, which is made of its words.
      const own = (await rows()).find(({ thread }) => thread.organizationId === council);
      const ids = idsOf(own?.proposed ?? "").filter((id) => !idsOf(own?.base ?? "").includes(id));
      expect(ids).toHaveLength(1);
      for (const id of ids) expect(JSON.stringify(forAll)).not.toContain(id);
      const told = (await talk.all(people.ilrcDrafter)).threads;
      expect(JSON.stringify(told)).not.toContain("secret");
      const [thread] = told;
      if (!thread) throw new Error("no thread");
      await talk.act(people.ilrcDrafter, await draft.accepting(people.ilrcDrafter, thread));
      expect(await words()).toEqual(
        before.flatMap((one) => (one === LAST ? [one, REWORDED] : [one])),
      );
      expect(await database.client.wordReturn.count()).toBe(2);
    }
  });

  it("[W10] is compared with it for its own people still, and with what is for everybody for all", async () => {
    for (const isTracked of [true, false]) {
      const { brings, file, council } = await openForOwn();
      await brings(await file(ADDED, isTracked), council);
      const own = await brings(await file(LATER, isTracked), council);
      expect(own.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
        ["", "and costs"],
      ]);
      const other = await openForOwn();
      await other.brings(await other.file(ADDED, isTracked), null);
      const after = await other.brings(await other.file(LATER, isTracked), other.council);
      expect(after.changes.map(({ summary }) => [summary.removed, summary.added])).toEqual([
        ["", "and costs"],
      ]);
    }
  });

  it("is shown for those for whom it comes in, and comes in for no others", async () => {
    const { brings, file, council, arrive, shown, people, organizations, services, documentId } =
      await openForOwn();
    const first = await shown(
      people.drafter,
      await arrive(people.drafter, await file(ADDED, true)),
    );
    expect(first).toMatchObject({ readers: null, areReadersApart: false });
    await brings(await file(ADDED, true), council);
    const arrivalId = await arrive(people.drafter, await file(LATER, true));
    const own = await shown(people.drafter, arrivalId, undefined, council);
    expect(own).toMatchObject({ readers: council, areReadersApart: true });
    const all = await shown(people.drafter, arrivalId);
    expect(all).toMatchObject({ readers: null, areReadersApart: true });
    const { wordFiles } = services;
    const form = { arrivalId, text: own.text, seen: own.seen };
    refused(await wordFiles.bringIn(people.drafter, documentId, form), "conflict");
    const other = { ...form, seen: all.seen, organizationId: council };
    refused(await wordFiles.bringIn(people.drafter, documentId, other), "conflict");
    const asked = { arrivalId, text: undefined, readers: organizations.ilrc };
    refused(await wordFiles.showReturn(people.drafter, documentId, asked), "forbidden");
    expect(
      await shown(people.ilrcDrafter, await arrive(people.ilrcDrafter, await file(LATER, true))),
    ).toMatchObject({ areReadersApart: false });
    value(await wordFiles.bringIn(people.drafter, documentId, { ...form, seen: all.seen }));
  });

  it("brings everybody the piece behind whose paragraph another one goes on", async () => {
    const { brings, rows, council, withAdded, database } = await openForOwn();
    const many = (count: number) =>
      withAdded("Paragraph 0 is new.", (edit) => {
        for (let n = 1; n < count; n += 1)
          edit.trackParagraph(`Paragraph ${n - 1} is new.`, `Paragraph ${n} is new.`);
        return edit;
      });
    await brings(many(70), council);
    const [, second] = await database.client.suggestion.findMany({
      orderBy: { thread: { createdAt: "asc" } },
    });
    // As if there had been no room for it.
    await database.client.suggestion.delete({ where: { threadId: second?.threadId ?? "" } });
    await brings(many(70), null);
    const forAll = (await rows()).filter(({ thread }) => thread.organizationId === null);
    expect(forAll).toHaveLength(2);
    const known = new Set(idsOf(forAll[0]?.proposed ?? ""));
    expect(idsOf(forAll[1]?.base ?? "").filter((id) => !known.has(id))).toEqual([]);
  });
});

/** Ids of blocks in JSON. */
function idsOf(json: string): string[] {
  return [...json.matchAll(/"id":"(?<id>[^"]+)"/gu)].map(({ groups }) => groups?.["id"] ?? "");
}
