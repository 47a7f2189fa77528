import {
  storedScan,
  type AttachmentDatum,
  type AttachmentRole,
  type AttachmentScan,
  type AttachmentTargetKind,
} from "#app/domain/attachment.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { Instant } from "#server/services/instant.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import { TARGET_COLUMN } from "./target.ts";

/** An attached file, as pages show it. */
export interface AttachmentView {
  readonly id: string;
  readonly role: AttachmentRole;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly by: PersonTag | null;
  readonly at: Instant;
  /** The private data found in it. */
  readonly found: readonly AttachmentDatum[];
  /** The parts that no program could read. */
  readonly unread: AttachmentScan["unread"];
  /** The person who read those parts; null if nobody has, or if there are none. */
  readonly readBy: PersonTag | null;
  readonly readAt: Instant | null;
  /** Whether it belongs to an event made up for the demonstration. */
  readonly isInvented: boolean;
}

const invented = { select: { isInvented: true } } as const;

/** Selects whether an attachment's event was made up for the demonstration. */
const WITH_INVENTED = {
  agencyEvent: invented,
  production: { select: { event: invented } },
  docketEvent: invented,
} as const satisfies Prisma.AttachmentInclude;

interface OfEvent {
  readonly agencyEvent: { readonly isInvented: boolean } | null;
  readonly production: { readonly event: { readonly isInvented: boolean } } | null;
  readonly docketEvent: { readonly isInvented: boolean } | null;
}

/** Whether the file belongs to an event made up for the demonstration. */
export function isOfInvented({ agencyEvent, production, docketEvent }: OfEvent): boolean {
  return [agencyEvent, production?.event, docketEvent].some((event) => event?.isInvented === true);
}

/** A docket has thousands of entries, and a database takes a bounded number of values in a query. */
const IDS_PER_QUERY = 500;

/**
 * The files at these places of one kind, by the places' ids, in the order in which they were added.
 */
export async function attachmentsAt(
  client: PrismaClient,
  kind: AttachmentTargetKind,
  ids: readonly string[],
  partyIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly AttachmentView[]>> {
  const column = TARGET_COLUMN[kind];
  const rows: Prisma.AttachmentGetPayload<{ include: typeof WITH_INVENTED }>[] = [];
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    rows.push(
      ...(await client.attachment.findMany({
        where: { [column]: { in: ids.slice(from, from + IDS_PER_QUERY) }, removedAt: null },
        include: WITH_INVENTED,
        orderBy: [{ uploadedAt: "asc" }, { id: "asc" }],
      })),
    );
  }
  const people = await personTags(
    client,
    rows.flatMap(({ uploadedById, readById }) => [uploadedById, ...(readById ? [readById] : [])]),
    partyIds,
  );
  const found = new Map<string, AttachmentView[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row[column] ?? "")?.push(viewOf(row, people));
  return found;
}

function viewOf(
  row: Prisma.AttachmentGetPayload<{ include: typeof WITH_INVENTED }>,
  people: ReadonlyMap<string, PersonTag>,
): AttachmentView {
  const { data, unread } = storedScan(row.scan, row.mediaType);
  return {
    id: row.id,
    role: row.role as AttachmentRole,
    name: row.name,
    mediaType: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    by: people.get(row.uploadedById) ?? null,
    at: row.uploadedAt.toISOString(),
    found: data,
    unread,
    readBy: row.readById === null ? null : (people.get(row.readById) ?? null),
    readAt: row.readAt?.toISOString() ?? null,
    isInvented: isOfInvented(row),
  };
}
