import { describe, expect, it } from "vitest";
import { remindersOf } from "./reminders.ts";
import {
  DAY,
  FROM,
  MINUTE,
  PASSWORD,
  openCoalition,
  refusal,
  refused,
  tokenIn,
  value,
} from "./workspace.ts";

const BEFORE = "drafter@example.org";
const AFTER = "dora@example.net";

const openDesk = async () => remindersOf(await openCoalition({ posted: "sent" }));
type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The letters that came since, by the address that each went to: its secret, or "" for none. */
async function lettersBy(desk: Desk) {
  await desk.work();
  return Object.fromEntries(
    desk.taken().map(({ to = [], text = "", subject }) => [
      to[0]?.address ?? "",
      {
        subject,
        text,
        secret: /\/address\/(?<secret>[\w-]{43})/u.exec(text)?.groups?.["secret"] ?? "",
      },
    ]),
  );
}

const ask = async (desk: Desk, email = AFTER, currentPassword = PASSWORD) =>
  desk.services.address.ask(desk.people.drafter, { email, currentPassword }, FROM);

/** Asks, and answers the secrets that went to either address. */
async function asked(desk: Desk, email = AFTER) {
  value(await ask(desk, email));
  const letters = await lettersBy(desk);
  return { before: letters[BEFORE]?.secret ?? "", after: letters[email]?.secret ?? "" };
}

const emailOf = async ({ database, people }: Desk) =>
  (await database.client.user.findUniqueOrThrow({ where: { id: people.drafter.userId } })).email;

const typesOf = async ({ database }: Desk) =>
  (
    await database.client.auditEvent.findMany({
      where: { type: { startsWith: "person.address" } },
      orderBy: { sequence: "asc" },
    })
  ).map(({ type }) => type);

