import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { permit, type Target } from "#server/services/command.ts";
import { loadDocument, type LoadedDocument } from "#server/services/documents/load.ts";
import { agencyEventOfRow } from "./events.ts";

/** A filed request with what its record needs of the filing. */
export type FiledDocument = LoadedDocument & {
  readonly filing: { readonly filedOn: string; readonly versionId: string };
};

type RecordPermission = "agency-record.record" | "agency-record.record-production";

/** Stands for the filing of a document that is not filed: `requestTo` refuses it before it is read. */
const UNFILED: FiledDocument["filing"] = { filedOn: "", versionId: "" };

/**
 * The target of commands on a filed request, by document id. Refuses `wrong-status` before it is
 * filed, but only who may record there: nobody else learns that there is such a document.
 */
export function requestTo(
  permission: RecordPermission,
): Target<[documentId: string], FiledDocument> {
  return {
    arity: 1,
    load: async (client, documentId) => {
      const document = await loadDocument(client, documentId);
      if (!document) return refuse("not-found");
      return done({ ...document, filing: (await filingOf(client, documentId)) ?? UNFILED });
    },
    permission:
      ({ subject: { matter }, filing }) =>
      (actor) => {
        const allowed = permit(permission, { matter })(actor);
        return allowed.ok && filing === UNFILED ? refuse("wrong-status", NOT_FILED) : allowed;
      },
    about: ({ row }) => ({ matterId: row.matterId, documentId: row.id }),
  };
}

/** The target of commands on an event of a filed request's record, by its id. */
export function agencyEventTo(
  permission: RecordPermission,
): Target<[eventId: string], FiledDocument & { readonly event: AgencyEvent }> {
  return {
    arity: 1,
    load: async (client, eventId) => {
      const row = await client.agencyEvent.findUnique({ where: { id: eventId } });
      if (!row) return refuse("not-found");
      const document = await filedDocument(client, row.documentId);
      return document.ok ? done({ ...document.value, event: agencyEventOfRow(row) }) : document;
    },
    permission: ({ subject: { matter } }) => permit(permission, { matter }),
    about: ({ row }) => ({ matterId: row.matterId, documentId: row.id }),
  };
}

/**
 * The document with its filing; `not-found` if it doesn't exist, `wrong-status` if it is not filed.
 */
export async function filedDocument(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<Outcome<FiledDocument>> {
  const document = await loadDocument(client, documentId);
  if (!document) return refuse("not-found");
  const filing = await filingOf(client, documentId);
  return filing ? done({ ...document, filing }) : refuse("wrong-status", NOT_FILED);
}

function filingOf(client: PrismaClient | Transaction, documentId: string) {
  return client.filing.findUnique({
    where: { documentId },
    select: { filedOn: true, versionId: true },
  });
}

const NOT_FILED =
  "This document has not been filed yet, so there is nothing that the agency could answer. Nothing was recorded.";
