import type { Actor, Role } from "#app/domain/actor.ts";
import type { DocumentSubject, DocumentStatus } from "#app/domain/document.ts";
import type { Database } from "#server/database/index.ts";
import { filledTemplate, freshDatabaseForTest, type Template } from "#tests/support/database.ts";
import { type KeptAuthorship, keptAuthorship } from "#server/services/documents/authorship.ts";

/** The people of the room tests: a cookie `who=ana` is Ana's session. */
export interface World {
  readonly database: Database;
  readonly matterId: string;
  /** A draft that exists from the start. */
  readonly documentId: string;
  addDocument(documentId: string, base?: { sequence: number; bytes: Uint8Array }): Promise<void>;
  /** The person as permissions see them, or null once their session has ended. */
  actor(who: string): Actor | null;
  facts(documentId: string): Promise<DocumentSubject | null>;
  setStatus(documentId: string, status: DocumentStatus): Promise<void>;
  reopen(documentId: string): Promise<void>;
  setRoles(who: string, roles: Role[]): void;
  endSession(who: string): void;
  leaveMatter(organizationId: string): void;
  userIdOf(who: string): string;
  /** Who did what in which batch of the draft, in order, wherever it is kept. */
  authorship(documentId?: string): Promise<KeptAuthorship[]>;
}

const AT = new Date("2026-01-05T09:00:00Z");

const PLACES: Record<string, { organizationId: string; roles: Role[] }> = {
  ana: { organizationId: "council", roles: ["drafter"] },
  ben: { organizationId: "council", roles: ["drafter", "reviewer"] },
  ida: { organizationId: "ilrc", roles: ["drafter"] },
  olga: { organizationId: "ilrc", roles: ["observer"] },
  stranger: { organizationId: "outside", roles: ["drafter", "admin"] },
};

const ORGANIZATIONS = ["council", "ilrc", "outside"];
const DRAFT = "draft-1";

/** Two organizations that are party to one matter with one draft, one that is not, and their people. */
export async function createWorld(database: Database): Promise<World> {
  const { client } = database;
  for (const [colour, id] of ORGANIZATIONS.entries()) {
    await client.organization.create({
      data: { id, slug: id, name: `${id} Example`, shortName: id, colour, createdAt: AT },
    });
  }
  await client.matter.create({
    data: {
      id: "matter-1",
      slug: "matter-1",
      title: "Matter",
      narrative: "",
      leadOrganizationId: "council",
      createdById: "user-ana",
      createdAt: AT,
    },
  });
  const world = worldIn(database);
  await world.addDocument(DRAFT);
  return world;
}

let template: Promise<Template> | undefined;

/** The same in a database of its own, which is removed when the test ends: its rows are made once. */
export async function freshWorld(): Promise<World> {
  template ??= filledTemplate(createWorld);
  return worldIn(await freshDatabaseForTest(await template));
}

/** The people around the rows that createWorld has made in that database. */
function worldIn(database: Database): World {
  const { client } = database;
  const parties = new Set(["council", "ilrc"]);
  const places = new Map(
    Object.entries(PLACES).map(([who, place]) => [who, { ...place, hasSession: true }]),
  );
  return {
    database,
    matterId: "matter-1",
    documentId: DRAFT,
    addDocument: async (documentId, base) => {
      await client.document.create({
        data: {
          id: documentId,
          matterId: "matter-1",
          kind: "request",
          title: "Request",
          layoutProfile: "letter",
          status: "draft",
          statusAt: AT,
          schemaVersion: 1,
          generation: 1,
          sequence: base?.sequence ?? 0,
          facts: "{}",
          factsRevision: 0,
          createdById: "user-ana",
          createdAt: AT,
          editedAt: AT,
        },
      });
      if (!base) return;
      const bytes = new Uint8Array(base.bytes);
      await client.draftBase.create({
        data: { documentId, sequence: base.sequence, bytes, writtenAt: AT },
      });
    },
    actor: (who) => {
      const place = places.get(who);
      if (!place?.hasSession) return null;
      const { organizationId, roles } = place;
      return {
        userId: `user-${who}`,
        name: `${who} Example`,
        email: `${who}@example.org`,
        workspaceAdmin: false,
        memberships: [
          {
            organizationId,
            organizationName: `${organizationId} Example`,
            organizationShortName: organizationId,
            organizationColour: ORGANIZATIONS.indexOf(organizationId),
            roles: new Set(roles),
          },
        ],
      };
    },
    facts: async (documentId) => {
      const document = await client.document.findUnique({ where: { id: documentId } });
      if (!document) return null;
      return {
        documentId,
        kind: "request",
        status: document.status as DocumentStatus,
        requiredOrganizationIds: new Set(),
        matter: {
          matterId: "matter-1",
          leadOrganizationId: "council",
          partyIds: new Set(parties),
        },
      } as DocumentSubject;
    },
    setStatus: async (documentId, status) => {
      await client.document.update({ where: { id: documentId }, data: { status } });
    },
    reopen: async (documentId) => {
      await client.document.update({
        where: { id: documentId },
        data: { status: "draft", generation: { increment: 1 } },
      });
    },
    setRoles: (who, roles) => {
      const place = places.get(who);
      if (place) places.set(who, { ...place, roles });
    },
    endSession: (who) => {
      const place = places.get(who);
      if (place) places.set(who, { ...place, hasSession: false });
    },
    leaveMatter: (organizationId) => void parties.delete(organizationId),
    userIdOf: (who) => `user-${who}`,
    authorship: async (documentId = DRAFT) => {
      const rows: KeptAuthorship[] = [];
      for await (const page of keptAuthorship(client, documentId)) rows.push(...page);
      return rows.sort(
        (one, other) => one.sequence - other.sequence || one.userId.localeCompare(other.userId),
      );
    },
  };
}
