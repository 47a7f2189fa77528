import type { Actor } from "#app/domain/actor.ts";
import { may, organizationsToSignFor } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { summarize } from "#server/services/documents/summary.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { WaitingItem } from "#server/services/home/views.ts";

/**
 * The actor's tasks: sign-offs of organizations that they review for and that have not signed the
 * version under review, approved documents that they may file, and drafts that a reviewer returned
 * for changes that they may make. The longest waiting comes first.
 */
export async function waitingFor(client: PrismaClient, actor: Actor): Promise<WaitingItem[]> {
  const items = await Promise.all([decisionsFor(client, actor), changesFor(client, actor)]);
  return items.flat().sort((one, other) => one.since.localeCompare(other.since));
}

/** Drafts that returned from review because somebody requested changes. */
async function changesFor(client: PrismaClient, actor: Actor): Promise<WaitingItem[]> {
  const mine = actor.memberships.map((place) => place.organizationId);
  const rows = await client.document.findMany({
    where: {
      status: "draft",
      returns: { some: { because: "changes-requested" } },
      matter: { parties: { some: { organizationId: { in: mine } } } },
    },
    include: {
      ...FOR_SUBJECT,
      returns: { orderBy: [{ recordedAs: "desc" }, { id: "desc" }], take: 1 },
      signOffs: {
        where: { decision: "changes-requested" },
        orderBy: [{ recordedAs: "desc" }, { id: "desc" }],
        take: 1,
      },
    },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
  });
  const items = await Promise.all(
    rows.map(async (row): Promise<WaitingItem[]> => {
      const subject = subjectOfDocument(row);
      const [asked] = row.signOffs;
      const [last] = row.returns;
      // A recall or reopening since was the drafters' own decision.
      if (!asked || last?.because !== "changes-requested") return [];
      if (!may(actor, "document.submit", { document: subject }).ok) return [];
      const [document] = await summarize(client, [row], subject.matter.partyIds);
      const organization = await client.organization.findUnique({
        where: { id: asked.organizationId },
      });
      // A change that an archive says was asked for is asked of nobody here.
      if (!document || organization?.broughtFrom !== null) return [];
      const { slug, title } = row.matter;
      return [
        {
          what: "changes",
          organization: organizationTag(organization),
          document,
          matter: { slug, title },
          since: row.statusAt.toISOString(),
        },
      ];
    }),
  );
  return items.flat();
}

/** Sign-offs and filings. */
async function decisionsFor(client: PrismaClient, actor: Actor): Promise<WaitingItem[]> {
  const mine = actor.memberships.map((place) => place.organizationId);
  const rows = await client.document.findMany({
    where: {
      status: { in: ["in_review", "approved"] },
      matter: { parties: { some: { organizationId: { in: mine } } } },
    },
    include: {
      ...FOR_SUBJECT,
      signOffs: {
        where: { decision: "approved", voidedAt: null },
        select: { organizationId: true, versionId: true },
      },
    },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
  });
  const items = await Promise.all(
    rows.map(async (row): Promise<WaitingItem[]> => {
      const subject = subjectOfDocument(row);
      const signed = new Set(
        row.signOffs
          .filter(({ versionId }) => versionId === row.pinnedVersionId)
          .map(({ organizationId }) => organizationId),
      );
      const asked =
        subject.status === "in_review"
          ? organizationsToSignFor(actor, subject).filter((id) => !signed.has(id))
          : [];
      const files =
        subject.status === "approved" && may(actor, "document.file", { document: subject }).ok
          ? [subject.matter.leadOrganizationId]
          : [];
      if (asked.length + files.length === 0) return [];
      const [document] = await summarize(client, [row], subject.matter.partyIds);
      const organizations = await client.organization.findMany({
        where: { id: { in: [...asked, ...files] } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      if (!document) return [];
      const { slug, title } = row.matter;
      return organizations.map((organization) => ({
        what: files.length > 0 ? "filing" : "sign-off",
        organization: organizationTag(organization),
        document,
        matter: { slug, title },
        since: row.statusAt.toISOString(),
      }));
    }),
  );
  return items.flat();
}
