import type { Actor, Role } from "#app/domain/actor.ts";
import type { DocumentSubject, DocumentStatus } from "#app/domain/document.ts";
import type { Database } from "#server/database/index.ts";
import { filledTemplate, freshDatabaseForTest, type Template } from "#tests/support/database.ts";
import {
  actorOf,
  CAST,
  CAST_ORGANIZATIONS,
  documentSubject,
  MATTER,
  matterSubject,
  type CastPerson,
} from "#tests/support/cast.ts";
import { CAST_AT, draftRow, matterRow, organizationRow } from "#tests/support/cast-rows.ts";
import { type KeptAuthorship, keptAuthorship } from "#server/services/documents/authorship.ts";

/** The people of the room tests: a cookie `who=ana` is Ana's session. */
export interface RoomFixture {
  readonly database: Database;
  /** Where other connections find the database; empty where there can be none. */
  readonly databaseUrl: string;
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
  /** The matter is put away, or brought back. */
  setArchived(isArchived: boolean): void;
  userIdOf(who: string): string;
  /** The authorship of each batch of the draft, in order, wherever it is kept. */
  authorship(documentId?: string): Promise<KeptAuthorship[]>;
}

/** Those of the cast who come to the rooms. */
const VISITORS = ["ana", "ben", "ida", "olga", "stranger"] as const;

/** Two organizations that are party to one matter with one draft, one that is not, and their people. */
export async function createRoomFixture(database: Database): Promise<RoomFixture> {
  const { client } = database;
  for (const one of CAST_ORGANIZATIONS) {
    await client.organization.create({ data: organizationRow(one) });
  }
  await client.matter.create({ data: matterRow(MATTER, CAST.ana.id) });
  const fixture = worldIn(database);
  await fixture.addDocument(MATTER.documentId);
  return fixture;
}

let template: Promise<Template> | undefined;

/** The same in a database of its own, which is removed when the test ends: its rows are made once. */
export async function freshRoomFixture(): Promise<RoomFixture> {
  template ??= filledTemplate(createRoomFixture);
  return worldIn(await freshDatabaseForTest(await template));
}

/** The people around the rows that createRoomFixture has made in that database. */
function worldIn(database: Database): RoomFixture {
  const { client } = database;
  const parties = new Set(MATTER.parties.map(({ id }): string => id));
  let isArchived = false;
  const places = new Map<
    string,
    { person: CastPerson; roles: readonly Role[]; hasSession: boolean }
  >(
    VISITORS.map((who) => {
      const person = CAST[who];
      return [who, { person, roles: person.roles, hasSession: true }];
    }),
  );
  return {
    database,
    databaseUrl: "url" in database ? String(database.url) : "",
    matterId: MATTER.id,
    documentId: MATTER.documentId,
    addDocument: async (documentId, base) => {
      await client.document.create({
        data: draftRow({
          id: documentId,
          matterId: MATTER.id,
          createdById: CAST.ana.id,
          sequence: base?.sequence,
          // Version that the rooms of these tests speak, whatever the schema is.
          schemaVersion: 1,
        }),
      });
      if (!base) return;
      const bytes = new Uint8Array(base.bytes);
      await client.draftBase.create({
        data: { documentId, sequence: base.sequence, bytes, writtenAt: CAST_AT },
      });
    },
    actor: (who) => {
      const place = places.get(who);
      return place?.hasSession ? actorOf(place.person, place.roles) : null;
    },
    facts: async (documentId) => {
      const document = await client.document.findUnique({ where: { id: documentId } });
      if (!document) return null;
      const status = document.status as DocumentStatus;
      return documentSubject(documentId, status, [], { ...matterSubject(parties), isArchived });
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
    setArchived: (is) => {
      isArchived = is;
    },
    userIdOf: (who) => `user-${who}`,
    authorship: async (documentId = MATTER.documentId) => {
      const rows: KeptAuthorship[] = [];
      for await (const page of keptAuthorship(client, documentId)) rows.push(...page);
      return rows.sort(
        (one, other) => one.sequence - other.sequence || one.userId.localeCompare(other.userId),
      );
    },
  };
}
