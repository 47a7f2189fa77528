import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { isGuestAddress, MOST_GUESTS, THREADS_OF_GUEST } from "#app/domain/guest.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { organizationForm } from "#app/domain/forms/organization.ts";
import { done } from "#app/domain/refusal.ts";
import { openReview, submit } from "./papers.ts";
import { remindersOf } from "./reminders.ts";
import { draftPlace, talkOf } from "./talk.ts";
import { freshBrowser } from "./with-passkey.ts";
import {
  cookieHeader,
  DAY,
  FROM,
  MINUTE,
  PASSWORD,
  refusal,
  refused,
  value,
  type Knobs,
} from "./workspace.ts";

/** A guest's link (docs/decisions/0113): one document, until a day, to one address that a code confirms. */

const JANE = { name: "Jane Doe", email: "jane@firm.example.com", until: "2021-10-20" };
const drawn = async () => done({ html: "<p>the draft as drawn</p>" });

const open = async (knobs: Knobs = {}) => {
  const review = await openReview({ posted: "sent", ...knobs });
  const { services, people, organizations, documentId, letters, database } = review;
  const forms = {
    read: { ...JANE, organizationId: organizations.council, level: "read" as const },
    comment: { ...JANE, organizationId: organizations.council, level: "comment" as const },
  };
  const secretMailed = () =>
    letters
      .map(({ text }) => /\/guest\/(?<secret>[\w-]{43})/u.exec(text)?.groups?.["secret"])
      .findLast((secret) => secret !== undefined) ?? "";
  const codeMailed = () =>
    letters
      .map(({ subject }) => /^(?<code>\d{4} \d{4}) is your code$/u.exec(subject)?.groups?.["code"])
      .findLast((code) => code !== undefined) ?? "";
  return {
    ...review,
    forms,
    secretMailed,
    codeMailed,
    talk: talkOf(review),
    async invite(form: typeof forms.read | typeof forms.comment, by: Actor = people.admin) {
      const browser = await freshBrowser(review, by);
      return services.guests.invite(by, documentId, form, browser);
    },
    /** Asks for a code in a browser with these cookies; answers those that it has then. */
    async ask(token = secretMailed(), cookies: string | null = null) {
      const { cookie } = value(await services.guests.askCode({ token, cookies }));
      return [cookies, cookieHeader(cookie)].filter(Boolean).join("; ");
    },
    /** Shows the code in a new browser; answers the request of its next page. */
    async enter(token = secretMailed()) {
      const cookies = await this.ask(token);
      const entered = await services.guests.enter({ token, cookies }, { code: codeMailed() });
      const { path, cookie } = value(entered);
      return { linkId: path.slice("/shared/".length), cookies: cookieHeader(cookie) };
    },
    lines: async (type: string) =>
      (
        await database.client.auditEvent.findMany({ where: { type }, orderBy: { sequence: "asc" } })
      ).map(({ actorId, documentId: of, details }) => ({
        actorId,
        of,
        ...(JSON.parse(details) as Record<string, unknown>),
      })),
    link: () => database.client.guestLink.findFirstOrThrow({ orderBy: { createdAt: "desc" } }),
  };
};
type Opened = Awaited<ReturnType<typeof open>>;

/** A paragraph of some length, opened to propose other words for it. */
async function plainParagraph(
  { services }: Pick<Opened, "services">,
  request: Awaited<ReturnType<Opened["enter"]>>,
) {
  const { paragraphs } = value(await services.guests.read(request, drawn));
  let begun = null;
  for (const { blockId, isPlain } of paragraphs) {
    const shown = await services.guests.beginSuggestion(request, blockId);
    // The list offers those alone of which the form opens.
    expect(shown.ok).toBe(isPlain);
    if (shown.ok && shown.value.words.length > 20) begun = shown.value;
  }
  if (!begun) throw new Error("no paragraph is plain");
  return begun;
}

const key = () => crypto.randomUUID();
const AGREES = { chain: { intact: true }, rowDifferences: [], sessionDifferences: [] };

