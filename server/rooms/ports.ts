import type { IncomingMessage } from "node:http";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";

/** The holder of a session. */
export interface Identity {
  readonly actor: Actor;
  readonly sessionId: string;
}

/** The services that the rooms need from the rest of the server. */
export interface RoomsPorts {
  /**
   * The session of a cookie, with current roles; keeps the session alive as a page does (R3). Null
   * where there is none, or it ended.
   */
  identify(cookieHeader: string | undefined): Promise<Identity | null>;
  /** Which of these sessions have ended; does not keep any of them alive. */
  endedSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * The document's fields for permissions; null where there is none. Includes the schema of the
   * draft's text where that may differ from the server's: a draft that could not be migrated gets
   * no room.
   */
  loadDocumentSubject(
    documentId: string,
  ): Promise<(DocumentSubject & { readonly draftSchema?: number }) | null>;
  /** The details that a document's text is rendered with; null where there is none. */
  loadPageDetails(documentId: string): Promise<PageDetails | null>;
  /** The client address for limits; behind a proxy according to TRUST_PROXY (R1). */
  addressOf(request: IncomingMessage): string;
  /**
   * The last line of the audit record that this process has read; default 0. What a later line
   * changes of somebody's rights comes by `revoke`.
   */
  recordRead?(): number;
  /** The color of an organization's carets, `#rrggbb`. */
  colorOf(organizationColor: number): string;
}

/** The rooms' log: never text of drafts, cookies or addresses (pino is one). */
export interface RoomsLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
