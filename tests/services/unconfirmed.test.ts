import { describe, expect, it } from "vitest";
import { UNCONFIRMED_MARK } from "#app/domain/shown-name.ts";
import { addedPasskey, atBrowser, signInBy } from "./with-passkey.ts";
import {
  FROM,
  cookieHeader,
  openCoalition,
  refused,
  tokenIn,
  tokenOf,
  value,
  type Coalition,
} from "./workspace.ts";

/** Somebody of ILRC, whom an administrator of another organization invites in her place. */
const ANA = { email: "ana@ilrc.example.org", name: "Ana of ILRC", roles: ["drafter" as const] };
const IMPOSTOR = { name: "Ana of ILRC", password: "a lamp beside the river" };
const HERSELF = { name: "Ana Herself", password: "another lamp, another river" };

/** The Council's administrator makes an account for Ana's address, and keeps its password. */
async function squatted(coalition: Coalition): Promise<string> {
  const { services, people, organizations, auth } = coalition;
  const link = value(await services.organizations.invite(people.admin, organizations.council, ANA));
  const { cookie } = value(await services.invitations.accept(tokenOf(link), IMPOSTOR, FROM));
  const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
  return signedIn?.actor.userId ?? "";
}

const invitedByIlrc = ({ services, people, organizations }: Coalition) =>
  services.organizations.invite(people.ilrcAdmin, organizations.ilrc, ANA);

describe("an account whose link was passed on by hand", () => {
  it("is not confirmed to everybody who sees it: in lists, in drafts, beside what it did", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, slug } = coalition;
    const userId = await squatted(coalition);
    const people1 = value(
      await services.organizations.people(people.drafter, organizations.council),
    );
    expect(people1.people.find((person) => person.userId === userId)?.unconfirmed).toBe(true);
    const matter = value(await services.matters.show(people.ilrcDrafter, slug));
    const listed = matter.parties.flatMap((party) => party.people);
    const shown = `${ANA.name} ${UNCONFIRMED_MARK}`;
    expect(listed.find((person) => person.userId === userId)?.name).toBe(shown);
    expect((await coalition.actor(userId)).unconfirmed).toBe(true);
    const { documentId } = value(
      await services.documents.create(await coalition.actor(userId), slug, {
        kind: "letter",
        title: "A letter",
        layoutProfile: "letter",
      }),
    );
    const document = value(await services.documents.show(people.ilrcDrafter, documentId));
    expect(document.createdBy?.name).toBe(shown);
  });

  it("belongs to that organization only, until it is confirmed", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const userId = await squatted(coalition);
    const token = tokenOf(value(await invitedByIlrc(coalition)));
    const own = await coalition.actor(userId);
    refused(await services.invitations.join(own, token), "forbidden");
    const same = { ...HERSELF, password: IMPOSTOR.password };
    const answer = refused(await services.invitations.accept(token, same, FROM), "forbidden");
    expect(answer.sentence).toContain("belongs to one organization only");
    value(await services.organizations.confirmPerson(people.admin, { userId }));
    value(await services.invitations.join(await coalition.actor(userId), token));
  });

  it("[P8] acts for who handed the link over alone, confirmed or not, until whoever runs the server gives it a password", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, auth, database, system } = coalition;
    const { council, ilrc } = organizations;
    const link = value(await services.organizations.invite(people.admin, council, ANA));
    const accepted = await services.invitations.accept(tokenOf(link), IMPOSTOR, FROM);
    const first = await atBrowser(coalition, value(accepted).cookie);
    const { userId } = first.actor;
    expect(first.actor.reach).toEqual({ own: false, via: council });
    // A key that is made there is of that organization, too.
    const key = await addedPasskey(coalition, first);
    expect((await database.client.passkey.findFirstOrThrow()).via).toBe(council);
    value(await services.organizations.confirmPerson(people.admin, { userId }));
    value(
      await services.invitations.join(first.actor, tokenOf(value(await invitedByIlrc(coalition)))),
    );
    const reached = async (cookie: string) => {
      const { actor } = await atBrowser({ auth }, cookie);
      return actor.memberships.map(({ organizationId }) => organizationId).toSorted();
    };
    const byPassword = await auth.signIn(ANA.email, IMPOSTOR.password, FROM);
    for (const opened of [byPassword, await signInBy(coalition, key)]) {
      expect(await reached(value(opened).cookie)).toEqual([council]);
    }
    const proved = await services.ownFactor.byPassword(
      first.actor,
      { password: IMPOSTOR.password },
      first.browser.sessionId,
      FROM,
    );
    refused(proved, "conflict");
    const { password } = HERSELF;
    value(await system.recoverAdministrator({ email: ANA.email, password }));
    const own = value(await auth.signIn(ANA.email, password, FROM));
    expect(await reached(own.cookie)).toEqual([council, ilrc].toSorted());
  });

  it("is confirmed by the workspace's administrator alone, who sees it listed", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database, revoked } = coalition;
    const userId = await squatted(coalition);
    for (const actor of [people.ilrcAdmin, people.drafter, people.stranger]) {
      refused(await services.organizations.confirmPerson(actor, { userId }), "forbidden");
      expect(value(await services.organizations.list(actor)).unconfirmed).toEqual([]);
    }
    expect(value(await services.organizations.list(people.admin)).unconfirmed).toMatchObject([
      {
        userId,
        email: ANA.email,
        invitedBy: "Ada Demo",
        organizations: [{ shortName: "Council" }],
      },
    ]);
    value(await services.organizations.confirmPerson(people.admin, { userId }));
    refused(await services.organizations.confirmPerson(people.admin, { userId }), "stale");
    expect(revoked).toContainEqual({ userId });
    const list = value(await services.organizations.people(people.admin, organizations.council));
    expect(list.people.some(({ unconfirmed }) => unconfirmed)).toBe(false);
    const event = await database.client.auditEvent.findFirst({
      where: { type: "person.confirmed" },
    });
    expect(event).toMatchObject({ actorId: people.admin.userId });
  });

  it.each(["sent", "not-configured"] as const)(
    "gives the address up to whom the right organization invites, and nothing it did goes along (mail: %s)",
    async (posted) => {
      const knobs = { posted: "not-configured" as "sent" | "not-configured" };
      const coalition = await openCoalition(knobs);
      const { services, organizations, auth, database, letters, endedSessions } = coalition;
      const impostor = await squatted(coalition);
      knobs.posted = posted;
      const link = value(await invitedByIlrc(coalition));
      const token = posted === "sent" ? tokenIn(letters.at(-1)) : tokenOf(link);
      const { cookie } = value(await services.invitations.accept(token, HERSELF, FROM));
      const her = (await auth.actorFromCookies(cookieHeader(cookie)))?.actor;
      expect(her).toMatchObject({
        name: "Ana Herself",
        email: ANA.email,
        memberships: [{ organizationId: organizations.ilrc }],
      });
      expect(her?.memberships).toHaveLength(1);
      expect(her?.userId).not.toBe(impostor);
      expect(her?.unconfirmed ?? false).toBe(posted === "not-configured");
      refused(await auth.signIn(ANA.email, IMPOSTOR.password, FROM), "wrong-credentials");
      value(await auth.signIn(ANA.email, HERSELF.password, FROM));
      expect(endedSessions).toHaveLength(1);
      expect((await coalition.actor(impostor)).memberships).toMatchObject([
        { organizationId: organizations.council },
      ]);
      expect(
        await database.client.auditEvent.count({ where: { type: "person.address-given-up" } }),
      ).toBe(1);
    },
  );

  it("is confirmed by a letter to its address, with the password that it has", async () => {
    const knobs = { posted: "not-configured" as "sent" | "not-configured" };
    const coalition = await openCoalition(knobs);
    const userId = await squatted(coalition);
    knobs.posted = "sent";
    value(await invitedByIlrc(coalition));
    const token = tokenIn(coalition.letters.at(-1));
    const same = { ...HERSELF, password: IMPOSTOR.password };
    value(await coalition.services.invitations.accept(token, same, FROM));
    const actor = await coalition.actor(userId);
    expect([actor.unconfirmed ?? false, actor.memberships.length]).toEqual([false, 2]);
  });
});