describe("[P4] a change of one's address", () => {
  it.each([["before", "after"] as const, ["after", "before"] as const])(
    "is made once both confirmed it, first the one %s",
    async (first, second) => {
      const desk = await openDesk();
      const { services, auth, people } = desk;
      const secrets = await asked(desk);
      expect(value(await services.address.showLink(secrets[first]))).toMatchObject({
        before: BEFORE,
        after: AFTER,
        side: first,
        confirmed: { before: false, after: false },
      });
      expect(value(await services.address.confirm(secrets[first])).changed).toBe(false);
      expect(await emailOf(desk)).toBe(BEFORE);
      expect(value(await services.address.show(people.drafter)).pending).toMatchObject({
        after: AFTER,
        confirmed: { before: first === "before", after: first === "after" },
      });
      // Again, the same link confirms nothing more.
      expect(value(await services.address.confirm(secrets[first])).changed).toBe(false);
      expect(await emailOf(desk)).toBe(BEFORE);

      expect(value(await services.address.confirm(secrets[second])).changed).toBe(true);
      expect(await emailOf(desk)).toBe(AFTER);
      value(await auth.signIn(AFTER, PASSWORD, FROM));
      refused(await auth.signIn(BEFORE, PASSWORD, FROM), "wrong-credentials");
      const told = await lettersBy(desk);
      expect(Object.keys(told).toSorted()).toEqual([AFTER, BEFORE].toSorted());
      expect(await typesOf(desk)).toEqual([
        "person.address-change-asked",
        "person.address-changed",
      ]);
      for (const secret of Object.values(secrets)) {
        refused(await services.address.showLink(secret), "expired-link");
        refused(await services.address.confirm(secret), "expired-link");
      }
      expect(await desk.system.verifyAll([], true)).toMatchObject({
        chain: { intact: true },
        rowDifferences: [],
      });
    },
  );

  it("is told of in whole sentences", async () => {
    const desk = await openDesk();
    value(await ask(desk));
    const letters = await lettersBy(desk);
    for (const at of [BEFORE, AFTER]) {
      const paragraphs = (letters[at]?.text ?? "").split(/\n{2,}/u);
      const said = paragraphs.filter((one) => one.includes(". "));
      expect(said.length).toBeGreaterThan(0);
      for (const one of said) expect(one.trim()).toMatch(/\.$/u);
    }
  });

  it("is stopped at either of the two, or by its person", async () => {
    const desk = await openDesk();
    const { services, people } = desk;
    for (const side of ["before", "after", "account"] as const) {
      const secrets = await asked(desk);
      value(await services.address.confirm(side === "before" ? secrets.after : secrets.before));
      if (side === "account") value(await services.address.stop(people.drafter));
      else value(await services.address.stopByLink(secrets[side]));
      for (const secret of [secrets.before, secrets.after]) {
        refused(await services.address.confirm(secret), "expired-link");
      }
      expect(value(await services.address.show(people.drafter)).pending).toBeNull();
    }
    expect(await emailOf(desk)).toBe(BEFORE);
    const stopped = (await typesOf(desk)).filter((type) => type.endsWith("stopped"));
    expect(stopped).toHaveLength(3);
    // Nothing left to stop.
    value(await services.address.stop(people.drafter));
    expect((await typesOf(desk)).filter((type) => type.endsWith("stopped"))).toHaveLength(3);
  });

  it("is made once where both confirm at the same moment", async () => {
    const desk = await openDesk();
    const { before, after } = await asked(desk);
    const outcomes = await Promise.all(
      [before, after, before, after].map((secret) => desk.services.address.confirm(secret)),
    );
    const changes = outcomes.filter((outcome) => outcome.ok && outcome.value.changed);
    expect(changes).toHaveLength(1);
    expect(await emailOf(desk)).toBe(AFTER);
    const changed = (await typesOf(desk)).filter((type) => type === "person.address-changed");
    expect(changed).toHaveLength(1);
  });

  it("asks for the password, and who has none for having shown a moment ago who they are", async () => {
    const desk = await openDesk();
    const { services, people, database } = desk;
    const wrong = refused(await ask(desk, AFTER, "not the password"), "wrong-credentials");
    expect(wrong.fields).toHaveProperty("currentPassword");
    const none = await services.address.ask(people.drafter, { email: AFTER }, FROM);
    refused(none, "wrong-credentials");
    refused(await ask(desk, BEFORE), "bad-input");
    const cookie = await desk.cookieOf(BEFORE);
    await database.write((tx) =>
      tx.user.update({ where: { email: BEFORE }, data: { passwordHash: null } }),
    );
    expect(value(await services.address.show(people.drafter)).hasPassword).toBe(false);
    const asking = (sessionId: string | undefined) =>
      services.address.ask(people.drafter, { email: AFTER }, { ...FROM, sessionId });
    const inside = await desk.auth.actorFromCookies(cookie);
    desk.pass(11 * MINUTE);
    refused(await asking(undefined), "forbidden");
    refused(await asking(inside?.sessionId), "forbidden");
    desk.pass(-11 * MINUTE);
    value(await asking(inside?.sessionId));
  });

  it("ends after a day, and with the next one that is asked for", async () => {
    const desk = await openDesk();
    const first = await asked(desk);
    const second = await asked(desk, "another@example.net");
    for (const secret of Object.values(first)) {
      refused(await desk.services.address.confirm(secret), "expired-link");
    }
    desk.pass(DAY);
    for (const secret of Object.values(second)) {
      refused(await desk.services.address.showLink(secret), "expired-link");
      refused(await desk.services.address.stopByLink(secret), "expired-link");
    }
    expect(await emailOf(desk)).toBe(BEFORE);
  });

  it("is asked for five times a day at most", async () => {
    const desk = await openDesk();
    for (let times = 0; times < 5; times += 1) value(await ask(desk, `d${times}@example.net`));
    refused(await ask(desk), "too-many-tries");
    expect(await typesOf(desk)).toHaveLength(5);
    desk.pass(DAY + MINUTE);
    value(await ask(desk));
  });

  it("tells its person nothing of another account with the new address, but that one's owner", async () => {
    const desk = await openDesk();
    const { services, people } = desk;
    value(await ask(desk, "staff@example.org"));
    const letters = await lettersBy(desk);
    expect(letters["staff@example.org"]).toMatchObject({
      subject: "This address has an account already",
      secret: "",
    });
    expect(letters["staff@example.org"]?.text).not.toContain(BEFORE);
    const { secret = "" } = letters[BEFORE] ?? {};
    expect(value(await services.address.confirm(secret)).changed).toBe(false);
    expect(value(await services.address.show(people.drafter)).pending).toMatchObject({
      confirmed: { before: true, after: false },
    });
    expect(await emailOf(desk)).toBe(BEFORE);
  });

  it("is not made where somebody else came to have the address meanwhile", async () => {
    const desk = await openDesk();
    const { before, after } = await asked(desk);
    value(await desk.services.address.confirm(before));
    await desk.person(AFTER, []);
    refused(await desk.services.address.confirm(after), "conflict");
    expect(await emailOf(desk)).toBe(BEFORE);
  });

  it("takes the address from an account that nobody has confirmed", async () => {
    const desk = await openDesk();
    const other = await desk.person(AFTER, []);
    const theirs = await desk.sessionOf(AFTER);
    await desk.database.write((tx) =>
      tx.user.update({ where: { id: other.userId }, data: { unconfirmed: true } }),
    );
    const { before, after } = await asked(desk);
    value(await desk.services.address.confirm(before));
    expect(value(await desk.services.address.confirm(after)).changed).toBe(true);
    expect(await emailOf(desk)).toBe(AFTER);
    expect((await desk.actor(other.userId)).email).toMatch(/@given-up\.invalid$/u);
    expect(desk.endedSessions).toContain(theirs);
  });

  it("is refused to an account that is not confirmed, and where no mail is sent, with what to do", async () => {
    const desk = await openDesk();
    const { services, people, database } = desk;
    const unconfirmed = { ...people.drafter, unconfirmed: true };
    expect(value(await services.address.show(unconfirmed)).hindrance).toContain("administrator");
    await database.write((tx) =>
      tx.user.update({ where: { email: BEFORE }, data: { unconfirmed: true } }),
    );
    const form = { email: AFTER, currentPassword: PASSWORD };
    expect(await services.address.ask(unconfirmed, form, FROM)).toMatchObject(refusal("forbidden"));

    const silent = await openCoalition();
    const { drafter } = silent.people;
    const { hindrance } = value(await silent.services.address.show(drafter));
    expect(hindrance).toContain("npm run admin -- change-address");
    refused(await silent.services.address.ask(drafter, form, FROM), "forbidden");
  });

  it("makes links void that were mailed to the former address", async () => {
    const desk = await openDesk();
    const { before, after } = await asked(desk);
    value(await desk.services.accountLinks.ask({ email: BEFORE }, FROM));
    await desk.work();
    const text = desk.taken()[0]?.text ?? "";
    const secret = /\/password\/(?<secret>[\w-]{43})/u.exec(text)?.groups?.["secret"] ?? "";
    value(await desk.services.accountLinks.show(secret));
    value(await desk.services.address.confirm(before));
    value(await desk.services.address.confirm(after));
    refused(await desk.services.accountLinks.show(secret), "expired-link");
    expect(await emailOf(desk)).toBe(AFTER);
  });

  it("keeps invitations that were sent to the former one for the person, signed in or not", async () => {
    const desk = await openDesk();
    const { services, people, organizations, database } = desk;
    value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, {
        email: BEFORE,
        name: "Dora",
        roles: ["observer"],
      }),
    );
    const token = tokenIn(desk.letters.at(-1));
    const { before, after } = await asked(desk);
    value(await services.address.confirm(before));
    desk.pass(MINUTE);
    value(await services.address.confirm(after));

    const dora = await desk.actor(people.drafter.userId);
    expect(value(await services.invitations.show(dora, token)).reader).toBe("invited");
    // Somebody else who reads the former mailbox gets no account by it.
    const form = { name: "Somebody", password: "an open window in the morning" };
    refused(await services.invitations.accept(token, form, FROM), "wrong-credentials");
    const accepted = await services.invitations.accept(
      token,
      { name: "Dora", password: PASSWORD },
      FROM,
    );
    expect(value(accepted).organizationId).toBe(organizations.ilrc);
    expect((await desk.actor(dora.userId)).memberships).toHaveLength(2);

    // One that is sent to it later is for whoever has it then.
    desk.pass(MINUTE);
    value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, {
        email: BEFORE,
        name: "Successor",
        roles: ["observer"],
      }),
    );
    const accounts = await database.client.user.count();
    value(await services.invitations.accept(tokenIn(desk.letters.at(-1)), form, FROM));
    expect(await database.client.user.count()).toBe(accounts + 1);
  });
});
