import { describe, expect, it } from "vitest";
import { loadDocument } from "#server/services/documents/load.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import { makeWhole } from "./papers.ts";
import { openCoalition, refusal, refused, value, type Coalition } from "./workspace.ts";

const REQUEST = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;

async function createRequest({ services, people, slug }: Coalition): Promise<string> {
  return value(await services.documents.create(people.drafter, slug, REQUEST)).documentId;
}

describe("a new document", () => {
  it.each(kindsThat(({ suit }) => suit !== "joins"))(
    "of the kind %s begins with its first template, committed as batch 1",
    async (kind) => {
      const { services, people, slug, database } = await openCoalition();
      const form = { kind, title: "Weekly reports", layoutProfile: KINDS[kind].layouts[0]! };
      const { documentId } = value(await services.documents.create(people.drafter, slug, form));
      const row = await database.client.document.findUniqueOrThrow({
        where: { id: documentId },
        include: { base: true, bindings: true, authorship: true, updates: true },
      });
      expect(row).toMatchObject({
        status: "draft",
        sequence: 1,
        generation: 1,
        schemaVersion: SCHEMA_VERSION,
        base: { sequence: 1 },
        updates: [],
      });
      const page = { facts: readDetails(row.facts), layoutProfile: form.layoutProfile };
      const text = plainText(proseFromUpdate(row.base!.bytes), { page });
      expect(text).toContain("U.S. Immigration and Customs Enforcement");
      expect(text).toContain("Council Example Organization");

      // Its words are bound to and written by its creator, as the rooms would have done it [R7] [R9].
      expect(row.bindings).toMatchObject([{ userId: people.drafter.userId }]);
      expect(row.authorship).toMatchObject([{ sequence: 1, userId: people.drafter.userId }]);
      const { inserted, deleted } = decodeAuthorship(row.authorship[0]!.ranges);
      expect([...inserted.keys()]).toEqual([Number(row.bindings[0]!.clientId)]);
      expect(deleted.size).toBe(0);
    },
  );

  it("asks every party to sign", async () => {
    const coalition = await openCoalition();
    const documentId = await createRequest(coalition);
    const document = value(
      await coalition.services.documents.show(coalition.people.drafter, documentId),
    );
    expect(document.requiredOrganizations.map(({ shortName }) => shortName)).toEqual([
      "Council",
      "ILRC",
    ]);
    const subject = await coalition.services.documents.subject(documentId);
    const { council, ilrc } = coalition.organizations;
    expect(subject).toMatchObject({ documentId, kind: "request", status: "draft" });
    expect(subject?.requiredOrganizationIds).toEqual(new Set([council, ilrc]));
    expect(subject?.matter.partyIds).toEqual(new Set([council, ilrc]));
    // Sockets are let in by the same facts as pages are shown by, but for the text's schema.
    const shown = (await loadDocument(coalition.database.client, documentId))?.subject;
    expect(subject).toEqual({ ...shown, draftSchema: SCHEMA_VERSION });
    expect(await coalition.services.documents.subject("no-such-document")).toBeNull();
  });

  it("asks others to sign only if the lead's administrator chooses so", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations } = coalition;
    const { council, ilrc, outside } = organizations;
    const fewer = { ...REQUEST, requiredOrganizationIds: [council] };
    expect(await services.documents.create(people.drafter, slug, fewer)).toMatchObject(
      refusal("forbidden"),
    );
    const same = { ...REQUEST, requiredOrganizationIds: [ilrc, council] };
    value(await services.documents.create(people.drafter, slug, same));
    value(
      await services.organizations.setRoles(people.admin, council, {
        userId: people.drafter.userId,
        roles: ["drafter", "admin"],
      }),
    );
    const both = await coalition.actor(people.drafter.userId);
    expect(value(await services.documents.choices(both, slug)).mayChooseRequired).toBe(true);
    const { documentId } = value(await services.documents.create(both, slug, fewer));
    const document = value(await services.documents.show(both, documentId));
    expect(document.requiredOrganizations.map(({ id }) => id)).toEqual([council]);
    const foreign = { ...REQUEST, requiredOrganizationIds: [council, outside] };
    expect(await services.documents.create(both, slug, foreign)).toMatchObject(
      refusal("not-party"),
    );
  });

  it("is created by drafters of the parties alone", async () => {
    const { services, people, slug } = await openCoalition();
    value(await services.documents.create(people.ilrcDrafter, slug, REQUEST));
    for (const actor of [people.admin, people.staff, people.observer]) {
      expect(await services.documents.create(actor, slug, REQUEST)).toMatchObject(
        refusal("forbidden"),
      );
      expect(await services.documents.choices(actor, slug)).toMatchObject(refusal("forbidden"));
    }
    expect(await services.documents.create(people.stranger, slug, REQUEST)).toMatchObject(
      refusal("not-found"),
    );
    expect(await services.documents.choices(people.stranger, slug)).toMatchObject(
      refusal("not-found"),
    );
    expect(
      await services.documents.create(people.drafter, "no-such-matter", REQUEST),
    ).toMatchObject(refusal("not-found"));
  });

  it("offers the kinds with their layouts, and the parties", async () => {
    const { services, people, slug } = await openCoalition();
    const choices = value(await services.documents.choices(people.drafter, slug));
    expect(choices.matter.slug).toBe(slug);
    // A paper of a lawsuit needs one.
    expect(choices.kinds.map(({ kind }) => kind)).toEqual(
      kindsThat(({ suit }) => suit !== "joins"),
    );
    expect(choices.parties.map(({ shortName }) => shortName)).toEqual(["Council", "ILRC"]);
    expect(choices.mayChooseRequired).toBe(false);
  });

  it("leaves nothing behind when it is refused", async () => {
    const { services, people, slug, database } = await openCoalition();
    const before = await database.client.auditHead.findFirst();
    const fields = refused(
      await services.documents.create(people.drafter, slug, { ...REQUEST, title: "" }),
      "bad-input",
    ).fields;
    expect(fields).toEqual({ title: "Enter the document’s title." });
    expect(await database.client.document.count()).toBe(0);
    expect(await database.client.auditHead.findFirst()).toEqual(before);
  });
});