describe("an account that is confirmed", () => {
  it("is what a letter makes, and what the workspace had before", async () => {
    const coalition = await openCoalition({ posted: "sent" });
    const { services, people, letters, database } = coalition;
    value(await invitedByIlrc(coalition));
    value(await services.invitations.accept(tokenIn(letters.at(-1)), HERSELF, FROM));
    expect(await database.client.user.count({ where: { unconfirmed: true } })).toBe(0);
    const her = await database.client.user.findUniqueOrThrow({ where: { email: ANA.email } });
    expect(her.passwordVia).toBeNull();
    expect(await database.client.session.findMany()).toMatchObject([{ own: true, via: null }]);
    expect(people.drafter.unconfirmed).toBeUndefined();
  });

  it("keeps its address whoever invites it, and the answer to the invitation is the same", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const invite = async (email: string) =>
      value(
        await services.organizations.invite(people.admin, organizations.council, { ...ANA, email }),
      );
    const known = await invite(people.ilrcDrafter.email);
    const unknown = await invite("nobody@example.org");
    const bare = ({ invitationId: _id, link: _link, email: _email, ...rest }: typeof known) => rest;
    expect(bare(known)).toEqual(bare(unknown));
    const offers = await Promise.all(
      [known, unknown].map((link) => services.invitations.show(null, tokenOf(link))),
    );
    const [one, other] = offers.map((offer) => ({ ...value(offer), email: "" }));
    expect(one).toEqual(other);
    refused(await services.invitations.accept(tokenOf(known), IMPOSTOR, FROM), "wrong-credentials");
  });
});
