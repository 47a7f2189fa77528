import { describe, expect, it } from "vitest";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { changeOf, NO_REPORT } from "./paper-word.ts";
import { paragraph } from "./talk.ts";
import { comment, openReturns as open, plan } from "./word-returns.ts";
import { refused, value } from "./workspace.ts";

const JANE = { author: "Jane Doe", at: "2026-11-20T10:00:00.000Z" };

const reworded = (count: number, tag: string) =>
  Array.from({ length: count }, (_, index) =>
    changeOf(
      paragraph(`far-${index}`, `The words ${index}.`),
      paragraph(`far-${index}`, `${tag} words ${index}.`),
    ),
  );

describe("who reads what comes back", () => {
  it("[M2] what is for one organization alone answers nobody else’s threads, and tells no fate in them", async () => {
    const { arrive, bring, people, talk, organizations, leaves } = await open();
    const ours = await talk.begin(people.drafter, { text: "Is this so?" });
    const own = await talk.begin(people.ilrcDrafter, {
      text: "For us?",
      organizationId: organizations.ilrc,
    });
    const code = await leaves(people.ilrcDrafter, [organizations.ilrc]);
    const fates = [ours, own].map(
      ({ id }) => ({ threadId: id, fate: "resolved", author: "Jane Doe", at: null }) as const,
    );
    const answers = [
      comment("To everybody’s", { threadId: ours.id }),
      comment("To our own", { threadId: own.id }),
    ];
    const file = { report: { ...NO_REPORT, code }, ...plan({ talk: answers, fates }) };
    const id = await arrive(people.ilrcDrafter, file);
    const form = { organizationId: organizations.ilrc };
    expect(value(await bring(people.ilrcDrafter, id, form))).toMatchObject({
      answers: 1,
      comments: 1,
    });
    const seen = (await talk.all(people.drafter)).threads;
    expect(seen.map(({ comments, fate }) => [comments.map(({ text }) => text), fate])).toEqual([
      [["Is this so?"], null],
    ]);
    const told = (await talk.all(people.ilrcDrafter)).threads;
    expect(
      told.map(({ comments }) => comments.map(({ text }) => text).join(" / ")).toSorted(),
    ).toEqual(["For us? / To our own", "Is this so?", "To everybody’s"]);
    expect(told.find((one) => one.id === own.id)?.fate).toMatchObject({ fate: "resolved" });
  });

  it("[M2] is for the organization whose own words left with the file, unless one chooses others", async () => {
    const { arrive, people, organizations, leaves, shown } = await open();
    const code = await leaves(people.drafter, [organizations.council]);
    const file = { report: { ...NO_REPORT, code }, ...plan({ talk: [comment("Hm")] }) };
    const { preselected } = await shown(people.drafter, await arrive(people.drafter, file));
    expect(preselected).toMatchObject({ organizationId: organizations.council });
    expect(preselected?.why).toContain("for Council alone unless you choose otherwise");
    const other = await shown(people.ilrcDrafter, await arrive(people.ilrcDrafter, file));
    expect(other.preselected).toBeNull();
  });

  it("[M2] an answer to what its reader may not see stays with the reader’s own people, and the page says so", async () => {
    const { arrive, bring, people, talk, organizations, leaves, shown, database } = await open();
    const hidden = await talk.begin(people.drafter, {
      text: "For us alone",
      organizationId: organizations.council,
    });
    const code = await leaves(people.drafter, [organizations.council]);
    const answer = comment("Your private plan is bad.", { threadId: hidden.id });
    const file = { report: { ...NO_REPORT, code }, ...plan({ talk: [answer] }) };
    const id = await arrive(people.ilrcDrafter, file);
    expect((await shown(people.ilrcDrafter, id)).talk).toMatchObject([
      { isAnswer: false, onlyFor: "ILRC" },
    ]);
    value(await bring(people.ilrcDrafter, id));
    expect((await talk.all(people.ilrcDrafter)).threads).toHaveLength(1);
    const begun = await database.client.thread.findMany({ where: { wordReturnId: { not: null } } });
    expect(begun.map(({ organizationId }) => organizationId)).toEqual([organizations.ilrc]);
    expect((await talk.all(people.drafter)).threads.map(({ id: one }) => one)).toEqual([hidden.id]);
  });

  it("[M2] our own comments are known by author and words where the file’s code is gone", async () => {
    const { arrive, people, talk, organizations, shown } = await open();
    const own = await talk.begin(people.drafter, {
      text: "For us\nalone",
      organizationId: organizations.council,
    });
    const ours = { author: people.drafter.name, at: null, text: "For us alone" };
    const answer = { ...JANE, text: "I read it." };
    const file = plan({ talk: [comment("", { comments: [ours, answer] })] });
    const view = await shown(people.drafter, await arrive(people.drafter, file));
    expect(view.talk).toMatchObject([{ isAnswer: true, comments: [answer] }]);
    const other = await shown(people.ilrcDrafter, await arrive(people.ilrcDrafter, file));
    expect(other.talk).toMatchObject([{ isAnswer: false }]);
    expect(own.id).not.toBe("");
  });

  it("[M2] room for suggestions is counted among those who see them, and tells of no others", async () => {
    const { arrive, bring, people, organizations, shown } = await open();
    const form = { organizationId: organizations.council };
    const hidden = await arrive(people.drafter, plan({ changes: reworded(150, "Hidden") }));
    value(await bring(people.drafter, hidden, form));
    const other = await arrive(people.ilrcDrafter, plan({ changes: reworded(430, "Other") }));
    expect((await shown(people.ilrcDrafter, other)).fitting).toBe(400);
    const again = await arrive(people.drafter, plan({ changes: reworded(430, "Other") }));
    const { scopes, fitting } = await shown(people.drafter, again);
    expect([fitting, scopes.map((one) => one.fitting)]).toEqual([400, [350]]);
  });

  it("[M2] the record tells nobody how much some people alone see, of bringing in and of taking back", async () => {
    const { arrive, bring, people, organizations, lines, services, documentId } = await open();
    const id = await arrive(people.drafter, plan({ talk: [comment("Hm")] }));
    const form = { organizationId: organizations.council };
    const { returnId } = value(await bring(people.drafter, id, form));
    value(await services.wordFiles.takeBack(people.drafter, documentId, { returnId }));
    expect(await lines()).toEqual([
      [
        "word.brought-in",
        people.drafter.userId,
        { returnId, fileHash: expect.any(String), exportId: null },
      ],
      ["word.taken-back", people.drafter.userId, { returnId }],
    ]);
  });

  it("[M2] a return of answers alone is not there for who may not read them", async () => {
    const { arrive, bring, people, talk, organizations, leaves, services, documentId } =
      await open();
    const hidden = await talk.begin(people.drafter, {
      text: "For us alone",
      organizationId: organizations.council,
    });
    const code = await leaves(people.drafter, [organizations.council]);
    const fates = [{ threadId: hidden.id, fate: "resolved", author: null, at: null }] as const;
    const bringing = async (more: Parameters<typeof plan>[0]) => {
      const file = { report: { ...NO_REPORT, code }, ...plan(more) };
      return value(await bring(people.drafter, await arrive(people.drafter, file))).returnId;
    };
    const answered = await bringing({ talk: [comment("I saw it.", { threadId: hidden.id })] });
    const told = await bringing({ fates });
    for (const returnId of [answered, told]) {
      const show = (by: typeof people.drafter) =>
        services.wordFiles.showBrought(by, documentId, returnId);
      refused(await show(people.ilrcDrafter), "not-found");
      expect((await show(people.drafter)).ok).toBe(true);
    }
  });
});