describe("a document's page", () => {
  it("tells each reader what the room will let them do", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const documentId = await createRequest(coalition);
    const access = async (actor: typeof people.admin) =>
      value(await services.documents.show(actor, documentId)).access;
    expect(await access(people.drafter)).toBe("write");
    expect(await access(people.ilrcDrafter)).toBe("write");
    expect(await access(people.observer)).toBe("read");
    expect(await access(people.admin)).toBe("read");
    const hidden = await services.documents.show(people.stranger, documentId);
    expect(hidden).toEqual(await services.documents.show(people.stranger, "no-such-document"));
    expect(hidden).toMatchObject(refusal("not-found"));
  });

  it("shows the matter around it, who made it, and the details it began with", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const documentId = await createRequest(coalition);
    const document = value(await services.documents.show(people.ilrcDrafter, documentId));
    expect(document).toMatchObject({
      title: "Weekly reports",
      editedBy: null,
      createdBy: { name: "drafter", organization: { shortName: "Council" } },
      matter: { slug, lead: { shortName: "Council" }, documents: [{ id: documentId }] },
      may: {
        edit: true,
        rename: true,
        submit: true,
        comment: true,
        setRequiredOrganizations: false,
      },
    });
    const facts = JSON.stringify(document.facts);
    for (const known of ["Council Example", "ILRC Example", "U.S. Immigration and Customs"]) {
      expect(facts).toContain(known);
    }
  });

  it("names who wrote last", async () => {
    const coalition = await openCoalition();
    const { services, people, database, clock } = coalition;
    const documentId = await createRequest(coalition);
    const log = databaseLog(database);
    const update = Uint8Array.of(0, 0);
    for (const { userId } of [people.drafter, people.ilrcDrafter]) {
      const authorship = [{ userId, ranges: Uint8Array.of(1, 0, 0) }];
      const batch = { documentId, generation: 1, update, authorship, bindings: [] };
      await log.commit([batch], clock());
    }
    const last = { name: "ilrc-drafter", organization: { shortName: "ILRC" } };
    const shown = async () => value(await services.documents.show(people.drafter, documentId));
    expect((await shown()).editedBy).toMatchObject(last);
    // Compaction keeps it.
    expect(await log.swapBase(documentId, 1, { sequence: 3, bytes: update }, clock())).toBe(true);
    expect((await shown()).editedBy).toMatchObject(last);
  });
});

