import type { Actor } from "#app/domain/actor.ts";
import {
  ATTACHMENT_TARGETS,
  type AttachmentRole,
  type AttachmentTargetKind,
} from "#app/domain/attachment.ts";
import { AGENCY_EVENT_KINDS, AGENCY_EVENT_LABELS } from "#app/domain/agency-record/event.ts";
import { shortDate } from "#app/domain/dates.ts";
import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadAttachment } from "./change.ts";
import { isTakenBack } from "./taken-back.ts";
import { placeOf, type AttachmentPlace } from "./target.ts";
import { attachmentsAt, type AttachmentView } from "./views.ts";

/** The place of attached files, with its name and its page. */
export interface AttachedAt {
  readonly kind: AttachmentTargetKind;
  readonly id: string;
  /** "Determination of Dec 10, 2021". */
  readonly what: string;
  /** The address of its page. */
  readonly address: string;
  /** The roles that a file can have there; the first is the default. */
  readonly roles: readonly AttachmentRole[];
  readonly mayChange: boolean;
  /** Whether it was taken back: its files stay on record and can't be offered to the public. */
  readonly isTakenBack: boolean;
}

interface AttachmentsView {
  readonly at: AttachedAt;
  readonly files: readonly AttachmentView[];
}

/** The files at a place, for everybody who may see the matter. */
export async function showAttachments(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  kind: AttachmentTargetKind,
  id: string,
): Promise<Outcome<AttachmentsView>> {
  const place = await placeOf(client, kind, id);
  return place.ok ? shownAt(client, actor, place.value) : place;
}

/** One file with its place, for everybody who may see the matter. */
export async function showAttachment(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  attachmentId: string,
): Promise<Outcome<{ readonly at: AttachedAt; readonly file: AttachmentView }>> {
  const found = await loadAttachment(client, attachmentId);
  if (!found.ok) return found;
  const shown = await shownAt(client, actor, found.value.place);
  if (!shown.ok) return shown;
  const file = shown.value.files.find(({ id }) => id === attachmentId);
  return file ? done({ at: shown.value.at, file }) : refuse("not-found");
}

async function shownAt(
  client: PrismaClient,
  actor: Actor,
  place: AttachmentPlace,
): Promise<Outcome<AttachmentsView>> {
  const { kind, id, matter } = place;
  const allowed = may(actor, "matter.view", { matter });
  if (!allowed.ok) return allowed;
  const files = await attachmentsAt(client, kind, [id], matter.partyIds);
  const at: AttachedAt = {
    kind,
    id,
    ...(await namedPlace(client, place)),
    roles: ATTACHMENT_TARGETS[kind],
    mayChange: place.mayChange(actor).ok,
    isTakenBack: await isTakenBack(client, place),
  };
  return done({ at, files: files.get(id) ?? [] });
}

async function namedPlace(
  client: PrismaClient,
  { kind, id, documentId }: AttachmentPlace,
): Promise<Pick<AttachedAt, "what" | "address">> {
  switch (kind) {
    case "agency-event": {
      const row = await client.agencyEvent.findUniqueOrThrow({ where: { id } });
      const named = AGENCY_EVENT_KINDS.find((known) => known === row.kind) ?? "other";
      const day = row.sent ?? row.dated ?? row.received;
      return {
        what: `${AGENCY_EVENT_LABELS[named].name}${day === null ? "" : ` of ${shortDate(day)}`}`,
        address: `/documents/${documentId}/record#event-${id}`,
      };
    }
    case "production": {
      const row = await client.production.findUniqueOrThrow({ where: { id } });
      return {
        what: `Production of ${shortDate(row.dated)}`,
        address: `/documents/${documentId}/record#production-${id}`,
      };
    }
    case "docket-event": {
      const row = await client.docketEvent.findUniqueOrThrow({
        where: { id },
        include: { docket: { include: { matter: { select: { slug: true } } } } },
      });
      const named = DOCKET_EVENT_KINDS.find((known) => known === row.kind) ?? "other";
      const { matter, id: docketId } = row.docket;
      return {
        what: `${DOCKET_KINDS[named].label}${row.dated === null ? "" : ` of ${shortDate(row.dated)}`}`,
        address: `/matters/${matter.slug}/dockets/${docketId}`,
      };
    }
    case "filing": {
      const row = await client.document.findUniqueOrThrow({ where: { id } });
      return { what: row.title, address: `/documents/${id}/filed` };
    }
  }
}
