import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { permit, type Permitted, type Target } from "#server/services/command.ts";
import { FOR_SUBJECT, subjectOfDocument } from "#server/services/documents/load.ts";
import { subjectOfMatter, WITH_PARTIES } from "#server/services/matters/load.ts";

/** The place of a file, existing or planned. */
export interface AttachmentPlace {
  readonly kind: AttachmentTargetKind;
  readonly id: string;
  readonly matter: MatterSubject;
  /** The document on whose page it is shown; null for a docket's. */
  readonly documentId: string | null;
  readonly mayChange: Permitted;
}

/** The target of commands that attach a file. Requires the permission to change the target. */
export const attachmentPlace: Target<[kind: AttachmentTargetKind, id: string], AttachmentPlace> = {
  arity: 2,
  load: placeOf,
  permission: ({ mayChange }) => mayChange,
  about: ({ matter, documentId }) => ({
    matterId: matter.matterId,
    ...(documentId === null ? {} : { documentId }),
  }),
};

/** The place with that id; refuses `not-found`. */
export async function placeOf(
  client: PrismaClient | Transaction,
  kind: AttachmentTargetKind,
  id: string,
): Promise<Outcome<AttachmentPlace>> {
  switch (kind) {
    case "agency-event": {
      const row = await client.agencyEvent.findUnique({
        where: { id },
        include: { document: { include: FOR_SUBJECT } },
      });
      return row
        ? ofDocument(kind, id, subjectOfDocument(row.document), "agency-record.record")
        : refuse("not-found");
    }
    case "production": {
      const row = await client.production.findUnique({
        where: { id },
        include: { document: { include: FOR_SUBJECT } },
      });
      return row
        ? ofDocument(kind, id, subjectOfDocument(row.document), "agency-record.record-production")
        : refuse("not-found");
    }
    case "docket-event": {
      const row = await client.docketEvent.findUnique({
        where: { id },
        include: { docket: { include: { matter: { include: WITH_PARTIES } } } },
      });
      if (!row) return refuse("not-found");
      const matter = subjectOfMatter(row.docket.matter);
      const mayChange = permit("docket.record", { matter });
      return done({ kind, id, matter, documentId: null, mayChange });
    }
    case "filing": {
      const row = await client.document.findFirst({
        where: { id, filing: { isNot: null } },
        include: FOR_SUBJECT,
      });
      if (!row) return refuse("not-found");
      const document = subjectOfDocument(row);
      const mayChange = permit("document.correct-filing", { document });
      return done({ kind, id, matter: document.matter, documentId: id, mayChange });
    }
  }
}

function ofDocument(
  kind: AttachmentTargetKind,
  id: string,
  { matter, documentId }: { readonly matter: MatterSubject; readonly documentId: string },
  permission: "agency-record.record" | "agency-record.record-production",
): Outcome<AttachmentPlace> {
  return done({ kind, id, matter, documentId, mayChange: permit(permission, { matter }) });
}

/** The columns of a row that name its place. */
interface AttachedTo {
  readonly agencyEventId: string | null;
  readonly productionId: string | null;
  readonly docketEventId: string | null;
  readonly filedId: string | null;
}

/** The column for each kind of place. */
export const TARGET_COLUMN = {
  "agency-event": "agencyEventId",
  production: "productionId",
  "docket-event": "docketEventId",
  filing: "filedId",
} as const satisfies Record<AttachmentTargetKind, keyof AttachedTo>;

/** The place of a row. */
export function targetOfRow(row: AttachedTo): { kind: AttachmentTargetKind; id: string } | null {
  for (const [kind, column] of Object.entries(TARGET_COLUMN)) {
    const id = row[column];
    // The table's keys are the kinds.
    if (id !== null) return { kind: kind as AttachmentTargetKind, id };
  }
  return null;
}
