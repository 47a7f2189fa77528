import type { WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import type { DocumentSummary } from "#server/services/documents/summary.ts";
import type { Instant } from "#server/services/instant.ts";
import type { AskedMatter, MatterSummary } from "#server/services/matters/views.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import type { FirstStep } from "./first-steps.ts";
import type { WelcomeView } from "./welcome.ts";

export type { FirstStep } from "./first-steps.ts";
export type { WelcomeView } from "./welcome.ts";

export interface HomeView {
  /** ISO day, where filings are dated. */
  readonly today: string;
  readonly waiting: readonly WaitingItem[];
  /** All that waits for the reader, `waiting` too, the most urgent first. */
  readonly groups: readonly WaitingGroup[];
  /** Matters that organizations are asked to which the reader administers. */
  readonly asked: readonly AskedMatter[];
  /** At most eight, the latest first. */
  readonly recentDrafts: readonly RecentDraft[];
  readonly matters: readonly MatterSummary[];
  /** The reader's organizations. */
  readonly organizations: readonly OrganizationTag[];
  /** For who is new; null for everybody else. */
  readonly welcome: WelcomeView | null;
  /** For the administrator of an organization that has submitted nothing yet; empty for everybody else. */
  readonly firstSteps: readonly FirstStep[];
  readonly may: { readonly createMatter: boolean };
}

/** A draft on the reader's home that they wrote in themselves. */
export interface RecentDraft extends DocumentSummary {
  readonly matter: { readonly slug: string; readonly title: string };
  /** When the reader last wrote in it or created it. */
  readonly touchedAt: Instant;
}

/**
 * Something that waits for the reader: a sign-off asked of them, an approved document to file, a draft
 * that was sent back for changes.
 */
export interface WaitingItem {
  readonly what: "sign-off" | "filing" | "changes";
  /** The organization that they are asked to sign for, that files, or that asked for the changes. */
  readonly organization: OrganizationTag;
  readonly document: DocumentSummary;
  readonly matter: { readonly slug: string; readonly title: string };
  readonly since: Instant;
}
