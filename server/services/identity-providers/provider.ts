import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProviderSettings } from "#server/auth/identity-provider/index.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Encryption } from "#server/encryption/index.ts";

/** Of the encryption: names the row. */
export const secretPlace = (organizationId: string) => `identity-provider ${organizationId}`;

/** The path to which the provider leads the browser back: one of each organization (RFC 9700, 2.1). */
export const callbackPath = (organizationId: string) => `/sign-in/${organizationId}/callback`;

interface ProviderRow {
  readonly organizationId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
}

/** The provider with its secret; refuses where the server's key does not open that. */
export function settingsOf(
  { organizationId, issuer, clientId, clientSecret: sealed }: ProviderRow,
  encryption: Encryption,
): Outcome<ProviderSettings> {
  if (sealed === null) return done({ issuer, clientId, clientSecret: null });
  const clientSecret = encryption.open(sealed, secretPlace(organizationId));
  return clientSecret === null
    ? refuse("unavailable", NO_SECRET)
    : done({ issuer, clientId, clientSecret });
}

const NO_SECRET =
  "The client secret can’t be read with the key that this server has, so nobody can sign in through the organization. Nothing was changed; an administrator of the organization enters the secret again, or whoever runs this server puts the key back.";

/**
 * Ends the sessions that came in through the organization's provider, and the tokens of programs that were made
 * in such; returns the sessions' ids.
 */
export async function endProviderSessions(
  tx: Transaction,
  which: { readonly organizationId: string; readonly userId?: string; readonly exceptOf?: string },
): Promise<string[]> {
  const { organizationId, userId, exceptOf } = which;
  const theirs = {
    via: organizationId,
    ...(userId === undefined ? {} : { userId }),
    ...(exceptOf === undefined ? {} : { NOT: { userId: exceptOf } }),
  };
  await tx.apiToken.deleteMany({ where: { ...theirs, byProvider: true } });
  const where = { ...theirs, method: "identity-provider" };
  const rows = await tx.session.findMany({ where, select: { id: true } });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.session.deleteMany({ where: { id: { in: ids } } });
  return ids;
}
