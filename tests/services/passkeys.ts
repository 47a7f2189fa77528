import type { Actor } from "#app/domain/actor.ts";
import type { PasskeyAsk } from "#app/domain/forms/review.ts";
import { sha256 } from "#server/digest.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { DecisionOrigin } from "#server/services/reviews/decision-proof.ts";
import { SoftAuthenticator, type AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";
import type { Review, submit } from "./papers.ts";
import { FROM, value } from "./workspace.ts";

/** The address of the services' tests, for which their keys are made. */
export const ORIGIN = "https://desk.example.org";

/** A browser of somebody who is signed in. */
export const BROWSER: DecisionOrigin = { ...FROM, sessionId: "session-1", appUrl: ORIGIN };

type Party = "council" | "ilrc";
export type Version = Pick<Awaited<ReturnType<typeof submit>>, "versionId" | "hash">;

/** Adds a key to that person's, as their account's page does. */
export async function givePasskey(
  { database, clock }: Pick<Review, "database" | "clock">,
  { userId }: Actor,
  { via = null, name = "Phone" }: { readonly via?: string | null; readonly name?: string } = {},
): Promise<SoftAuthenticator> {
  const key = new SoftAuthenticator(ORIGIN);
  const fingerprint = sha256(key.publicKey);
  await database.write(async (tx) => {
    await tx.passkey.create({
      data: {
        id: key.id,
        userId,
        name,
        publicKey: Buffer.from(key.publicKey).toString("base64url"),
        fingerprint,
        host: "desk.example.org",
        transports: "internal",
        backedUp: true,
        via,
        createdAt: clock(),
      },
    });
    const details = { passkeyId: key.id, fingerprint, host: "desk.example.org", via };
    await appendEvent(tx, clock(), { type: "person.passkey-added", actorId: userId, details });
  });
  return key;
}

/** Removes it again, as their account's page does. */
export async function takePasskey(
  { database, clock }: Pick<Review, "database" | "clock">,
  { userId }: Actor,
  key: SoftAuthenticator,
): Promise<void> {
  const details = { passkeyId: key.id, fingerprint: sha256(key.publicKey) };
  await database.write(async (tx) => {
    await tx.passkey.delete({ where: { id: key.id } });
    await appendEvent(tx, clock(), { type: "person.passkey-removed", actorId: userId, details });
  });
}

type Asking = Pick<Review, "services" | "organizations" | "documentId">;

/** The ask for that decision, as the page sends it. */
export function askOf(
  { organizations }: Pick<Review, "organizations">,
  party: Party,
  { versionId, hash }: Version,
  decision: PasskeyAsk["decision"] = "approved",
): PasskeyAsk {
  return { versionId, hash, organizationId: organizations[party], decision };
}

export function askPasskey(
  { services, documentId }: Asking,
  actor: Actor,
  ask: PasskeyAsk,
  from: DecisionOrigin = BROWSER,
) {
  const sent = Buffer.from(JSON.stringify(ask));
  return services.reviews.askPasskey(actor, documentId, sent, from);
}

/** The key's answer to an ask, as JSON. */
export async function answerBy(
  review: Asking,
  actor: Actor,
  key: SoftAuthenticator,
  ask: PasskeyAsk,
  said: AuthenticatorClaims = {},
): Promise<string> {
  const { challenge } = value(await askPasskey(review, actor, ask));
  return JSON.stringify(key.sign(challenge, said));
}

/** Signs by a key for that party, as the reviewer's page does. */
export async function signByPasskey(
  review: Asking,
  actor: Actor,
  { key, party, version }: { key: SoftAuthenticator; party: Party; version: Version },
) {
  const ask = askOf(review, party, version);
  const passkey = await answerBy(review, actor, key, ask);
  const { decision: _decision, ...form } = ask;
  return review.services.reviews.signOff(actor, review.documentId, { ...form, passkey }, BROWSER);
}
