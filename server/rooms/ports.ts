import type { IncomingMessage } from "node:http";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";

/** Who holds a session. */
export interface Identity {
  readonly actor: Actor;
  readonly sessionId: string;
}

/** What the rooms ask of the rest of the server. */
export interface RoomsPorts {
  /**
   * Whose session the cookie is, with the roles of this moment, and keeps that session alive as a
   * page does (R3); null where there is none, or it ended.
   */
  identify(cookieHeader: string | undefined): Promise<Identity | null>;
  /** Which of these sessions have ended, in whatever way; asking keeps none of them alive. */
  endedSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * What permissions need to know of a document; null where there is none. With the schema in which
   * the draft's text is kept, where that may be another than the server's: one that could not be
   * migrated is in no room.
   */
  loadDocumentSubject(
    documentId: string,
  ): Promise<(DocumentSubject & { readonly draftSchema?: number }) | null>;
  /** What a document's text is drawn with; null where there is none. */
  loadPageDetails(documentId: string): Promise<PageDetails | null>;
  /** The address that limits count by; behind a proxy only as TRUST_PROXY says (R1). */
  addressOf(request: IncomingMessage): string;
  /** The colour of an organisation's carets, `#rrggbb`. */
  colourOf(organizationColour: number): string;
}

/** What the rooms write to the log: never text of drafts, cookies or addresses (pino is one). */
export interface RoomsLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
