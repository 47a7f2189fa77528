import type { Logger } from "pino";
import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { DraftAuthorsPort } from "#app/editor/authors/draft-authors.ts";
import type { SsrHtml } from "#app/framework/ssr-html.tsx";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { ApiDescription } from "./api/describe.ts";
import type { Auth } from "./auth/index.ts";
import type { FirstPaint } from "./rooms/drafts/first-paint.ts";
import type { Services } from "./services/index.ts";

/** Draws an answer for everybody, unless it is kept under that tag, and keeps it for its address. */
export type KeepPublic = (
  tag: string,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * The load context of every loader and action. The server process and the pages' build are two
 * module graphs, so instances are passed here and never imported.
 */
export interface AppContext {
  /** The signed-in person with their current permissions, or null. */
  readonly actor: Actor | null;
  readonly sessionId: string | null;
  /**
   * Somebody whose organization requires a factor that they have yet to set up: their session opens
   * the page for that, and nothing else. Null while `actor` is not.
   */
  readonly enrollee?: { readonly actor: Actor; readonly sessionId: string } | null;
  readonly auth: Auth;
  readonly services: Services;
  /** The client's address as far as TRUST_PROXY allows trusting it; only for throttling. */
  readonly address: string;
  readonly userAgent: string | undefined;
  /** Whether a form is sent: a refusal is its answer, and leads nowhere by itself. */
  readonly isSent?: boolean;
  /** The nonce of this response's Content-Security-Policy. */
  readonly nonce: string;
  /** For a page rendered with this response; absent if only its data is requested. */
  readonly ssrHtml?: SsrHtml;
  /** At a public address whose answers are kept. */
  readonly keepPublic?: KeepPublic | undefined;
  /** The origin that browsers use, such as https://desk.example.org. */
  readonly appUrl: string;
  /** Where a hole is reported, as an address (mailto:, https:); null where whoever runs it says none. */
  readonly securityContact: string | null;
  readonly clock: () => Date;
  readonly log: Logger;
  /** The committed text of a draft; rights are checked by `services.documents` before. */
  readonly draft: (documentId: string, page?: PageDetails) => Promise<Outcome<FirstPaint>>;
  /** The API for programs, as its page describes it. */
  readonly describeApi?: () => Promise<ApiDescription>;
  /** Tells who wrote which words of a draft; rights are checked by `services.documents` before. */
  readonly draftAuthors?: DraftAuthorsPort;
}

declare module "react-router" {
  interface AppLoadContext extends AppContext {}
}
