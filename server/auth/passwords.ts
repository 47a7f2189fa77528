import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "./secrets.ts";

/** OWASP's parameters for argon2id, the library's default algorithm: 19 MiB, two passes. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Unicode normalization: the same text typed on another keyboard is the same password. */
function normalized(password: string): string {
  return password.normalize("NFKC");
}

/** argon2id of a password with its salt and parameters, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), PARAMETERS);
}

/**
 * Checks passwords. Without an account, the same work is done against a hash that no password
 * matches, so that the duration does not reveal whether there is one.
 */
export class PasswordCheck {
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    const nothing = await (decoy ??= hashPassword(newSecret()));
    const matches = await verify(passwordHash ?? nothing, normalized(password));
    return matches && passwordHash !== null;
  }
}

/** The hash to check where there is no account; created once per process. */
let decoy: Promise<string> | undefined;
