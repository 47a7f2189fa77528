import type { WebhookTopic } from "#app/domain/webhooks/events.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** A webhook, without its secret. */
export interface WebhookView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly topics: readonly WebhookTopic[];
  readonly createdAt: Instant;
  readonly createdBy: string | null;
  /** When something arrived last. */
  readonly arrivedAt: Instant | null;
  /** Since when nothing arrives, and when it is tried again. */
  readonly failingSince: Instant | null;
  readonly restsUntil: Instant | null;
  /** Until when a former secret signs beside the latest. */
  readonly formerUntil: Instant | null;
  /** Since when it is off, and why: asked, failing, gone, behind or restored. */
  readonly offAt: Instant | null;
  readonly offWhy: string | null;
}

export interface WebhooksView {
  readonly organization: OrganizationTag;
  readonly webhooks: readonly WebhookView[];
  readonly mayAdd: boolean;
}

/** One event that was sent, or is to be. */
export interface WebhookDeliveryView {
  readonly id: string;
  readonly type: string;
  /** waiting, arrived, failed or dropped. */
  readonly state: string;
  readonly createdAt: Instant;
  readonly triedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly status: number | null;
  readonly problem: string | null;
  /** As it is sent, laid out to be read. */
  readonly body: string;
}

export interface WebhookPageView {
  readonly organization: OrganizationTag;
  readonly webhook: WebhookView;
  /** Latest first, as many as a page shows. */
  readonly deliveries: readonly WebhookDeliveryView[];
  /** How many are kept. */
  readonly kept: number;
  readonly waiting: number;
}
