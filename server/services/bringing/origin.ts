import * as z from "zod";
import type { PrismaClient } from "#server/database/index.ts";
import { filedElsewhere, NOT_BROUGHT } from "#server/services/audit/brought.ts";
import type { ArchiveOrigin } from "#server/services/matters/views.ts";
import { personTags } from "#server/services/people/tag.ts";

/** An address as one can print it: it is a stranger's, and pages have no letters for all there is. */
const details = z.object({ from: z.string().regex(/^https?:\/\/[!-~]{1,200}$/u) });

/** Null for a matter that was begun here. */
export async function archiveOfMatter(
  client: PrismaClient,
  matterId: string,
): Promise<ArchiveOrigin | null> {
  const line = await client.auditEvent.findFirst({
    // An archive of a matter that was brought in has such a line, too.
    where: { matterId, type: "matter.brought-in", ...NOT_BROUGHT },
    orderBy: { sequence: "desc" },
    select: { at: true, actorId: true, organizationId: true, details: true },
  });
  if (!line) return null;
  const { at, actorId, organizationId } = line;
  const people = await personTags(
    client,
    actorId === null ? [] : [actorId],
    new Set(organizationId === null ? [] : [organizationId]),
  );
  const told = details.safeParse(JSON.parse(line.details));
  return {
    at: at.toISOString(),
    by: people.get(actorId ?? "") ?? null,
    from: told.success ? told.data.from : null,
  };
}

/** The archive that says that a document was filed; null where it was filed here, or brought in by itself. */
export async function archiveOfFiling(
  client: PrismaClient,
  { id, matterId }: { readonly id: string; readonly matterId: string },
): Promise<ArchiveOrigin | null> {
  const elsewhere = await filedElsewhere(client, { documentIds: [id] });
  return elsewhere.has(id) ? archiveOfMatter(client, matterId) : null;
}