describe("inviting a guest", () => {
  it("mails a link to one address, and stands in the record; whoever has the database has no link", async () => {
    const desk = await open();
    const { letters, lines, documentId, people, link, secretMailed } = desk;
    expect(value(await desk.invite(desk.forms.comment))).toEqual({ name: "Jane Doe" });
    expect(letters.at(-1)?.to).toEqual({ name: "Jane Doe", address: JANE.email });
    const row = await link();
    expect(JSON.stringify(row)).not.toContain(secretMailed());
    expect(await lines("guest.invited")).toEqual([
      expect.objectContaining({
        actorId: people.admin.userId,
        of: documentId,
        linkId: row.id,
        userId: row.userId,
        mayComment: true,
        mayReadVersions: false,
      }),
    ]);
    expect(desk.logged()).not.toContain(secretMailed());
    // Open desks say anew who reads what is written for everybody.
    expect(desk.threadNotices).toEqual([{ documentId, ids: [], organizationId: null }]);
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("needs a server that sends mail, and says so", async () => {
    const desk = await open({ posted: "not-configured" });
    const { sentence } = refused(await desk.invite(desk.forms.read), "unavailable");
    expect(sentence).toContain("sends no e-mails");
    expect(await desk.database.client.guestLink.count()).toBe(0);
  });

  it("ends the link again where the mail server did not take it", async () => {
    const desk = await open({ posted: "failed" });
    refused(await desk.invite(desk.forms.read), "unavailable");
    expect((await desk.link()).endedAt).not.toBeNull();
    expect(await desk.lines("guest.ended")).toHaveLength(1);
  });

  it("is for an administrator of the party that answers for them, who has just shown that it is them", async () => {
    const desk = await open();
    const { services, people, documentId, forms, organizations } = desk;
    refused(await desk.invite(forms.read, people.drafter), "forbidden");
    refused(await desk.invite(forms.read, people.ilrcAdmin), "forbidden");
    refused(await desk.invite(forms.read, people.stranger), "not-found");
    const own = { ...forms.read, organizationId: organizations.ilrc };
    expect((await desk.invite(own, people.ilrcAdmin)).ok).toBe(true);
    const browser = await freshBrowser(desk, people.admin);
    desk.pass(11 * MINUTE);
    const late = await services.guests.invite(people.admin, documentId, forms.read, browser);
    refused(late, "forbidden");
  });

  it("opens for 90 days at most, for nobody of the organization that invites, and once for an address", async () => {
    const desk = await open();
    const { forms } = desk;
    for (const until of ["2021-10-06", "2022-01-06"]) {
      refused(await desk.invite({ ...forms.read, until }), "bad-input");
    }
    expect((await desk.invite({ ...forms.read, until: "2022-01-05" })).ok).toBe(true);
    refused(await desk.invite(forms.read), "conflict");
    refused(await desk.invite({ ...forms.read, email: "drafter@example.org" }), "conflict");
    // It says of nobody that they belong to another party.
    expect((await desk.invite({ ...forms.read, email: "ilrc-drafter@example.org" })).ok).toBe(true);
  });

  it("carries no more roles than the session that made it (P8)", async () => {
    const desk = await open();
    const { people, organizations, forms, documentId, services } = desk;
    const browser = await freshBrowser(desk, people.admin);
    const elsewhere: Actor = {
      ...people.admin,
      memberships: [],
      reach: { own: false, via: organizations.outside },
    };
    const asked = await services.guests.invite(elsewhere, documentId, forms.read, browser);
    refused(asked, "not-found");
    expect(await desk.database.client.guestLink.count()).toBe(0);
  });
});

describe("the code", () => {
  it("opens the document in the browser that asked for it, and the record says when", async () => {
    const desk = await open();
    value(await desk.invite(desk.forms.read));
    const door = await desk.services.guests.door({ token: desk.secretMailed(), cookies: null });
    expect(value(door)).toMatchObject({ address: "j…@firm.example.com", open: null });
    // Before the code nothing of the document is told.
    expect(JSON.stringify(door)).not.toContain("Weekly");
    const request = await desk.enter();
    const page = value(await desk.services.guests.read(request, drawn));
    expect(page).toMatchObject({
      title: "Weekly reports",
      html: "<p>the draft as drawn</p>",
      versions: [],
      may: { comment: false, suggest: false },
    });
    const { userId, id } = await desk.link();
    const opened = { actorId: userId, of: desk.documentId, linkId: id };
    expect(await desk.lines("guest.opened")).toEqual([opened]);
    // While they go on reading, once an hour.
    desk.pass(59 * MINUTE);
    await desk.services.guests.read(request, drawn);
    expect(await desk.lines("guest.opened")).toHaveLength(1);
    desk.pass(MINUTE);
    await Promise.all([1, 2, 3].map(() => desk.services.guests.read(request, drawn)));
    expect(await desk.lines("guest.opened")).toHaveLength(2);
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("is asked of everybody who has the link: another browser reads nothing", async () => {
    const desk = await open();
    value(await desk.invite(desk.forms.read));
    const { linkId, cookies } = await desk.enter();
    for (const other of [
      null,
      "guest=1",
      cookies.replace(/.$/u, "x"),
      `session=${"x".repeat(43)}`,
    ]) {
      const read = await desk.services.guests.read({ linkId, cookies: other }, drawn);
      refused(read, "expired-link");
    }
    // Somebody who caught the code of another browser.
    const token = desk.secretMailed();
    await desk.ask(token);
    const caught = desk.codeMailed();
    const own = await desk.ask(token);
    expect(caught).not.toBe(desk.codeMailed());
    const tried = await desk.services.guests.enter({ token, cookies: own }, { code: caught });
    refused(tried, "bad-input");
    const without = await desk.services.guests.enter({ token, cookies: null }, { code: caught });
    refused(without, "bad-input");
  });

  it("works once, for a quarter of an hour, and stands five tries", async () => {
    const desk = await open();
    const { services } = desk;
    value(await desk.invite(desk.forms.read));
    const token = desk.secretMailed();
    const used = await desk.ask(token);
    const code = desk.codeMailed();
    const both = await Promise.all(
      [1, 2].map(() => services.guests.enter({ token, cookies: used }, { code })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const old = await desk.ask(token);
    desk.pass(15 * MINUTE);
    refused(
      await services.guests.enter({ token, cookies: old }, { code: desk.codeMailed() }),
      "bad-input",
    );
    const tried = await desk.ask(token);
    const right = desk.codeMailed();
    const wrong = right === "0000 0000" ? "11111111" : "00000000";
    for (let at = 0; at < 5; at += 1) {
      refused(await services.guests.enter({ token, cookies: tried }, { code: wrong }), "bad-input");
    }
    refused(
      await services.guests.enter({ token, cookies: tried }, { code: right }),
      "too-many-tries",
    );
  });

  it("is mailed five times in a quarter of an hour", async () => {
    const desk = await open();
    value(await desk.invite(desk.forms.read));
    const token = desk.secretMailed();
    for (let at = 0; at < 5; at += 1) await desk.ask(token);
    const before = desk.letters.length;
    refused(await desk.services.guests.askCode({ token, cookies: null }), "too-many-tries");
    expect(desk.letters).toHaveLength(before);
  });

  it("is mailed for the rest of the day where somebody pressed on in vain", async () => {
    const desk = await open();
    value(await desk.invite(desk.forms.read));
    const token = desk.secretMailed();
    for (let at = 0; at < 5; at += 1) await desk.ask(token);
    const press = () => desk.services.guests.askCode({ token, cookies: null });
    for (let at = 0; at < 30; at += 1) {
      const { sentence } = refused(await press(), "too-many-tries");
      expect(sentence).toContain("in a quarter of an hour");
    }
    // The quarter of an hour is counted by the machine's own clock.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * MINUTE });
    try {
      expect((await press()).ok).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it("of one link opens no other", async () => {
    const desk = await open();
    const { services, people, organizations, forms } = desk;
    value(await desk.invite(forms.read));
    const first = desk.secretMailed();
    value(
      await desk.invite(
        { ...forms.read, email: "june@firm.example.com", organizationId: organizations.ilrc },
        people.ilrcAdmin,
      ),
    );
    const second = desk.secretMailed();
    const cookies = await desk.ask(first);
    const crossed = await services.guests.enter(
      { token: second, cookies },
      { code: desk.codeMailed() },
    );
    refused(crossed, "bad-input");
    const own = await desk.enter(first);
    const { id: linkId } = await desk.database.client.guestLink.findFirstOrThrow({
      where: { email: "june@firm.example.com" },
    });
    const cookie = own.cookies.replace(own.linkId, linkId);
    const read = await services.guests.read({ linkId, cookies: cookie }, drawn);
    expect(read).toMatchObject(refusal("expired-link"));
  });
});

describe("a link ends", () => {
  const ways: Readonly<Record<string, (desk: Opened) => Promise<unknown>>> = {
    "on its day": async (desk) => desk.pass(14 * DAY),
    "when an administrator of its party ends it": async ({ services, people, documentId, link }) =>
      value(await services.guests.end(people.admin, documentId, { linkId: (await link()).id })),
    "when an administrator of another party ends it": async ({
      services,
      people,
      documentId,
      link,
    }) =>
      value(await services.guests.end(people.ilrcAdmin, documentId, { linkId: (await link()).id })),
  };
  it.each(Object.entries(ways))(
    "%s, for a browser that reads and for the link itself",
    async (_way, end) => {
      const desk = await open();
      const { services } = desk;
      value(await desk.invite(desk.forms.comment));
      const token = desk.secretMailed();
      const request = await desk.enter();
      await end(desk);
      refused(await services.guests.read(request, drawn), "expired-link");
      refused(await services.guests.comment(request, { key: key(), text: "late" }), "expired-link");
      refused(await services.guests.door({ token, cookies: request.cookies }), "expired-link");
      refused(await services.guests.askCode({ token, cookies: null }), "expired-link");
      const unknown = await services.guests.door({ token: "x".repeat(43), cookies: null });
      // Nobody can tell one that ended from one that never was.
      expect(unknown).toEqual(await services.guests.door({ token, cookies: null }));
      expect(
        value(await services.guests.readers(desk.people.drafter, desk.documentId)).guests,
      ).toEqual([]);
      expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
    },
  );

  it("while a page is drawn or a code compared: nothing is handed out, nor told to have been", async () => {
    const desk = await open();
    const { services, people, documentId, auth } = desk;
    value(await desk.invite(desk.forms.read));
    const end = async () => {
      const open = { where: { endedAt: null } };
      const { id: linkId } = await desk.database.client.guestLink.findFirstOrThrow(open);
      value(await services.guests.end(people.admin, documentId, { linkId }));
    };
    const request = await desk.enter();
    // The hour of the last line is over, and is not.
    desk.pass(61 * MINUTE);
    const ending = async () => {
      await end();
      return drawn();
    };
    refused(await services.guests.read(request, ending), "expired-link");
    value(await desk.invite(desk.forms.read));
    const second = await desk.enter();
    refused(await services.guests.read(second, ending), "expired-link");
    value(await desk.invite(desk.forms.read));
    const token = desk.secretMailed();
    const cookies = await desk.ask(token);
    const { begin } = auth.ceremonies;
    const spy = vi.spyOn(auth.ceremonies, "begin").mockImplementation(async (kind, ceremony) => {
      const secret = await begin(kind, ceremony);
      await end();
      return secret;
    });
    const code = desk.codeMailed();
    refused(await services.guests.enter({ token, cookies }, { code }), "expired-link");
    expect(spy).toHaveBeenCalledTimes(1);
    spy.mockRestore();
    const sittings = { where: { kind: "guest" } };
    // Those of the two that were read before; the third has none.
    expect(await desk.database.client.ceremony.count(sittings)).toBe(2);
    // One for each code that opened something.
    expect(await desk.lines("guest.opened")).toHaveLength(2);
  });

  it("with the archive for good, and with its party", async () => {
    const desk = await open();
    const { services, people, slug, organizations, forms } = desk;
    const own = { ...forms.read, organizationId: organizations.ilrc };
    value(await desk.invite(own, people.ilrcAdmin));
    const request = await desk.enter();
    const { matterId } = await desk.database.client.document.findFirstOrThrow();
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId));
    refused(await services.guests.read(request, drawn), "expired-link");
    value(await desk.invite(forms.read));
    const second = await desk.enter();
    const { seen } = value(await services.matters.showArchive(people.admin, slug));
    value(await services.matters.archive(people.admin, slug, { seen }));
    refused(await services.guests.read(second, drawn), "expired-link");
    refused(await desk.invite({ ...forms.read, email: "june@firm.example.com" }), "archived");
    value(await services.matters.unarchive(people.admin, slug));
    refused(await services.guests.read(second, drawn), "expired-link");
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("is nobody's name: no person, organization or address is taken for a guest", async () => {
    const desk = await open();
    const { services, people, organizations } = desk;
    const asGuest = { ...desk.forms.read, name: "Jane Doe, Guest  of ILRC" };
    expect(refused(await desk.invite(asGuest), "bad-input").fields).toHaveProperty("name");
    const { changeName } = services.account;
    refused(await changeName(people.drafter, { name: "Jane Doe, guest of ILRC" }), "bad-input");
    const person = { name: "Jane Doe", email: "jane@guest.invalid", roles: ["drafter" as const] };
    const invited = await services.organizations.invite(
      people.admin,
      organizations.council,
      person,
    );
    expect(refused(invited, "bad-input").fields).toHaveProperty("email");
    const short = { name: "Friends", shortName: "Guest of ILRC", city: undefined };
    expect(organizationForm.safeParse(short).success).toBe(false);
  });

  it("is ended by administrators alone", async () => {
    const desk = await open();
    const { services, people, documentId } = desk;
    value(await desk.invite(desk.forms.read));
    const { id: linkId } = await desk.link();
    refused(await services.guests.end(people.drafter, documentId, { linkId }), "forbidden");
    refused(await services.guests.end(people.stranger, documentId, { linkId }), "not-found");
    const read = value(await services.guests.readers(people.drafter, documentId));
    // The guest's name is seen by everybody of the parties; the address, by those who may end it.
    expect(read.guests).toMatchObject([{ name: "Jane Doe", organization: "Council", email: null }]);
    const shown = value(await services.guests.readers(people.ilrcAdmin, documentId));
    expect(shown.guests).toMatchObject([{ email: JANE.email }]);
    expect(await services.guests.readers(people.stranger, documentId)).toMatchObject(
      refusal("not-found"),
    );
  });
});

describe("beside the text", () => {
  it("[M2] a guest reads threads of the parties alone, and writes there as “guest of”", async () => {
    const desk = await open();
    const { services, people, organizations, talk, threadNotices, documentId } = desk;
    await talk.begin(people.drafter, { text: "for all", place: { in: "document" } });
    await talk.begin(people.drafter, { text: "ours", organizationId: organizations.council });
    await talk.begin(people.ilrcDrafter, { text: "theirs", organizationId: organizations.ilrc });
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const read = async () => value(await services.guests.read(request, drawn)).threads;
    expect((await read()).flatMap(({ comments }) => comments.map(({ text }) => text))).toEqual([
      "for all",
    ]);
    value(await services.guests.comment(request, { key: key(), text: "as counsel I would not" }));
    expect(threadNotices.at(-1)).toMatchObject({ documentId, organizationId: null });
    const { threads, may } = await talk.all(people.ilrcDrafter);
    // Where a name stands alone, too.
    const talked = await services.reviews.openThreads(people.drafter, documentId);
    expect(talked.list.map(({ by }) => by)).toContain("Jane Doe, guest of Council");
    // Whoever writes for everybody is told who else reads it.
    expect(may.guests).toEqual(["Jane Doe"]);
    const thread = threads.find(({ by }) => by.name === "Jane Doe");
    expect(thread?.by).toMatchObject({ name: "Jane Doe", organization: "guest of Council" });
    value(
      await services.guests.reply(request, {
        key: key(),
        threadId: (await read())[0]?.id,
        text: "indeed",
      }),
    );
    expect(await talk.words(people.ilrcDrafter)).toContain("indeed");
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("keeps what is sent twice once, and all that one page sends, whatever its key", async () => {
    const desk = await open();
    const { services, people, talk } = desk;
    const first = await talk.begin(people.drafter, { text: "one" });
    const second = await talk.begin(people.drafter, { text: "two" });
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const page = value(await services.guests.read(request, drawn));
    const [block, another] = page.paragraphs;
    const answers = [
      { threadId: first.id, text: "an answer" },
      { threadId: first.id, text: "a second answer" },
      { threadId: second.id, text: "an answer" },
    ];
    const comments = [
      { text: "a comment" },
      { text: "a second comment" },
      { text: "a comment", blockId: block?.blockId },
      { text: "a comment", blockId: another?.blockId },
    ];
    for (let times = 0; times < 2; times += 1) {
      for (const answer of answers) {
        const sent = await services.guests.reply(request, { key: page.key, ...answer });
        expect(value(sent)).toEqual({ threadId: answer.threadId });
      }
      for (const comment of comments) {
        value(await services.guests.comment(request, { key: page.key, ...comment }));
      }
    }
    const { threads } = await talk.all(people.drafter);
    const words = threads.map((thread) => thread.comments.map(({ text }) => text));
    expect(words.toSorted()).toEqual(
      [
        ["one", "an answer", "a second answer"],
        ["two", "an answer"],
        ["a comment"],
        ["a comment"],
        ["a comment"],
        ["a second comment"],
      ].toSorted(),
    );
    // From a page that was loaded anew, the same words are said again.
    value(await services.guests.reply(request, { key: key(), ...answers[0] }));
    expect((await talk.words(people.drafter)).filter((said) => said === "an answer")).toHaveLength(
      3,
    );
  });

  it("is no flood: sixty an hour, so that nobody has the parties mailed for ever", async () => {
    const desk = await open();
    const { services } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const write = (text: string) => services.guests.comment(request, { key: key(), text });
    const first = { key: key(), text: "Once." };
    value(await services.guests.comment(request, first));
    const [thread] = value(await services.guests.read(request, drawn)).threads;
    for (let at = 1; at < 60; at += 1) value(await write(`Comment ${at}.`));
    expect(refused(await write("One more."), "too-many-tries").sentence).toContain(
      "within an hour",
    );
    const threadId = thread?.id ?? "";
    const answer = { key: key(), threadId, text: "And one." };
    refused(await services.guests.reply(request, answer), "too-many-tries");
    // One's own words are taken back all the same.
    const commentId = thread?.comments[0]?.id ?? "";
    value(await services.guests.remove(request, { threadId, commentId }));
    expect(await desk.database.client.comment.count()).toBe(60);
  });

  it("takes no room from the parties: two hundred threads of a guest's, and theirs go on", async () => {
    const desk = await open();
    const { services, database, documentId, talk, people } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const form = { key: key(), text: "The first one." };
    value(await services.guests.comment(request, form));
    const { userId: createdById } = await desk.link();
    const createdAt = new Date();
    await database.client.thread.createMany({
      data: Array.from({ length: THREADS_OF_GUEST - 1 }, (_, at) => ({
        id: `thread-${at}`,
        documentId,
        placeKind: "document",
        createdById,
        createdAt,
        changedAt: createdAt,
      })),
    });
    refused(await services.guests.comment(request, { key: key(), text: "More." }), "too-large");
    // A form that was sent is told to have been, also when it is sent again.
    value(await services.guests.comment(request, form));
    await talk.begin(people.drafter, { text: "The parties go on." });
    expect(THREADS_OF_GUEST * MOST_GUESTS).toBeLessThan(MARGIN_LIMITS.threadsOfDocument);
  });

  it("hangs on a paragraph, whose words stand in its place", async () => {
    const desk = await open();
    const { services, people, talk } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const { paragraphs } = value(await services.guests.read(request, drawn));
    const [first] = paragraphs;
    value(
      await services.guests.comment(request, { key: key(), text: "here", blockId: first?.blockId }),
    );
    const { threads } = await talk.all(people.drafter);
    expect(threads.at(-1)?.place).toMatchObject({ in: "draft", blockId: first?.blockId });
    const lost = await services.guests.comment(request, {
      key: key(),
      text: "here",
      blockId: "none",
    });
    refused(lost, "conflict");
  });

  it("[M7] proposes other words for a paragraph; the draft is as it was", async () => {
    const desk = await open();
    const { services, people, talk, database, documentId } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const { blockId, words, seen } = await plainParagraph(desk, request);
    const before = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const form = { key: key(), blockId, seen, words: `${words} And soon.`, text: "shorter" };
    value(await services.guests.suggest(request, form));
    // Sent again, it is kept once.
    value(await services.guests.suggest(request, form));
    const { threads } = await talk.all(people.drafter);
    expect(threads.map(({ suggestion }) => suggestion?.state)).toEqual(["open"]);
    expect(threads[0]?.suggestion?.summary).toMatchObject({ kind: "insert", added: "And soon." });
    // Back on the same page, other words are another suggestion.
    const other = { ...form, words: `${words} And late.` };
    value(await services.guests.suggest(request, other));
    expect((await talk.all(people.drafter)).threads).toHaveLength(2);
    const after = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(after.sequence).toBe(before.sequence);
    refused(
      await services.guests.suggest(request, { ...form, key: key(), seen: "0".repeat(64) }),
      "stale",
    );
    refused(await services.guests.suggest(request, { ...form, key: key(), words }), "bad-input");
    const threadId = threads[0]?.id;
    value(await services.guests.withdraw(request, { threadId }));
    // Both began in one moment: their order is that of their ids.
    const now = (await talk.all(people.drafter)).threads.map(
      ({ id, suggestion }) => [id === threadId, suggestion?.state] as const,
    );
    expect(new Map(now)).toEqual(
      new Map([
        [true, "withdrawn"],
        [false, "open"],
      ]),
    );
  });

  it("takes no suggestions once it is submitted, and then reads the version that is agreed on", async () => {
    const desk = await open();
    const { services, talk, people } = desk;
    value(
      await desk.invite({ ...desk.forms.comment, versions: true } as typeof desk.forms.comment),
    );
    const request = await desk.enter();
    const { paragraphs } = value(await services.guests.read(request, drawn));
    await submit(desk);
    const page = value(await services.guests.read(request, drawn));
    expect(page).toMatchObject({ status: "in_review", may: { comment: true, suggest: false } });
    expect(page.html).not.toBe("<p>the draft as drawn</p>");
    expect(page.versions.map(({ number }) => number)).toEqual([1]);
    const blockId = paragraphs[0]?.blockId ?? "";
    refused(await services.guests.beginSuggestion(request, blockId), "frozen");
    value(await services.guests.comment(request, { key: key(), text: "here", blockId }));
    expect((await talk.all(people.drafter)).threads.at(-1)?.place).toMatchObject({ in: "version" });
    expect(value(await services.guests.version(request, 1)).number).toBe(1);
    refused(await services.guests.version(request, 2), "not-found");
  });

  it("a guest who may read alone writes nothing, and one without versions opens none", async () => {
    const desk = await open();
    const { services, people, talk } = desk;
    const thread = await talk.begin(people.drafter, { text: "for all" });
    await submit(desk, { threads: "leave" });
    value(await desk.invite(desk.forms.read));
    const request = await desk.enter();
    refused(await services.guests.comment(request, { key: key(), text: "no" }), "forbidden");
    refused(
      await services.guests.reply(request, { key: key(), threadId: thread.id, text: "no" }),
      "forbidden",
    );
    refused(await services.guests.version(request, 1), "not-found");
    expect(await talk.words(people.drafter)).toEqual(["for all"]);
  });

  it("[M2] no organization's own thread takes a guest's word, and nobody else's word is taken back", async () => {
    const desk = await open();
    const { services, people, organizations, talk } = desk;
    const within = await talk.begin(people.drafter, {
      text: "ours",
      organizationId: organizations.council,
    });
    const all = await talk.begin(people.drafter, { text: "for all" });
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    refused(
      await services.guests.reply(request, { key: key(), threadId: within.id, text: "in" }),
      "not-found",
    );
    const others = { threadId: all.id, commentId: all.comments[0]?.id };
    refused(await services.guests.remove(request, others), "forbidden");
    refused(await services.guests.withdraw(request, { threadId: all.id }), "forbidden");
    value(await services.guests.comment(request, { key: key(), text: "mine" }));
    const { threads } = value(await services.guests.read(request, drawn));
    const own = threads.find(({ comments }) => comments.some(({ isMine }) => isMine));
    const mine = { threadId: own?.id, commentId: own?.comments[0]?.id };
    value(await services.guests.remove(request, mine));
    expect(await talk.words(people.drafter)).not.toContain("mine");
  });
});

describe("a guest", () => {
  it("[R45] has no right but on the one document, whichever verb is asked", async () => {
    const desk = await open();
    const { services, people, slug, documentId, talk, organizations } = desk;
    value(await desk.invite(desk.forms.comment));
    await desk.enter();
    const { userId } = await desk.link();
    const guest = await desk.actor(userId);
    expect(guest.memberships).toEqual([]);
    // As if a page had let them in: no page does.
    refused(await services.matters.show(guest, slug), "not-found");
    refused(await services.documents.show(guest, documentId), "not-found");
    refused(await services.filings.pdf(guest, documentId, undefined), "not-found");
    const form = { kind: "request", title: "Mine", layoutProfile: "letter" } as const;
    refused(await services.documents.create(guest, slug, form), "not-found");
    const within = await talk.send(guest, {
      do: "begin",
      threadId: key(),
      commentId: key(),
      place: { in: "document" },
      organizationId: organizations.council,
      text: "in theirs",
      mentions: [],
      suggestion: null,
    });
    expect(within.ok).toBe(false);
    const other = value(
      await services.documents.create(people.drafter, slug, { ...form, title: "Another" }),
    );
    const elsewhere = await talkOf({ services, documentId: other.documentId }).send(guest, {
      do: "begin",
      threadId: key(),
      commentId: key(),
      place: draftPlace("words"),
      organizationId: null,
      text: "elsewhere",
      mentions: [],
      suggestion: null,
    });
    expect(elsewhere.ok).toBe(false);
  });

  it("can't sign in by any door, and gets no mail at the address of their account", async () => {
    const desk = await remindersOf(await open());
    value(await desk.invite(desk.forms.comment));
    const { userId } = await desk.link();
    const { email } = await desk.database.client.user.findUniqueOrThrow({ where: { id: userId } });
    expect(isGuestAddress(email)).toBe(true);
    refused(await desk.auth.signIn(email, PASSWORD, FROM), "wrong-credentials");
    value(await desk.services.accountLinks.ask({ email }, FROM));
    await desk.work();
    const sent = desk.taken().flatMap(({ to = [] }) => to.map(({ address }) => address ?? ""));
    expect(sent.filter(isGuestAddress)).toEqual([]);
    expect(await desk.database.client.session.count({ where: { userId } })).toBe(0);
  });
});

describe("letters", () => {
  const told = async (desk: Awaited<ReturnType<typeof remindersOf<Opened>>>) => {
    await desk.work();
    return desk
      .taken()
      .map(({ to = [], subject = "", text = "" }) => ({ to: to[0]?.address, subject, text }));
  };

  it("tell the administrators of all parties that somebody from outside reads", async () => {
    const desk = await remindersOf(await open());
    value(await desk.invite(desk.forms.read));
    const letters = await told(desk);
    expect(letters.map(({ to }) => to).toSorted()).toEqual([
      "admin@example.org",
      "ilrc-admin@example.org",
    ]);
    expect(letters[0]?.text).toContain("Jane Doe, guest of Council");
  });

  it("tell a guest of answers, without their words, until they don't want it or the link ends", async () => {
    const desk = await remindersOf(await open());
    const { services, people, talk, documentId } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    value(await services.guests.comment(request, { key: key(), text: "a question" }));
    const threadId = value(await services.guests.read(request, drawn)).threads[0]?.id ?? "";
    await told(desk);
    const answer = async (text: string) => {
      value(await talk.reply(people.drafter, threadId, text));
      return (await told(desk)).filter(({ to }) => to === JANE.email);
    };
    const [letter, ...more] = await answer("a secret answer");
    expect(more).toEqual([]);
    expect(letter?.text).toContain(`/shared/${request.linkId}`);
    expect(letter?.text).not.toContain("secret answer");
    value(await services.guests.setMail(request, {}));
    expect(await answer("another")).toEqual([]);
    value(await services.guests.setMail(request, { hears: true }));
    expect(await answer("a third")).toHaveLength(1);
    value(await services.guests.end(people.admin, documentId, { linkId: request.linkId }));
    expect(await answer("a fourth")).toEqual([]);
  });

  it("tell a guest what became of their suggestions, those of some minutes at once, without words", async () => {
    const desk = await remindersOf(await open());
    const { services, people, talk, pass, documentId } = desk;
    value(await desk.invite(desk.forms.comment));
    const request = await desk.enter();
    const { blockId, seen, words } = await plainParagraph(desk, request);
    const propose = async (added: string) => {
      const form = { key: key(), blockId, seen, words: `${words} ${added}` };
      value(await services.guests.suggest(request, form));
    };
    const decided = async () => {
      pass(5 * MINUTE);
      return (await told(desk)).filter(({ to }) => to === JANE.email);
    };
    const reject = async () => {
      for (const { id, suggestion } of (await talk.all(people.drafter)).threads) {
        if (suggestion?.state === "open") {
          value(await talk.send(people.drafter, { do: "reject", threadId: id }));
        }
      }
    };
    await told(desk);
    await propose("Secretly.");
    await propose("Very secretly.");
    expect(await decided()).toEqual([]);
    await reject();
    const [letter, ...more] = await decided();
    expect(more).toEqual([]);
    expect(letter?.text).toContain(
      "Of what you proposed in the document that you may read: 2 rejected",
    );
    expect(letter?.text).toContain(`/shared/${request.linkId}`);
    expect(letter?.text).not.toMatch(/secretly|Weekly/iu);
    await propose("Once more.");
    await told(desk);
    value(await services.guests.setMail(request, {}));
    await reject();
    expect(await decided()).toEqual([]);
    value(await services.guests.setMail(request, { hears: true }));
    await propose("And again.");
    await reject();
    value(await services.guests.end(people.admin, documentId, { linkId: request.linkId }));
    expect(await decided()).toEqual([]);
  });
});
