import { storedScan } from "#app/domain/attachment.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import type { PublicAttachment } from "#app/domain/public-page/record.ts";
import { filesTakenBack } from "#server/services/attachments/taken-back.ts";
import { isOfInvented } from "#server/services/attachments/views.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

const WITH_PLACE = {
  agencyEvent: true,
  production: { include: { event: { select: { isInvented: true } } } },
  docketEvent: { select: { docketId: true, dated: true, isInvented: true } },
  filed: { select: { filedOn: true } },
} satisfies Prisma.AttachmentInclude;

/**
 * The attachments of a matter: letters, releases, stamped copies (L42). Its page can offer those
 * that were not taken back.
 */
export async function publicAttachments(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<PublicAttachment[]> {
  const rows = await client.attachment.findMany({
    where: { matterId, removedAt: null },
    include: WITH_PLACE,
    orderBy: [{ uploadedAt: "asc" }, { id: "asc" }],
  });
  const gone = await filesTakenBack(client, rows);
  return rows.map((row) => {
    const { id, role, name, mediaType, bytes, sha256 } = row;
    const { data, unread } = storedScan(row.scan, row.mediaType);
    return {
      id,
      role,
      name,
      mediaType,
      bytes,
      sha256,
      dated: dayOfPlace(row),
      isInvented: isOfInvented(row),
      isTakenBack: gone.has(id),
      isUnread: unread.length > 0 && row.readById === null,
      looksPrivate: data.map(
        ({ kind, shown, place }) => `${PRIVATE_DATA[kind].name}, ${shown} (${place})`,
      ),
    };
  });
}

/** The date of the letter, release, document or docket entry to which the file is attached. */
function dayOfPlace({
  agencyEvent,
  production,
  docketEvent,
  filed,
}: Prisma.AttachmentGetPayload<{ include: typeof WITH_PLACE }>): string | null {
  if (production) return production.dated;
  if (docketEvent) return docketEvent.dated;
  if (filed) return filed.filedOn;
  return agencyEvent ? (agencyEvent.dated ?? agencyEvent.sent ?? agencyEvent.received) : null;
}
