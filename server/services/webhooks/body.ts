import type { AuditLine } from "#app/domain/audit-event.ts";
import {
  leavingDetails,
  WEBHOOK_TEST,
  type WebhookEventType,
} from "#app/domain/webhooks/events.ts";
import type { WebhookPayload, WebhookTestPayload } from "#app/domain/webhooks/payloads.ts";

/** Things that an event names, by id. */
interface NamedThings {
  readonly appUrl: string | null;
  readonly matters: ReadonlyMap<string, { readonly slug: string; readonly title: string }>;
  readonly documents: ReadonlyMap<string, { readonly kind: string; readonly title: string }>;
  readonly organizations: ReadonlyMap<string, { readonly name: string }>;
}

type EventLine = Pick<AuditLine, "at" | "organizationId" | "documentId" | "details"> & {
  readonly type: WebhookEventType;
  readonly matterId: string;
};

/**
 * An event as it is sent: what happened, when, to which thing, with names and links as letters have them.
 * Never a word of a text, a comment or a reason, nor who did it; and no number of its line, which would
 * count the lines between.
 */
export function bodyOf(line: EventLine, things: NamedThings): string {
  const { type, at, matterId, documentId, organizationId } = line;
  const { appUrl } = things;
  const link = (path: string) => (appUrl === null ? {} : { url: new URL(path, appUrl).href });
  const matter = things.matters.get(matterId);
  if (!matter) throw new Error("an event is of no known matter");
  const document = things.documents.get(documentId ?? "");
  const organization = things.organizations.get(organizationId ?? "");
  const payload: WebhookPayload = {
    type,
    timestamp: at.toISOString(),
    data: {
      matter: { id: matterId, ...matter, ...link(`/matters/${matter.slug}`) },
      ...(document &&
        documentId !== null && {
          document: { id: documentId, ...document, ...link(`/documents/${documentId}`) },
        }),
      ...(organization &&
        organizationId !== null && { organization: { id: organizationId, ...organization } }),
      details: leavingDetails(type, line.details),
    },
  };
  return JSON.stringify(payload);
}

export function testBody(at: Date, organizationId: string): string {
  const payload: WebhookTestPayload = {
    type: WEBHOOK_TEST,
    timestamp: at.toISOString(),
    data: { organization: { id: organizationId } },
  };
  return JSON.stringify(payload);
}
