import { describe, expect, it } from "vitest";
import { hashSecret } from "#server/auth/index.ts";
import { INVITATIONS_PER_DAY } from "#server/services/invitations/make.ts";
import {
  DAY,
  FROM,
  PASSWORD,
  cookieHeader,
  openCoalition,
  refusal,
  refused,
  tokenIn,
  tokenOf,
  value,
  type Coalition,
} from "./workspace.ts";

const NEWCOMER = {
  email: "newcomer@example.org",
  name: "Nia Newcomer",
  roles: ["drafter"],
} as const;
const ANSWER = { name: "Nia Newcomer", password: "a lamp beside the river" };

function invite(coalition: Coalition, form: { email: string; name: string } = NEWCOMER) {
  const { services, people, organizations } = coalition;
  const invitation = { roles: ["drafter" as const], ...form };
  return services.organizations.invite(people.admin, organizations.council, invitation);
}

describe("an invitation", () => {
  it("makes an account with its roles, and signs the person in", async () => {
    const coalition = await openCoalition();
    const { services, auth, organizations } = coalition;
    const link = value(await invite(coalition));
    expect(link.link).toBe(`https://desk.example.org/invitations/${tokenOf(link)}`);
    expect(value(await services.invitations.show(null, tokenOf(link)))).toMatchObject({
      organization: { shortName: "Council" },
      email: "newcomer@example.org",
      name: "Nia Newcomer",
      roles: ["drafter"],
      invitedBy: "Ada Demo",
      reader: "signed-out",
    });

    const accepted = await services.invitations.accept(tokenOf(link), ANSWER, FROM);
    const { cookie, organizationId } = value(accepted);
    expect(organizationId).toBe(organizations.council);
    const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
    expect(signedIn?.actor).toMatchObject({
      name: "Nia Newcomer",
      email: "newcomer@example.org",
      workspaceAdmin: false,
      memberships: [{ organizationId: organizations.council, roles: new Set(["drafter"]) }],
    });
    value(await auth.signIn("newcomer@example.org", ANSWER.password, FROM));
  });

  it("keeps only the hash of the link's secret", async () => {
    const coalition = await openCoalition();
    const token = tokenOf(value(await invite(coalition)));
    expect(token).toMatch(/^[\w-]{43}$/);
    const row = await coalition.database.client.invitation.findFirst();
    expect(row?.tokenHash).toBe(hashSecret(token));
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it("works once", async () => {
    const coalition = await openCoalition();
    const { services } = coalition;
    const token = tokenOf(value(await invite(coalition)));
    value(await services.invitations.accept(token, ANSWER, FROM));
    expect(await services.invitations.accept(token, ANSWER, FROM)).toMatchObject(
      refusal("expired-link"),
    );
    expect(await services.invitations.show(null, token)).toMatchObject(refusal("expired-link"));
  });

  it("works once even when two accept it in the same moment", async () => {
    const coalition = await openCoalition();
    const { services, database } = coalition;
    const token = tokenOf(value(await invite(coalition)));
    const outcomes = await Promise.all([
      services.invitations.accept(token, ANSWER, FROM),
      services.invitations.accept(
        token,
        { ...ANSWER, password: "another lamp, another river" },
        FROM,
      ),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.client.user.count({ where: { email: NEWCOMER.email } })).toBe(1);
    expect(
      await database.client.auditEvent.count({
        where: { type: "person.joined", actorId: { not: null } },
      }),
    ).toBe(1);
  });

  it("works once for somebody who has an account, too, accepted twice in the same moment", async () => {
    const coalition = await openCoalition();
    const { services, people, database } = coalition;
    const email = people.ilrcDrafter.email;
    const token = tokenOf(value(await invite(coalition, { email, name: "Whoever" })));
    const form = { name: "Whoever", password: PASSWORD };
    const outcomes = await Promise.all([
      services.invitations.accept(token, form, FROM),
      services.invitations.accept(token, form, FROM),
      services.invitations.join(people.ilrcDrafter, token),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const uses = { type: "person.joined", actorId: people.ilrcDrafter.userId };
    expect(await database.client.auditEvent.count({ where: uses })).toBe(1);
  });

  it("is not accepted when it is revoked while the password is being hashed", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    const { revokeInvitation } = services.organizations;
    const link = value(await invite(coalition));
    coalition.beforeNextWrite(() =>
      revokeInvitation(people.admin, organizations.council, link.invitationId),
    );
    const accepted = await services.invitations.accept(tokenOf(link), ANSWER, FROM);
    expect(accepted).toMatchObject(refusal("expired-link"));
    expect(await database.client.user.count({ where: { email: NEWCOMER.email } })).toBe(0);
  });

  it("holds seven days", async () => {
    const coalition = await openCoalition();
    const { services } = coalition;
    const link = value(await invite(coalition));
    coalition.pass(7 * DAY - 1);
    value(await services.invitations.show(null, tokenOf(link)));
    coalition.pass(1);
    expect(await services.invitations.show(null, tokenOf(link))).toMatchObject(
      refusal("expired-link"),
    );
    expect(await services.invitations.accept(tokenOf(link), ANSWER, FROM)).toMatchObject(
      refusal("expired-link"),
    );
  });

  it("that is revoked, replaced or invented reads like one that is used", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const replaced = value(await invite(coalition));
    const revoked = value(await invite(coalition));
    value(
      await services.organizations.revokeInvitation(
        people.admin,
        organizations.council,
        revoked.invitationId,
      ),
    );
    const answers = await Promise.all(
      [tokenOf(replaced), tokenOf(revoked), "invented", ""].map((token) =>
        services.invitations.show(null, token),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]!).toMatchObject(refusal("expired-link"));
  });

  it("can be sent anew, which kills the old link and counts seven days again", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const old = value(await invite(coalition));
    coalition.pass(8 * DAY);
    const shown = value(await services.organizations.people(people.admin, organizations.council));
    expect(shown.invitations).toMatchObject([{ id: old.invitationId, expired: true }]);
    const anew = value(
      await services.organizations.reinvite(people.admin, organizations.council, old.invitationId),
    );
    expect(await services.invitations.show(null, tokenOf(old))).toMatchObject(
      refusal("expired-link"),
    );
    expect(value(await services.invitations.show(null, tokenOf(anew))).roles).toEqual(["drafter"]);
    expect(
      await services.organizations.reinvite(people.admin, organizations.council, old.invitationId),
    ).toMatchObject(refusal("expired-link"));
    const after = value(await services.organizations.people(people.admin, organizations.council));
    expect(after.invitations).toMatchObject([{ id: anew.invitationId, expired: false }]);
  });

  it("adds a membership to the account of the signed-in person", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, revoked } = coalition;
    const email = people.ilrcDrafter.email;
    const token = tokenOf(value(await invite(coalition, { email, name: "Whoever" })));
    expect(value(await services.invitations.show(people.ilrcDrafter, token)).reader).toBe(
      "invited",
    );
    expect(value(await services.invitations.show(people.staff, token)).reader).toBe("someone-else");
    const someoneElse = refused(await services.invitations.join(people.staff, token), "forbidden");
    expect(someoneElse.sentence).toContain(email);
    coalition.pass(1);
    value(await services.invitations.join(people.ilrcDrafter, token));
    expect(await services.invitations.join(people.ilrcDrafter, token)).toMatchObject(
      refusal("expired-link"),
    );
    const actor = await coalition.actor(people.ilrcDrafter.userId);
    expect(actor.name).toBe("ilrc-drafter");
    expect(actor.memberships.map((place) => place.organizationId)).toEqual([
      organizations.ilrc,
      organizations.council,
    ]);
    expect(revoked).toContainEqual({ userId: actor.userId });
  });

  it("asks for the password of an account that exists already, and changes nothing of it", async () => {
    const coalition = await openCoalition();
    const { services, people, auth } = coalition;
    const email = people.ilrcDrafter.email;
    const token = tokenOf(value(await invite(coalition, { email, name: "Whoever" })));
    const form = { name: "An Impostor", password: "a guess that is long enough" };
    const wrong = refused(
      await services.invitations.accept(token, form, FROM),
      "wrong-credentials",
    );
    expect(wrong.fields).toHaveProperty("password");
    value(await services.invitations.accept(token, { ...form, password: PASSWORD }, FROM));
    const actor = await coalition.actor(people.ilrcDrafter.userId);
    expect(actor.name).toBe("ilrc-drafter");
    expect(actor.memberships).toHaveLength(2);
    value(await auth.signIn(email, PASSWORD, FROM));
  });

  it("does not tell by a weak password whether the address has an account", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const known = value(await invite(coalition, { email: people.ilrcDrafter.email, name: "A B" }));
    const unknown = value(await invite(coalition));
    const form = { name: "A B", password: "short" };
    const answers = [
      await services.invitations.accept(tokenOf(known), form, FROM),
      await services.invitations.accept(tokenOf(unknown), form, FROM),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(refused(answers[0]!, "bad-input").fields).toHaveProperty("password");
  });

  it("of the same address by two organizations makes one account, whoever is faster", async () => {
    const coalition = await openCoalition({ posted: "sent" });
    const { services, people, organizations, database, letters } = coalition;
    value(await invite(coalition));
    value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, {
        ...NEWCOMER,
        roles: ["reviewer"],
      }),
    );
    const [first = "", second = ""] = letters.map(tokenIn);
    const outcomes = await Promise.all([
      services.invitations.accept(first, ANSWER, FROM),
      services.invitations.accept(second, ANSWER, FROM),
    ]);
    const lost = outcomes.findIndex(({ ok }) => !ok);
    expect(outcomes[lost]!).toMatchObject(refusal("stale"));
    // The link of the one who lost still works: nothing was used up.
    value(await services.invitations.accept(lost === 0 ? first : second, ANSWER, FROM));
    expect(await database.client.user.count({ where: { email: NEWCOMER.email } })).toBe(1);
    const account = await database.client.user.findUnique({ where: { email: NEWCOMER.email } });
    expect((await coalition.actor(account!.id)).memberships).toHaveLength(2);
  });

  it("is refused for a member, by others than administrators, and past the day's number", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database, clock } = coalition;
    const member = { email: people.staff.email, name: "S" };
    expect(refused(await invite(coalition, member), "conflict").fields).toHaveProperty("email");
    for (const actor of [people.drafter, people.staff, people.observer]) {
      expect(
        await services.organizations.invite(actor, organizations.council, {
          ...NEWCOMER,
          roles: ["admin"],
        }),
      ).toMatchObject(refusal("forbidden"));
    }
    for (const actor of [people.stranger, people.ilrcAdmin]) {
      expect(
        await services.organizations.invite(actor, organizations.council, {
          ...NEWCOMER,
          roles: ["admin"],
        }),
      ).toMatchObject(refusal("not-found"));
    }
    await database.client.invitation.createMany({
      data: Array.from({ length: INVITATIONS_PER_DAY - 1 }, (_, index) => ({
        id: `i${index}`,
        tokenHash: `h${index}`,
        email: `p${index}@example.org`,
        name: "P",
        organizationId: organizations.council,
        roles: "drafter",
        invitedById: people.admin.userId,
        createdAt: clock(),
        expiresAt: clock(),
      })),
    });
    value(await invite(coalition));
    expect(await invite(coalition, { email: "one.more@example.org", name: "M" })).toMatchObject(
      refusal("too-many-tries"),
    );
    coalition.pass(DAY + 1);
    value(await invite(coalition, { email: "one.more@example.org", name: "M" }));
  });

  it("of another organization can't be revoked or sent anew", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const { invitationId } = value(await invite(coalition));
    expect(
      await services.organizations.revokeInvitation(
        people.ilrcAdmin,
        organizations.ilrc,
        invitationId,
      ),
    ).toMatchObject(refusal("expired-link"));
    expect(
      await services.organizations.reinvite(people.ilrcAdmin, organizations.ilrc, invitationId),
    ).toMatchObject(refusal("expired-link"));
    expect(
      await services.organizations.revokeInvitation(
        people.drafter,
        organizations.council,
        invitationId,
      ),
    ).toMatchObject(refusal("forbidden"));
  });
});

