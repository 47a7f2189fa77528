import type { Logger } from "pino";
import type { Actor } from "#app/domain/actor.ts";
import type { DraftAuthorsPort } from "#app/editor/authors/draft-authors.ts";
import type { SsrHtml } from "#app/framework/ssr-html.tsx";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { Auth } from "./auth/index.ts";
import type { Services } from "./services/index.ts";

/** The text of a draft as committed at `sequence`, drawn for the first paint. */
export interface DraftPaint {
  readonly html: string;
  readonly sequence: number;
  readonly generation: number;
}

/**
 * What every loader and action is handed. The server process and the Remix build are two module
 * graphs: instances arrive here, never by import.
 */
export interface AppContext {
  /** The signed-in person with the rights of this moment, or nobody. */
  readonly actor: Actor | null;
  readonly sessionId: string | null;
  readonly auth: Auth;
  readonly services: Services;
  /** The client's address as far as TRUST_PROXY lets us believe it; for throttling alone. */
  readonly address: string;
  readonly userAgent: string | undefined;
  /** The nonce of this response's Content-Security-Policy. */
  readonly nonce: string;
  /** For a page that is drawn in this answer; absent where only its data is asked for. */
  readonly drawnOnce?: SsrHtml;
  /** The origin that browsers use, such as https://desk.example.org. */
  readonly appUrl: string;
  readonly clock: () => Date;
  readonly log: Logger;
  /** The committed text of a draft; rights are checked by `services.documents` before. */
  readonly draft: (documentId: string, page?: PageDetails) => Promise<DraftPaint>;
  /** Who wrote which words of a draft; rights are checked by `services.documents` before. */
  readonly draftAuthors?: DraftAuthorsPort;
}

declare module "@remix-run/server-runtime" {
  interface AppLoadContext extends AppContext {}
}
