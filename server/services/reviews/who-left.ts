import { refuseHeld, type Finding } from "#app/domain/readiness.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import {
  leftMatterFindings,
  type LeftOrganization,
  type LeftSigner,
} from "#app/document/readiness/left-matter.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { readContent, type StoredContent } from "#server/services/versions/content.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/**
 * The places where a text names somebody who left its matter (L71), for all that lets it go out:
 * submitting, signing, and each step of filing.
 * @param before ISO day: leaves out who left on it or later.
 */
export async function leftMatterFound(
  client: PrismaClient | Transaction,
  documentId: string,
  { prose, facts }: Pick<StoredContent, "prose" | "facts">,
  before?: string,
): Promise<Finding[]> {
  const organizations = await organizationsLeft(client, documentId, facts);
  const signers = await signersLeft(client, facts);
  const isBefore = ({ on }: { readonly on: string | null }) =>
    before === undefined || on === null || on < before;
  return leftMatterFindings(prose, facts, {
    organizations: organizations.filter(isBefore),
    signers: signers.filter(isBefore),
  });
}

/**
 * Refuses an act on a version in which somebody speaks who left the matter (L71).
 * @param undone what was not done, and what to do, as a sentence.
 */
export async function refuseWhoLeft(
  tx: Transaction,
  { documentId, versionId }: { readonly documentId: string; readonly versionId: string },
  undone: string,
  before?: string,
): Promise<Outcome<void>> {
  const version = await tx.version.findFirst({
    where: { id: versionId, documentId },
    select: { content: true },
  });
  if (!version) return done();
  const content = readContent(version.content);
  const found = await leftMatterFound(tx, documentId, content, before);
  return refuseHeld(found, undone) ?? done();
}

/** The organizations that left the matter, and those in the details that are no party of it. */
async function organizationsLeft(
  client: PrismaClient | Transaction,
  documentId: string,
  { organizations }: DocumentDetails,
): Promise<LeftOrganization[]> {
  const { matterId, matter } = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: {
      matterId: true,
      matter: { select: { parties: { select: { organizationId: true } } } },
    },
  });
  const parties = new Set(matter.parties.map(({ organizationId }) => organizationId));
  const lines = await client.auditEvent.findMany({
    where: { matterId, type: { in: ["matter.party-left", "matter.party-removed"] } },
    orderBy: { sequence: "asc" },
    select: { organizationId: true, at: true },
  });
  const leftOn = new Map(
    lines.flatMap(({ organizationId, at }): [string, string][] =>
      organizationId === null ? [] : [[organizationId, dateOfFilings(at)]],
    ),
  );
  const ids = [...organizations.map(({ id }) => id), ...leftOn.keys()].filter(
    (id) => !parties.has(id),
  );
  if (ids.length === 0) return [];
  const rows = await client.organization.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, shortName: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => ({ ...row, on: leftOn.get(row.id) ?? null }));
}

/**
 * The signers who were removed from the organization for which they sign. A signer is no account:
 * one is known by the e-mail address, or else by the name.
 */
async function signersLeft(
  client: PrismaClient | Transaction,
  { signers }: DocumentDetails,
): Promise<LeftSigner[]> {
  if (signers.length === 0) return [];
  const emails = signers.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()]));
  const users = await client.user.findMany({
    where: { OR: [{ email: { in: emails } }, { name: { in: signers.map(({ name }) => name) } }] },
    select: {
      id: true,
      email: true,
      name: true,
      memberships: { select: { organizationId: true } },
    },
  });
  const found: LeftSigner[] = [];
  for (const { id: signerId, organizationId, name, email } of signers) {
    const ofAddress = users.filter((user) => user.email === email?.toLowerCase());
    const known = ofAddress.length > 0 ? ofAddress : users.filter((user) => user.name === name);
    const isMember = known.some(({ memberships }) =>
      memberships.some((membership) => membership.organizationId === organizationId),
    );
    if (isMember || known.length === 0) continue;
    // Few are asked about: whoever signs without an account, or with one that is a member, is not.
    const line = await client.auditEvent.findFirst({
      where: {
        type: "person.removed",
        organizationId,
        ...NOT_BROUGHT,
        OR: known.map(({ id }) => ({ details: { contains: id } })),
      },
      orderBy: { sequence: "desc" },
      select: { at: true },
    });
    if (line) found.push({ signerId, on: dateOfFilings(line.at) });
  }
  return found;
}
