import { describe, expect, it } from "vitest";
import { BROUGHT_FROM } from "#app/domain/audit-event.ts";
import type { ArchivedLine } from "#app/domain/archive/format.ts";
import { MATTER_TABLE_NAMES, type MatterTableName } from "#app/domain/archive/matter-tables.ts";
import { takenAlong } from "#tests/archive/taken.ts";
import { rowsIn, type Files } from "#tests/archive/written.ts";
import { broughtIn, faultsIn, openElsewhere } from "./bringing.ts";
import { openFullMatter } from "./full-matter.ts";

type Row = Record<string, unknown>;

function tableOf(files: Files, name: MatterTableName): Row[] {
  const path = [...files.keys()].find((one) => one.endsWith(`/data/${name}.jsonl`)) ?? "";
  return rowsIn(files, path) as Row[];
}

const linesOf = (files: Files) =>
  (rowsIn(files, "record/lines.jsonl") as (ArchivedLine | { to: number })[]).flatMap((one) =>
    "to" in one ? [] : [one],
  );

/** A line by what it says, whatever its place in a record. */
function saysOf({ type, at, actorId, organizationId, documentId, details }: ArchivedLine) {
  const { [BROUGHT_FROM]: _archive, scanHash: _scan, ...said } = details;
  return JSON.stringify([type, at, actorId, organizationId, documentId, said]);
}

/** The rows of an archive by what they say, with their lines by what those say. */
function rowsOf(files: Files, name: MatterTableName): Row[] {
  const lines = new Map(linesOf(files).map((line) => [line.sequence, saysOf(line)]));
  return tableOf(files, name).map((row) =>
    typeof row["recordedAs"] === "number"
      ? { ...row, recordedAs: lines.get(row["recordedAs"]) ?? "no line" }
      : row,
  );
}

