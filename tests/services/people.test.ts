import type { Role } from "#app/domain/actor.ts";
import { describe, expect, it } from "vitest";
import { freshBrowser } from "./with-passkey.ts";
import { openCoalition, refusal, refused, value } from "./workspace.ts";

describe("the people of an organization", () => {
  it("are shown to its members with their roles, and invitations to its administrators", async () => {
    const { services, people, organizations } = await openCoalition();
    const { council } = organizations;
    const invitee = { email: "new@example.org", name: "New", roles: ["staff" as const] };
    value(await services.organizations.invite(people.admin, council, invitee));
    const forAdmin = value(await services.organizations.people(people.admin, council));
    expect(forAdmin.organization.shortName).toBe("Council");
    expect(
      forAdmin.people.map(({ name, roles, you, lastAdmin }) => ({ name, roles, you, lastAdmin })),
    ).toEqual([
      { name: "Ada Demo", roles: ["admin"], you: true, lastAdmin: true },
      { name: "drafter", roles: ["drafter"], you: false, lastAdmin: false },
      { name: "observer", roles: ["observer"], you: false, lastAdmin: false },
      { name: "staff", roles: ["staff"], you: false, lastAdmin: false },
    ]);
    expect(forAdmin.invitations).toMatchObject([
      { email: "new@example.org", invitedBy: "Ada Demo" },
    ]);
    const forDrafter = value(await services.organizations.people(people.drafter, council));
    expect(forDrafter).toMatchObject({ invitations: [], may: { managePeople: false } });
  });

  it("are not found by outsiders, like those of an organization that does not exist", async () => {
    const { services, people, organizations } = await openCoalition();
    const there = await services.organizations.people(people.stranger, organizations.council);
    const nowhere = await services.organizations.people(people.stranger, "no-such-id");
    expect(there).toMatchObject(refusal("not-found"));
    expect(there).toEqual(nowhere);
  });
});

describe("removing a person", () => {
  it("ends what they see, at once and on open sockets, and what invitations they hold", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, revoked, slug, database, clock } = coalition;
    await database.client.invitation.create({
      data: {
        id: "left-over",
        tokenHash: "hash",
        email: people.drafter.email,
        name: "Drafter",
        organizationId: organizations.council,
        roles: "admin",
        invitedById: people.admin.userId,
        createdAt: clock(),
        expiresAt: new Date(clock().getTime() + 1000),
      },
    });
    const remove = services.organizations.removePerson;
    value(await remove(people.admin, organizations.council, people.drafter.userId));
    expect(revoked).toContainEqual({ userId: people.drafter.userId });
    const afterwards = await coalition.actor(people.drafter.userId);
    expect(await services.matters.show(afterwards, slug)).toMatchObject(refusal("not-found"));
    expect(value(await services.home.show(afterwards)).matters).toEqual([]);
    const leftOver = await database.client.invitation.findUnique({ where: { id: "left-over" } });
    expect(leftOver?.revokedAt).toEqual(clock());
    expect(await remove(people.admin, organizations.council, people.drafter.userId)).toMatchObject(
      refusal("not-found"),
    );
  });

  it("lets nobody in by what a former administrator made for others, removed or demoted", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database, auth } = coalition;
    const { council } = organizations;
    const { admin, drafter, staff } = people;
    const linesOf = async (type: string) => database.client.auditEvent.count({ where: { type } });
    const rolesTo = async (roles: readonly Role[]) =>
      value(
        await services.organizations.setRoles(admin, council, {
          userId: staff.userId,
          roles: [...roles],
        }),
      );
    const end = {
      demoted: () => rolesTo(["staff"]),
      removed: async () =>
        value(await services.organizations.removePerson(admin, council, staff.userId)),
    };
    for (const how of ["demoted", "removed"] as const) {
      await rolesTo(["admin"]);
      const former = await coalition.actor(staff.userId);
      const invited = value(
        await services.organizations.invite(former, council, {
          name: "Somebody",
          email: `${how}@elsewhere.example`,
          roles: ["admin"],
        }),
      );
      const { link } = value(
        await services.accountLinks.letIn(
          former,
          council,
          drafter.userId,
          await freshBrowser({ auth }, former),
        ),
      );
      const before = [await linesOf("invitation.revoked"), await linesOf("person.let-in-revoked")];
      await end[how]();
      expect([await linesOf("invitation.revoked"), await linesOf("person.let-in-revoked")]).toEqual(
        before.map((count) => count + 1),
      );
      const secretOf = (address: string | null) => address?.split("/").at(-1) ?? "";
      refused(await services.invitations.show(null, secretOf(invited.link)), "expired-link");
      refused(await services.accountLinks.show(secretOf(link)), "expired-link");
    }
  });

  it("is for administrators of that organization", async () => {
    const { services, people, organizations } = await openCoalition();
    const remove = services.organizations.removePerson;
    const { council } = organizations;
    expect(await remove(people.staff, council, people.drafter.userId)).toMatchObject(
      refusal("forbidden"),
    );
    expect(await remove(people.ilrcAdmin, council, people.drafter.userId)).toMatchObject(
      refusal("not-found"),
    );
    expect(await remove(people.admin, council, people.ilrcDrafter.userId)).toMatchObject(
      refusal("not-found"),
    );
  });

  it("never takes away the last administrator", async () => {
    const { services, people, organizations } = await openCoalition();
    const { council } = organizations;
    const { admin, staff } = people;
    expect(await services.organizations.removePerson(admin, council, admin.userId)).toMatchObject(
      refusal("last-admin"),
    );
    expect(
      await services.organizations.setRoles(admin, council, {
        userId: admin.userId,
        roles: ["drafter"],
      }),
    ).toMatchObject(refusal("last-admin"));
    value(
      await services.organizations.setRoles(admin, council, {
        userId: staff.userId,
        roles: ["staff", "admin"],
      }),
    );
    value(await services.organizations.removePerson(admin, council, admin.userId));
  });

  it("leaves an administrator when the last two remove each other in the same moment", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    const { council } = organizations;
    value(
      await services.organizations.setRoles(people.admin, council, {
        userId: people.staff.userId,
        roles: ["admin"],
      }),
    );
    const staff = await coalition.actor(people.staff.userId);
    const outcomes = await Promise.all([
      services.organizations.removePerson(people.admin, council, staff.userId),
      services.organizations.removePerson(staff, council, people.admin.userId),
    ]);
    const lost = outcomes.filter(({ ok }) => !ok);
    expect(lost).toHaveLength(1);
    // The one who was removed first is an outsider by then.
    expect(lost[0]!).toMatchObject(refusal("not-found"));
    const admins = await database.client.membershipRole.count({
      where: { role: "admin", membership: { organizationId: council } },
    });
    expect(admins).toBe(1);
  });

  it("stops what they were about to do with the rights of a moment ago", async () => {
    const { services, people, organizations, slug, database } = await openCoalition();
    const { admin, drafter } = people;
    const form = { kind: "request", title: "T", layoutProfile: "letter" } as const;
    value(await services.organizations.removePerson(admin, organizations.council, drafter.userId));
    // `drafter` is the person as their request found them, before the removal.
    const created = await services.documents.create(drafter, slug, form);
    expect(created).toMatchObject(refusal("not-found"));
    expect(await database.client.document.count()).toBe(0);
  });
});

