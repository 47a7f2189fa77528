import { describe, expect, it } from "vitest";
import * as z from "zod";
import { done, refuse } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import {
  command,
  organizationTo,
  permit,
  taking,
  theActor,
  unaudited,
  type Target,
} from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { openCoalition, refusal, value } from "./workspace.ts";

const form = z.object({ title: z.string().min(1, "Enter a title.") });

type Commands = Awaited<ReturnType<typeof openCommands>>;

async function openCommands() {
  const coalition = await openCoalition();
  const told: string[] = [];
  const { database, auth, clock, people, slug, services } = coalition;
  const logged: unknown[] = [];
  const resources = {
    database,
    auth,
    clock,
    ids: () => crypto.randomUUID(),
    rooms: { documentChanged: (id: string) => told.push(id), revoke: () => undefined },
    log: { error: (facts: unknown) => logged.push(facts) },
  } as unknown as Resources;
  const { documentId } = value(
    await services.documents.create(people.drafter, slug, {
      kind: "letter",
      title: "A letter",
      layoutProfile: "letter",
      requiredOrganizationIds: undefined,
      docketId: undefined,
    }),
  );
  const lines = () => database.client.auditEvent.count();
  return { ...coalition, resources, told, logged, documentId, lines };
}

const rename = command({
  on: documentTo("document.edit"),
  form,
  async run({ tx, key: [id], form: { title }, record }) {
    await tx.document.update({ where: { id }, data: { title } });
    await record({ type: "document.renamed", details: { after: title } });
    return done();
  },
});