describe("[A3] taking along, bringing in elsewhere and taking along again", () => {
  it("gives the same rows and lines but for what bringing in says that it changes", async () => {
    const here = await openFullMatter();
    const { people, organizations, matterId, drafted } = here;
    const before = await takenAlong(here, people.staff, matterId);
    // The story has no rows of these; the rest is compared in earnest.
    expect(MATTER_TABLE_NAMES.filter((name) => tableOf(before, name).length === 0)).toEqual([
      "filing-signatures",
      "settled-deadlines",
    ]);
    const there = await openElsewhere();
    const { lead, actor } = there;
    const choices = { leadOrganizationId: lead, own: { [organizations.council]: lead } };
    const { matterId: brought } = await broughtIn(there, actor, before, choices);
    expect(brought).toBe(matterId);
    expect(await faultsIn(there)).toEqual([]);
    const after = await takenAlong(there, actor, brought);
    const at = there.clock().toISOString();
    const changed: { readonly [Name in MatterTableName]?: (row: Row) => Row } = {
      matter: (row) => ({ ...row, leadOrganizationId: lead }),
      parties: (row) =>
        row["organizationId"] === organizations.council
          ? { ...row, organizationId: lead, addedAt: at }
          : row,
      documents: (row) =>
        row["id"] === drafted
          ? {
              ...row,
              status: "draft",
              statusAt: at,
              pinnedVersionId: null,
              generation: Number(row["generation"]) + 1,
            }
          : row,
      "sign-offs": (row) =>
        row["documentId"] === drafted ? { ...row, voidedAt: at, voidedBecause: "brought-in" } : row,
      attachments: (row) => ({ ...row, readById: null, readAt: null }),
      "public-page": (row) => ({
        ...row,
        status: "withdrawn",
        withdrawnAt: at,
        withdrawalReason: "It came with an archive, and bringing one in publishes nothing.",
      }),
      threads: (row) =>
        row["organizationId"] === organizations.council ? { ...row, organizationId: lead } : row,
    };
    const isDraft = new Set(
      tableOf(after, "documents").flatMap((row) => (row["status"] === "draft" ? [row["id"]] : [])),
    );
    for (const name of MATTER_TABLE_NAMES) {
      const was = rowsOf(before, name).map((row) => changed[name]?.(row) ?? row);
      const is = rowsOf(after, name);
      if (name === "returns-to-draft") {
        const isOwn = (row: Row) => row["because"] === "brought-in";
        expect(is.filter((row) => !isOwn(row))).toEqual(was);
        expect(is.filter(isOwn)).toMatchObject([{ documentId: drafted, byId: actor.userId, at }]);
      } else if (name === "requirements") {
        const of = (rows: Row[]) => rows.filter((row) => !isDraft.has(row["documentId"]));
        expect(of(is)).toEqual(of(was));
        expect(is.filter((row) => isDraft.has(row["documentId"]))).toEqual(
          [...isDraft].toSorted().map((documentId) => ({ documentId, organizationId: lead })),
        );
      } else if (name === "parties") {
        expect(is.map((row) => row["organizationId"]).toSorted()).toEqual(
          was.map((row) => row["organizationId"]).toSorted(),
        );
      } else expect([name, is]).toEqual([name, was]);
    }
    const own = [
      "document.review-voided",
      "document.required-organizations-set",
      "matter.unpublished",
      "matter.brought-in",
      "matter.taken-along",
    ];
    const isGone = ({ type, details }: ArchivedLine) =>
      type === "attachment.read" ||
      type === "attachment.removed" ||
      (type === "attachment.added" && details["name"] === "mistake.pdf");
    const told = linesOf(after).filter(({ details }) => BROUGHT_FROM in details);
    expect(told.map(saysOf)).toEqual(
      linesOf(before)
        .filter((line) => !isGone(line))
        .map(saysOf),
    );
    const acts = linesOf(after).filter(({ details }) => !(BROUGHT_FROM in details));
    for (const { type, actorId } of acts)
      expect([own.includes(type), actorId]).toEqual([true, actor.userId]);
    expect(acts.at(-1)?.type).toBe("matter.brought-in");
    for (const name of ["data/organizations.jsonl", "data/people.jsonl"]) {
      const ids = new Set(rowsIn(before, name).map((row) => (row as Row)["id"]));
      expect(rowsIn(after, name).filter((row) => ids.has((row as Row)["id"]))).toEqual(
        rowsIn(before, name).map((row) => ({
          ...row,
          ...("organizationIds" in row ? { organizationIds: [] } : {}),
        })),
      );
    }
  });

  it("gives everything new ids in the workspace that it came from, and nobody there a word or a signature", async () => {
    const here = await openFullMatter();
    const { people, organizations, matterId, database } = here;
    const { client } = database;
    const files = await takenAlong(here, people.staff, matterId);
    // Whoever took it along is of the Council: ILRC's own threads stayed behind.
    const readByStaff = {
      OR: [{ organizationId: null }, { organizationId: organizations.council }],
    };
    const signOffs = await client.signOff.count();
    const comments = await client.comment.count({ where: { thread: readByStaff } });
    const users = new Set((await client.user.findMany()).map(({ id }) => id));
    const first = (await client.auditHead.findFirstOrThrow()).sequence;
    const { matterId: brought } = await broughtIn(here, people.admin, files, {
      leadOrganizationId: organizations.council,
      own: {},
    });
    expect(brought).not.toBe(matterId);
    expect(await faultsIn(here)).toEqual([]);
    const documents = await client.document.findMany({ where: { matterId: brought } });
    const of = { documentId: { in: documents.map(({ id }) => id) } };
    const newSignOffs = await client.signOff.findMany({ where: of });
    expect(newSignOffs).toHaveLength(signOffs);
    expect(newSignOffs.some(({ userId }) => users.has(userId))).toBe(false);
    expect(await client.signOffProof.count({ where: { signOff: of } })).toBe(0);
    const said = await client.comment.findMany({ where: { thread: of } });
    expect(said).toHaveLength(comments);
    expect(said.some(({ authorId }) => users.has(authorId))).toBe(false);
    const lines = await client.auditEvent.findMany({
      where: { sequence: { gt: first } },
      orderBy: { sequence: "asc" },
    });
    const acted = lines.filter(({ actorId }) => actorId !== null && users.has(actorId));
    expect(new Set(acted.map(({ actorId }) => actorId))).toEqual(new Set([people.admin.userId]));
    expect(acted.every(({ details }) => !details.includes(BROUGHT_FROM))).toBe(true);
    // Nothing in a line names a thing of the matter that is here.
    const old = await client.document.findMany({ where: { matterId } });
    for (const { id } of old) {
      const named = lines.filter(({ details }) => details.includes(id));
      expect(named.map(({ type, details }) => `${type} ${details}`)).toEqual([]);
    }
  });
});
