import { randomBytes } from "node:crypto";
import type { Encryption } from "#server/encryption/index.ts";

/** Of the encryption: names the row. */
export const webhookSecretPlace = (webhookId: string) => `webhook ${webhookId}`;

/** A secret as the Standard Webhooks write it, of 256 random bits. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

interface SealedSecrets {
  readonly id: string;
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerUntil: Date | null;
}

/** Secrets that sign now, the latest first; null where the server's key does not open the latest. */
export function signingSecrets(
  { id, secret, formerSecret, formerUntil }: SealedSecrets,
  encryption: Pick<Encryption, "open">,
  at: Date,
): readonly string[] | null {
  const latest = encryption.open(secret, webhookSecretPlace(id));
  if (latest === null) return null;
  const isInOverlap = formerUntil !== null && formerUntil > at;
  const former =
    formerSecret !== null && isInOverlap
      ? encryption.open(formerSecret, webhookSecretPlace(id))
      : null;
  return former === null ? [latest] : [latest, former];
}