describe("a command", () => {
  it("asks whether the actor may before it reads the form, and reads it before it writes", async () => {
    const { resources, people, documentId, lines } = await openCommands();
    const before = await lines();
    const wrong = { title: "" };
    expect(await rename(resources, people.stranger, documentId, wrong)).toMatchObject(
      refusal("not-found"),
    );
    expect(await rename(resources, people.observer, documentId, wrong)).toMatchObject(
      refusal("forbidden"),
    );
    expect(await rename(resources, people.drafter, documentId, wrong)).toMatchObject({
      refusal: { code: "bad-input", fields: { title: "Enter a title." } },
    });
    expect(await lines()).toBe(before);
  });

  it("[I2] of a program is done by no administrator of the workspace, whoever has its token", async () => {
    const { resources, people, database, clock } = await openCommands();
    const { userId } = people.admin;
    await database.client.apiToken.create({
      data: {
        id: "t",
        userId,
        name: "A program",
        tokenHash: "h",
        scopes: "read",
        own: true,
        byProvider: false,
        createdAt: clock(),
        expiresAt: new Date(clock().getTime() + 60_000),
      },
    });
    const who = command({
      on: theActor,
      run: async ({ actor }) => done([actor.workspaceAdmin, actor.token?.id ?? null]),
    });
    expect(value(await who(resources, people.admin))).toEqual([true, null]);
    const program = { ...people.admin, workspaceAdmin: false, token: { id: "t" } };
    expect(value(await who(resources, program))).toEqual([false, "t"]);
  });

  it("asks again in the transaction, with what was loaded there and the rights of that moment", async () => {
    const coalition = await openCommands();
    const { resources, people, documentId, database, services, organizations, lines } = coalition;
    coalition.beforeNextWrite(() =>
      database.client.membershipRole.deleteMany({
        where: { membership: { userId: people.drafter.userId } },
      }),
    );
    const before = await lines();
    expect(await rename(resources, people.drafter, documentId, { title: "B" })).toMatchObject(
      refusal("not-found"),
    );
    const { userId } = people.drafter;
    value(
      await services.organizations.setRoles(people.admin, organizations.council, {
        userId,
        roles: ["drafter"],
      }),
    );
    coalition.beforeNextWrite(() =>
      database.client.document.update({
        where: { id: documentId },
        data: { status: "in_review" },
      }),
    );
    expect(await rename(resources, people.drafter, documentId, { title: "B" })).toMatchObject(
      refusal("frozen"),
    );
    expect(await lines()).toBe(before + 1);
  });

  it("records who, when and what it is about, and tells the document's desks after the commit", async () => {
    const { resources, people, documentId, database, told, clock } = await openCommands();
    value(await rename(resources, people.drafter, documentId, { title: "B" }));
    const line = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    const { matterId } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    expect(line).toMatchObject({
      type: "document.renamed",
      actorId: people.drafter.userId,
      at: clock(),
      documentId,
      matterId,
    });
    expect(told).toEqual([documentId]);
  });

  it("undoes all of it where it is refused halfway, and nothing follows", async () => {
    const { resources, people, documentId, database, told, lines } = await openCommands();
    let followed = 0;
    const half = command({
      on: documentTo("document.edit"),
      async run({ tx, key: [id], record, afterCommit }) {
        await tx.document.update({ where: { id }, data: { title: "half" } });
        await record({ type: "document.renamed", details: {} });
        afterCommit(() => void (followed += 1));
        return refuse("conflict");
      },
    });
    const before = await lines();
    expect(await half(resources, people.drafter, documentId)).toMatchObject(refusal("conflict"));
    expect(await lines()).toBe(before);
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(row.title).toBe("A letter");
    expect([followed, told]).toEqual([0, []]);
  });

  it("answers what was written although what should follow fails, which is logged", async () => {
    const { resources, people, documentId, database, logged, told } = await openCommands();
    const failing = command({
      on: documentTo("document.edit"),
      async run({ tx, key: [id], record, afterCommit }) {
        await tx.document.update({ where: { id }, data: { title: "written" } });
        await record({ type: "document.renamed", details: {} });
        afterCommit(() => Promise.reject(new Error("the rooms are away")));
        return done();
      },
    });
    value(await failing(resources, people.drafter, documentId));
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(row.title).toBe("written");
    expect(logged).toHaveLength(1);
    expect(told).toEqual([documentId]);
  });

  it("prepares anew as often as its rule says where what was prepared does not hold", async () => {
    const { resources, people } = await openCommands();
    let prepared = 0;
    const moving = command({
      on: theActor,
      prepare: () => done((prepared += 1)),
      async repeat(_resources, _key, attempt) {
        for (;;) {
          const outcome = await attempt();
          if (outcome !== AGAIN) return outcome;
        }
      },
      run: async ({ prepared: at }) => (at < 3 ? AGAIN : done(at)),
    });
    expect(value(await moving(resources, people.drafter))).toBe(3);
  });

  it("prepares nothing for whoever may not, and answers what its preparation refuses", async () => {
    const { resources, people, organizations, documentId, database, lines } = await openCommands();
    let prepared = 0;
    const costly = command({
      on: documentTo("document.edit"),
      prepare: () => {
        prepared += 1;
        return refuse("conflict");
      },
      async run({ tx, key: [id] }) {
        await tx.document.update({ where: { id }, data: { title: "unprepared" } });
        return done();
      },
    });
    const dear = command({
      on: theActor,
      form: z.object({ organizationId: z.string() }),
      permission: ({ form: { organizationId } }) => permit("matter.create", { organizationId }),
      prepare: () => done((prepared += 1)),
      run: async () => done(),
    });
    const before = await lines();
    expect(await costly(resources, people.stranger, documentId)).toMatchObject(
      refusal("not-found"),
    );
    expect(await costly(resources, people.drafter, "no-such-document")).toMatchObject(
      refusal("not-found"),
    );
    const council = { organizationId: organizations.council };
    expect(await dear(resources, people.ilrcAdmin, council)).toMatchObject(refusal("not-found"));
    expect(prepared).toBe(0);
    expect(await costly(resources, people.drafter, documentId)).toMatchObject(refusal("conflict"));
    expect(prepared).toBe(1);
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(row.title).toBe("A letter");
    expect(await lines()).toBe(before);
  });

  it("takes back what it prepared where it is refused, once, and nowhere else", async () => {
    const { resources, people, documentId } = await openCommands();
    const taken: number[] = [];
    let tries = 0;
    const ending = (end: () => Promise<ReturnType<typeof done<string>> | typeof AGAIN>) =>
      command({
        on: documentTo("document.edit"),
        prepare: () => done((tries += 1)),
        undo: async (prepared) => void taken.push(prepared),
        async repeat(_resources, _key, attempt) {
          for (;;) {
            const outcome = await attempt();
            if (outcome !== AGAIN) return outcome;
          }
        },
        run: end,
      });
    value(await ending(async () => done("done"))(resources, people.drafter, documentId));
    const twice = ending(async () => (tries < 3 ? AGAIN : done("done")));
    value(await twice(resources, people.drafter, documentId));
    await expect(
      ending(() => Promise.reject(new Error("the disk")))(resources, people.drafter, documentId),
    ).rejects.toThrow("the disk");
    expect(taken).toEqual([]);
    const refusing = ending(async () => refuse("conflict") as never);
    expect(await refusing(resources, people.drafter, documentId)).toMatchObject(
      refusal("conflict"),
    );
    expect(taken).toEqual([tries]);
  });

  it("asks in the transaction what is there and what depends on its form", async () => {
    const coalition = await openCommands();
    const { resources, people, organizations, documentId, database } = coalition;
    let ran = 0;
    const verb = command({
      on: theActor,
      form: z.object({ organizationId: z.string() }),
      permission: ({ form: { organizationId } }) => permit("matter.create", { organizationId }),
      run: async () => done((ran += 1)),
    });
    coalition.beforeNextWrite(() =>
      database.client.membershipRole.deleteMany({
        where: { membership: { userId: people.admin.userId } },
      }),
    );
    const council = { organizationId: organizations.council };
    expect(await verb(resources, people.admin, council)).toMatchObject(refusal("not-found"));
    let loads = 0;
    const there: Target<[id: string], string> = {
      arity: 1,
      load: async (_client, id) => ((loads += 1) === 1 ? done(id) : refuse("not-found")),
      permission: () => () => done(),
      about: () => ({}),
    };
    const gone = command({ on: there, run: async () => done((ran += 1)) });
    expect(await gone(resources, people.drafter, documentId)).toMatchObject(refusal("not-found"));
    expect([loads, ran]).toEqual([2, 0]);
  });

  it("stops with an error where a verb that is never repeated asks for it", async () => {
    const { resources, people } = await openCommands();
    const verb = command({ on: theActor, run: async () => AGAIN });
    await expect(verb(resources, people.drafter)).rejects.toThrow("never repeated");
  });

  it("asks what depends on its form, and takes further arguments after it", async () => {
    const { resources, people, organizations } = await openCommands();
    const verb = command({
      on: theActor,
      form: z.object({ organizationId: z.string() }),
      takes: taking<[word: string]>(),
      permission: ({ form: { organizationId } }) => permit("matter.create", { organizationId }),
      run: async ({ extra: [word] }) => done(word),
    });
    const council = { organizationId: organizations.council };
    expect(value(await verb(resources, people.admin, council, "word"))).toBe("word");
    expect(await verb(resources, people.ilrcAdmin, council, "word")).toMatchObject(
      refusal("not-found"),
    );
  });
});