describe("what is long", () => {
  it("[W10] a comment that is too long comes in parts, whole, and not a second time", async () => {
    const { arrive, bring, people, talk, shown } = await open();
    const text = "Words and more words. ".repeat(1_000);
    const author = "J".repeat(200);
    const said = comment("", { comments: [{ ...JANE, author, text }] });
    const id = await arrive(people.drafter, plan({ talk: [said] }));
    value(await bring(people.drafter, id));
    const [thread] = (await talk.all(people.drafter)).threads;
    expect(thread?.comments.map((one) => one.text).join("")).toBe(text);
    expect(thread?.comments.every((one) => one.text.length <= MARGIN_LIMITS.comment)).toBe(true);
    expect((await shown(people.drafter, id)).talk).toEqual([]);
  });

  it("says how many comments come in at once, and how many are left", async () => {
    const { arrive, bring, people, shown } = await open();
    const talk = Array.from({ length: 401 }, (_, index) => comment(`Comment ${index}`));
    const id = await arrive(people.drafter, plan({ talk }));
    expect(await shown(people.drafter, id)).toMatchObject({ fittingTalk: 400 });
    expect(value(await bring(people.drafter, id))).toMatchObject({
      comments: 400,
      left: { changes: 0, comments: 1 },
    });
    expect((await shown(people.drafter, id)).talk).toHaveLength(1);
  });

  it("[M29] answers that do not fit into their thread any more begin another one", async () => {
    const { arrive, bring, people, talk, leaves, database } = await open();
    const ours = await talk.begin(people.drafter, { text: "Is this so?" });
    const code = await leaves(people.drafter);
    const [row] = await database.client.comment.findMany({ where: { threadId: ours.id } });
    if (!row) throw new Error("no comment");
    await database.client.comment.createMany({
      data: Array.from({ length: MARGIN_LIMITS.commentsOfThread - 1 }, (_, index) => ({
        ...row,
        id: `full-${index}`,
      })),
    });
    const answer = comment("One more", { threadId: ours.id });
    const id = await arrive(people.drafter, {
      report: { ...NO_REPORT, code },
      ...plan({ talk: [answer] }),
    });
    expect(value(await bring(people.drafter, id))).toMatchObject({ answers: 0, comments: 1 });
    const threads = await database.client.thread.findMany({
      where: { id: { not: ours.id } },
      select: { organizationId: true, comments: { select: { text: true } } },
    });
    expect(threads).toEqual([{ organizationId: null, comments: [{ text: "One more" }] }]);
  });

  it("[W8] a new draft is refused where not all changes would become suggestions, and nothing is created", async () => {
    const { arrive, people, services, slug, database } = await open();
    const documents = () => database.client.document.count();
    const before = await documents();
    const create = async (more: Parameters<typeof plan>[0]) => {
      const arrivalId = await arrive(people.drafter, plan(more));
      const form = { kind: "letter", title: "From Word", layoutProfile: "letter" } as const;
      const changes = "suggestions" as const;
      const made = await services.wordFiles.create(people.drafter, slug, {
        ...form,
        arrivalId,
        changes,
      });
      return made.ok ? null : made.refusal.fields?.["changes"];
    };
    expect(await create({ changes: reworded(401, "Other") })).toContain("It has 401 changes");
    const leftOut = [{ where: "¶ 3", why: "more than 60 paragraphs in a row were changed" }];
    expect(await create({ leftOut })).toContain("¶ 3, more than 60 paragraphs");
    const talk = Array.from({ length: 401 }, (_, index) => comment(`Comment ${index}`));
    expect(await create({ talk })).toContain("401 comments");
    expect(await documents()).toBe(before);
  });
});
