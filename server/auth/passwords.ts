import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "./secrets.ts";

/** OWASP's choice for argon2id, which is the binding's default algorithm: 19 MiB, two passes. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters typed on another keyboard are the same password. */
function normalized(password: string): string {
  return password.normalize("NFKC");
}

/** argon2id of a password with its salt and parameters, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), PARAMETERS);
}

/**
 * Checks passwords. Where there is no account, the same work is done against a hash that nothing
 * opens, so that the time taken does not tell whether there is one.
 */
export class PasswordCheck {
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    const nothing = await (decoy ??= hashPassword(newSecret()));
    const matches = await verify(passwordHash ?? nothing, normalized(password));
    return matches && passwordHash !== null;
  }
}

/** What is checked in place of a hash that there isn't; of one process, which makes it once. */
let decoy: Promise<string> | undefined;