describe("the letter of an invitation", () => {
  it("goes to the address with the link, which the inviter never sees", async () => {
    const coalition = await openCoalition({ posted: "sent" });
    const link = value(await invite(coalition));
    expect(link.mail).toBe("sent");
    expect(coalition.letters).toHaveLength(1);
    expect(coalition.letters[0]).toMatchObject({
      to: { name: "Nia Newcomer", address: "newcomer@example.org" },
      subject: "Invitation to work with Council Example Organization",
      html: expect.stringContaining("Accept the invitation</a>"),
    });
    expect(coalition.letters[0]?.text).toMatch(
      /https:\/\/desk\.example\.org\/invitations\/[\w-]{43}\n/u,
    );
    expect(link.link).toBeNull();
    expect(JSON.stringify(link)).not.toContain(tokenIn(coalition.letters[0]));
    expect(coalition.letters[0]?.text).toContain("Thursday, October 14, 2021");
  });

  it("that can't be sent shows its link to nobody, and can be sent anew", async () => {
    const coalition = await openCoalition({ posted: "failed" });
    const { services, people, organizations, letters } = coalition;
    const link = value(await invite(coalition));
    expect(link).toMatchObject({ mail: "failed", link: null });
    const { reinvite } = services.organizations;
    const anew = value(await reinvite(people.admin, organizations.council, link.invitationId));
    expect(anew.link).toBeNull();
    value(await services.invitations.accept(tokenIn(letters.at(-1)), ANSWER, FROM));
  });

  it("is written without APP_URL too, with no server's address in it that could be a stranger's", async () => {
    const coalition = await openCoalition({ posted: "sent", appUrl: null });
    const link = value(await invite(coalition));
    expect(link).toMatchObject({ mail: "sent", link: null });
    const [letter] = coalition.letters;
    expect(letter?.text).toMatch(/^\/invitations\/[\w-]{43}$/mu);
    expect(letter?.text.match(/https?:\/\/\S+/gu)).toEqual([
      "https://workspace.example.org/invitations/…).",
    ]);
    value(await coalition.services.invitations.accept(tokenIn(letter), ANSWER, FROM));
  });
});