describe("setting roles", () => {
  it("replaces them, and has the person's sockets decide afresh", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, revoked, database } = coalition;
    const roles: Role[] = ["staff", "drafter", "staff"];
    value(
      await services.organizations.setRoles(people.admin, organizations.council, {
        userId: people.drafter.userId,
        roles,
      }),
    );
    const actor = await coalition.actor(people.drafter.userId);
    expect([...(actor.memberships[0]?.roles ?? [])]).toEqual(["drafter", "staff"]);
    expect(revoked).toContainEqual({ userId: actor.userId });
    const event = await database.client.auditEvent.findFirst({
      where: { type: "person.roles-set" },
    });
    expect(JSON.parse(event?.details ?? "")).toEqual({
      userId: actor.userId,
      before: ["drafter"],
      after: ["drafter", "staff"],
    });
  });

  it("refuses none, unknown ones, and whoever is no administrator there", async () => {
    const { services, people, organizations } = await openCoalition();
    const { council } = organizations;
    const set = services.organizations.setRoles;
    expect(
      await set(people.admin, council, { userId: people.drafter.userId, roles: [] }),
    ).toMatchObject(refusal("bad-input"));
    expect(
      await set(people.admin, council, {
        userId: people.drafter.userId,
        roles: ["owner" as "admin"],
      }),
    ).toMatchObject(refusal("bad-input"));
    expect(
      await set(people.drafter, council, { userId: people.drafter.userId, roles: ["admin"] }),
    ).toMatchObject(refusal("forbidden"));
    expect(
      await set(people.ilrcAdmin, council, { userId: people.drafter.userId, roles: ["admin"] }),
    ).toMatchObject(refusal("not-found"));
    expect(
      await set(people.admin, council, { userId: people.ilrcDrafter.userId, roles: ["admin"] }),
    ).toMatchObject(refusal("not-found"));
  });
});

describe("organizations", () => {
  const FORM = {
    name: "Fourth Example Organization",
    shortName: "Fourth",
    city: undefined,
    administratorName: "Fay Fourth",
    administratorEmail: "fay@example.org",
  };

  it("are created by the workspace's administrator, with a link for their own", async () => {
    const { services, people } = await openCoalition();
    const created = value(await services.organizations.create(people.admin, FORM));
    expect(created.organization).toMatchObject({ slug: "fourth", shortName: "Fourth", colour: 3 });
    expect(created.invitation).toMatchObject({ email: "fay@example.org", mail: "not-configured" });
    for (const actor of [people.ilrcAdmin, people.drafter, people.stranger]) {
      expect(
        await services.organizations.create(actor, { ...FORM, name: "X", shortName: "Y" }),
      ).toMatchObject(refusal("forbidden"));
    }
  });

  it("can't share a name, not even in other letters", async () => {
    const { services, people } = await openCoalition();
    const sameShort = await services.organizations.create(people.admin, {
      ...FORM,
      shortName: "ilrc",
    });
    expect(refused(sameShort, "conflict").fields).toHaveProperty("shortName");
    value(await services.organizations.create(people.admin, FORM));
    const again = { ...FORM, name: "FOURTH example organization", shortName: "4th" };
    const sameName = await services.organizations.create(people.admin, again);
    expect(refused(sameName, "conflict").fields).toHaveProperty("name");
  });

  it("are listed to who may choose parties; others see their own", async () => {
    const { services, people } = await openCoalition();
    const names = async (actor: typeof people.admin) =>
      value(await services.organizations.list(actor)).organizations.map(
        ({ shortName, peopleCount }) => [shortName, peopleCount],
      );
    expect(await names(people.admin)).toEqual([
      ["Council", 4],
      ["ILRC", null],
      ["Outside", null],
    ]);
    expect(await names(people.drafter)).toEqual([["Council", 4]]);
    expect(value(await services.organizations.list(people.admin)).may.create).toBe(true);
    expect(value(await services.organizations.list(people.ilrcAdmin)).may.create).toBe(false);
  });
});
