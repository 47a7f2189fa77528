import { randomInt } from "node:crypto";
import { hashSecret } from "#server/auth/secrets.ts";

/** How many a person has. */
const RECOVERY_CODES = 10;

/** Without letters that look like others: what is typed for those is read as what it looks like. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
/** 80 bits: as many as a fast hash needs to keep them from whoever has the database. */
const LENGTH = 16;
const GROUP = 4;

/** New codes as they are shown, once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]);
    const groups = Array.from({ length: LENGTH / GROUP }, (_, index) =>
      letters.slice(index * GROUP, (index + 1) * GROUP).join(""),
    );
    return groups.join("-");
  });
}

/** A recovery code as it is hashed, in what was typed; null where that is none. */
function recoveryCodeIn(typed: string): string | null {
  const letters = typed
    .toLowerCase()
    .replaceAll(/[\s-]/gu, "")
    .replaceAll("o", "0")
    .replaceAll(/[il]/gu, "1");
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
    ? letters
    : null;
}

/** The stored form of a code; null for what is none. */
export function hashRecoveryCode(typed: string): string | null {
  const code = recoveryCodeIn(typed);
  return code === null ? null : hashSecret(code);
}
