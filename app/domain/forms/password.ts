import * as z from "zod";

/** In characters. Length is what makes a password hard to guess; no rule asks for odd symbols. */
export const PASSWORD_MINIMUM = 12;
/** In characters: long enough for any sentence, short enough to hash quickly. */
export const PASSWORD_MAXIMUM = 200;

/** Common passwords of twelve characters or more; compared without spaces and punctuation. */
const COMMON = new Set([
  "passwordpassword",
  "password1234",
  "password12345",
  "password123456",
  "passw0rd1234",
  "123456789012",
  "1234567890123",
  "12345678901234",
  "123456123456",
  "123123123123",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyqwerty",
  "qwerty123456",
  "qwertyuiopasdf",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "abcdefghijkl",
  "abcdefghijklm",
  "abcd12345678",
  "iloveyouiloveyou",
  "iloveyou1234",
  "letmeinletmein",
  "letmein12345",
  "welcome12345",
  "welcome123456",
  "adminadmin12",
  "adminadminadmin",
  "administrator",
  "administrator1",
  "changemechangeme",
  "changeme1234",
  "correcthorsebatterystaple",
  "trustno1trustno1",
]);

/**
 * A current password, to be checked: accepts any length that could have been chosen, and reveals no
 * rule.
 */
export const givenPassword = z
  .string({ error: "Enter your password." })
  .min(1, "Enter your password.")
  .max(PASSWORD_MAXIMUM, "That is not the password.");

/** A new password. Rules that depend on the person are in `passwordWeakness`. */
export const newPassword = z
  .string({ error: `Choose a password of at least ${PASSWORD_MINIMUM} characters.` })
  .max(PASSWORD_MAXIMUM, `Use at most ${PASSWORD_MAXIMUM} characters.`)
  .superRefine((password, context) => {
    const weakness = passwordWeakness(password);
    if (weakness) context.addIssue({ code: "custom", message: weakness });
  });

/**
 * Why a password should not be chosen, as a sentence; null if it may be. Refuses one that is too
 * short, too long, among the most common, one repeated character, or made of the person's own
 * address or name.
 */
export function passwordWeakness(
  password: string,
  person?: { readonly email?: string; readonly name?: string },
): string | null {
  if ([...password].length < PASSWORD_MINIMUM) {
    return `Use at least ${PASSWORD_MINIMUM} characters. A short sentence is easy to remember.`;
  }
  if (password.length > PASSWORD_MAXIMUM) return `Use at most ${PASSWORD_MAXIMUM} characters.`;
  const bare = lettersAndDigits(password);
  if (new Set(bare).size < 4) return "Use more than a few different characters.";
  if (COMMON.has(bare)) {
    return "That is one of the passwords tried first. Choose one that only you would think of.";
  }
  if (person && ownWords(person).some((word) => isMostly(bare, word))) {
    return "Choose a password that is not your name or your e-mail address.";
  }
  return null;
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function ownWords(person: { readonly email?: string; readonly name?: string }): string[] {
  const [mailbox = "", host = ""] = (person.email ?? "").split("@");
  return [mailbox + host, mailbox, host, person.name ?? ""]
    .map(lettersAndDigits)
    .filter((word) => word.length >= 4);
}

/** Whether the password is that word with little more than a few digits added. */
function isMostly(bare: string, word: string): boolean {
  return bare.includes(word) && bare.replaceAll(word, "").length < 6;
}
