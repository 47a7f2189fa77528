import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import { takenBack } from "#app/domain/taken-back.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Selects to which letter, release or docket entry a file belongs. */
export const WITH_EVENTS = {
  agencyEventId: true,
  docketEventId: true,
  agencyEvent: { select: { documentId: true } },
  production: { select: { documentId: true, eventId: true, retractedAt: true } },
  docketEvent: { select: { docketId: true } },
} as const satisfies Prisma.AttachmentSelect;

/** A file with its place. */
interface FileOfEvent {
  readonly id: string;
  readonly agencyEventId: string | null;
  readonly docketEventId: string | null;
  readonly agencyEvent: { readonly documentId: string } | null;
  readonly production: {
    readonly documentId: string;
    readonly eventId: string;
    readonly retractedAt: Date | null;
  } | null;
  readonly docketEvent: { readonly docketId: string } | null;
}

/**
 * The ids of those files whose letter, release or docket entry was taken back (L16). A retraction
 * is an event of its own, so that the file's own event doesn't say it.
 */
export async function filesTakenBack(
  client: PrismaClient | Transaction,
  files: readonly FileOfEvent[],
): Promise<ReadonlySet<string>> {
  const documents = new Set(
    files.flatMap(({ agencyEvent, production }) => (agencyEvent ?? production)?.documentId ?? []),
  );
  const dockets = new Set(files.flatMap(({ docketEvent }) => docketEvent?.docketId ?? []));
  // Originals correct nothing, and so take nothing back.
  const correcting = { correctsId: { not: null } } as const;
  const select = { id: true, correctsId: true, isRetracted: true } as const;
  const [letters, entries] = await Promise.all([
    documents.size === 0
      ? []
      : client.agencyEvent.findMany({
          where: { documentId: { in: [...documents] }, ...correcting },
          select,
        }),
    dockets.size === 0
      ? []
      : client.docketEvent.findMany({
          where: { docketId: { in: [...dockets] }, ...correcting },
          select,
        }),
  ]);
  const gone = takenBack([...letters, ...entries]);
  const isGone = (id: string | null | undefined) => id !== null && id !== undefined && gone.has(id);
  return new Set(
    files
      .filter(
        ({ agencyEventId, docketEventId, production }) =>
          isGone(agencyEventId) ||
          isGone(docketEventId) ||
          (production !== null && (production.retractedAt !== null || isGone(production.eventId))),
      )
      .map(({ id }) => id),
  );
}

/** Whether a place of files is a letter, release or docket entry that was taken back. */
export async function isTakenBack(
  client: PrismaClient,
  { kind, id }: { readonly kind: AttachmentTargetKind; readonly id: string },
): Promise<boolean> {
  const where = { id };
  const file: FileOfEvent = {
    id,
    agencyEventId: kind === "agency-event" ? id : null,
    docketEventId: kind === "docket-event" ? id : null,
    agencyEvent:
      kind === "agency-event"
        ? await client.agencyEvent.findUnique({ where, ...WITH_EVENTS.agencyEvent })
        : null,
    production:
      kind === "production"
        ? await client.production.findUnique({ where, ...WITH_EVENTS.production })
        : null,
    docketEvent:
      kind === "docket-event"
        ? await client.docketEvent.findUnique({ where, ...WITH_EVENTS.docketEvent })
        : null,
  };
  return (await filesTakenBack(client, [file])).has(id);
}