describe("a draft", () => {
  it("is renamed by drafters, while it is a draft", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const documentId = await createRequest(coalition);
    value(
      await services.documents.rename(people.ilrcDrafter, documentId, {
        title: " Weekly reports, again ",
      }),
    );
    expect(value(await services.documents.show(people.drafter, documentId)).title).toBe(
      "Weekly reports, again",
    );
    expect(
      await services.documents.rename(people.observer, documentId, { title: "X" }),
    ).toMatchObject(refusal("forbidden"));
    expect(
      await services.documents.rename(people.stranger, documentId, { title: "X" }),
    ).toMatchObject(refusal("not-found"));
    expect(
      await services.documents.rename(people.drafter, documentId, { title: "" }),
    ).toMatchObject(refusal("bad-input"));
    await coalition.person("both@example.org", [
      { organizationId: organizations.council, roles: ["reviewer"] },
      { organizationId: organizations.ilrc, roles: ["reviewer"] },
    ]);
    await makeWhole(coalition, documentId);
    value(await services.reviews.submit(people.drafter, documentId, {}));
    expect(
      await services.documents.rename(people.drafter, documentId, { title: "X" }),
    ).toMatchObject(refusal("frozen"));
    const frozen = value(await services.documents.show(people.drafter, documentId));
    expect(frozen).toMatchObject({
      access: "read",
      may: { edit: false, rename: false, submit: false },
    });
  });

  it("is told by the lead's administrator who must sign it", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    const documentId = await createRequest(coalition);
    const set = (actor: typeof people.admin, ...ids: string[]) =>
      services.documents.setRequiredOrganizations(actor, documentId, {
        requiredOrganizationIds: ids,
      });
    value(await set(people.admin, organizations.ilrc));
    const document = value(await services.documents.show(people.admin, documentId));
    expect(document.requiredOrganizations.map(({ shortName }) => shortName)).toEqual(["ILRC"]);
    expect(document.may.setRequiredOrganizations).toBe(true);
    expect(await set(people.admin)).toMatchObject(refusal("bad-input"));
    expect(await set(people.admin, organizations.outside)).toMatchObject(refusal("not-party"));
    expect(await set(people.ilrcAdmin, organizations.ilrc)).toMatchObject(refusal("forbidden"));
    expect(await set(people.drafter, organizations.ilrc)).toMatchObject(refusal("forbidden"));
    expect(await set(people.stranger, organizations.outside)).toMatchObject(refusal("not-found"));
    await database.client.document.update({
      where: { id: documentId },
      data: { status: "in_review" },
    });
    expect(await set(people.admin, organizations.ilrc)).toMatchObject(refusal("wrong-status"));
  });

  it("is among the copies that a device may keep only for people of its parties", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations } = coalition;
    const documentId = await createRequest(coalition);
    expect(value(await services.documents.openableIds(people.ilrcDrafter))).toEqual([documentId]);
    expect(value(await services.documents.openableIds(people.stranger))).toEqual([]);
    value(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    );
    expect(value(await services.documents.openableIds(people.ilrcDrafter))).toEqual([]);
  });
});
