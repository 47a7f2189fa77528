import { Secret, TOTP } from "otpauth";

/**
 * Codes of an app on the person's device (TOTP, RFC 6238), as every app reads them. Loaded once a code
 * is used (`await import`).
 */

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** A device's clock may be off by this many periods. */
const PERIODS_BESIDE = 1;
/** Bytes of a secret: those of SHA-1, which most apps know alone (RFC 4226, section 4). */
const SECRET_BYTES = 20;

/** A new secret, in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address by which an app takes a secret over, as the QR code says it. */
export function totpAddress(
  secret: string,
  of: { readonly issuer: string; readonly email: string },
): string {
  return totpOf(secret, { issuer: of.issuer, label: of.email }).toString();
}

/**
 * The 30-second window, counted since 1970, in which a secret has that code: of those around `at`; null
 * where it has it in none of them.
 */
export function windowOfCode(secret: string, code: string, at: Date): number | null {
  const timestamp = at.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: PERIODS_BESIDE });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

function totpOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...names,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });
}