describe("a write that is not recorded", () => {
  const note = unaudited({
    on: theActor,
    form,
    async run({ tx, actor, form: { title } }) {
      const { userId } = actor;
      await tx.mailPreference.create({ data: { userId, kind: title, how: "never" } });
      return done();
    },
  });
  const noted = async ({ client }: Commands["database"]) =>
    (await client.mailPreference.findMany()).map(({ kind }) => kind);

  it("asks and parses like any other, and writes no line", async () => {
    const { resources, people, database, lines } = await openCommands();
    const before = await lines();
    expect(await note(resources, people.drafter, { title: "" })).toMatchObject(
      refusal("bad-input"),
    );
    value(await note(resources, people.drafter, { title: "Drafter Two" }));
    expect(await noted(database)).toEqual(["Drafter Two"]);
    expect(await lines()).toBe(before);
    const nobody = { ...people.drafter, userId: "gone" };
    expect(await note(resources, nobody, { title: "X" })).toMatchObject(refusal("not-signed-in"));
    expect(await noted(database)).not.toContain("X");
  });

  it("has a line of hashes alone where the record holds what it wrote", async () => {
    const { resources, people, database, lines } = await openCommands();
    const rename = unaudited({
      on: theActor,
      async run({ tx, actor }) {
        await tx.user.update({ where: { id: actor.userId }, data: { name: "Drafter Two" } });
        return done();
      },
    });
    const before = await lines();
    value(await rename(resources, people.drafter));
    expect(await lines()).toBe(before + 1);
    const line = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    expect(line).toMatchObject({ type: "rows.written", actorId: null, details: "{}" });
    expect(JSON.parse(line.rows ?? "")).toEqual({
      User: {
        [people.drafter.userId]: { name: expect.stringMatching(/^[0-9a-f]{64}$/u) as unknown },
      },
    });
    value(await rename(resources, people.drafter));
    expect(await lines()).toBe(before + 1);
  });

  it("can't put a line into the record, which would fork the chain", async () => {
    const { resources, people, lines, database } = await openCommands();
    const smuggling = unaudited({
      on: organizationTo("organization.manage-people"),
      async run({ tx, at, actor, key: [organizationId] }) {
        const type = "person.removed" as const;
        await appendEvent(tx, at, { type, actorId: actor.userId, organizationId, details: {} });
        return done();
      },
    });
    const before = await lines();
    const [organization] = people.admin.memberships;
    await expect(smuggling(resources, people.admin, organization!.organizationId)).rejects.toThrow(
      "without the lock",
    );
    expect(await lines()).toBe(before);
    expect((await database.client.auditHead.findFirstOrThrow()).sequence).toBe(before);
  });

  it("does not wait for whoever holds the head of the record [PostgreSQL]", async () => {
    const { resources, people, database } = await openCommands();
    if (database.provider !== "postgresql") return;
    let release: () => void = () => undefined;
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const held = database.write(async () => {
      locked();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await isLocked;
    value(await note(resources, people.drafter, { title: "Meanwhile" }));
    expect(await noted(database)).toContain("Meanwhile");
    release();
    await held;
  });
});

describe("a target", () => {
  it("is loaded with every one of its keys, in their order", async () => {
    const { resources, people } = await openCommands();
    const keys: string[][] = [];
    const target: Target<[one: string, two: string], string> = {
      arity: 2,
      load: async (_client, one, two) => {
        keys.push([one, two]);
        return done(one + two);
      },
      permission: () => () => done(),
      about: () => ({}),
    };
    const verb = command({ on: target, form, run: async ({ found }) => done(found) });
    expect(value(await verb(resources, people.drafter, "a", "b", { title: "t" }))).toBe("ab");
    expect(keys).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });
});
