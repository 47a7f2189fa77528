import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { keyIdOf, keysIn, type SealingKey } from "./keys.ts";

/**
 * Encrypts what nobody may read in the database or in its backups (AES-256-GCM), under a key of the
 * server's: that of ENCRYPTION_KEY, or of a file in DATA_DIR, which no backup holds. Both open it.
 */
export interface Encryption {
  /**
   * The words, sealed for one place, so that they can't be moved to another. Refuses `unavailable`
   * where there is no key.
   * @param place names the row.
   */
  seal(words: string, place: string): Outcome<string>;
  /** Whether there is a key, or one would be made: else nothing can be sealed. */
  canSeal(): boolean;
  /** The words; null where the key is lost, or they were changed or moved. */
  open(sealed: string, place: string): string | null;
}

interface EncryptionOptions {
  /** ENCRYPTION_KEY; null for the file. */
  readonly keys: string | null;
  readonly dataDir: string;
  /**
   * Whether a missing file is made. Not where several servers share a database, each with a folder
   * of its own: they would have different keys.
   */
  readonly mayMakeKey: boolean;
}

/** The name of the file in DATA_DIR; backups leave it out. */
export const KEY_FILE = "encryption.key";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createEncryption({ keys, dataDir, mayMakeKey }: EncryptionOptions): Encryption {
  /** Read each time: an operator may put it back while the server runs. */
  const known = (): readonly SealingKey[] => knownKeys(keys, dataDir);
  return {
    canSeal: () => known().length > 0 || (keys === null && mayMakeKey),
    seal(words, place) {
      const [key] = known();
      const sealing = key ?? (keys === null && mayMakeKey ? makeKey(dataDir) : null);
      if (!sealing) return refuse("unavailable", NO_KEY);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, sealing.bytes, iv);
      cipher.setAAD(Buffer.from(place, "utf8"));
      const hidden = Buffer.concat([cipher.update(words, "utf8"), cipher.final()]);
      const whole = Buffer.concat([iv, cipher.getAuthTag(), hidden]);
      return done(`v1.${sealing.id}.${whole.toString("base64url")}`);
    },
    open(sealed, place) {
      const key = known().find(({ id }) => id === keyIdOf(sealed));
      if (!key) return null;
      const whole = Buffer.from(sealed.slice(sealed.lastIndexOf(".") + 1), "base64url");
      try {
        const cipher = createDecipheriv(ALGORITHM, key.bytes, whole.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        cipher.setAAD(Buffer.from(place, "utf8"));
        cipher.setAuthTag(whole.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const rest = whole.subarray(IV_BYTES + TAG_BYTES);
        return Buffer.concat([cipher.update(rest), cipher.final()]).toString("utf8");
      } catch {
        // It was changed, or belongs elsewhere: GCM says no more.
        return null;
      }
    },
  };
}

/**
 * The keys of the setting before those of the file, which still opens what it sealed before there was
 * a setting; none where there is no setting, and the file is missing or no key.
 */
export function knownKeys(setting: string | null, dataDir: string): readonly SealingKey[] {
  return [...(setting === null ? [] : (keysIn(setting) ?? [])), ...keysOfFile(dataDir)];
}

function keysOfFile(dataDir: string): readonly SealingKey[] {
  try {
    return keysIn(readFileSync(path.join(dataDir, KEY_FILE), "utf8")) ?? [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Null where the file holds something that is no key: that is never replaced. */
function makeKey(dataDir: string): SealingKey | null {
  try {
    writeFileSync(path.join(dataDir, KEY_FILE), `${randomBytes(32).toString("base64")}\n`, {
      flag: "wx",
      mode: 0o600,
      flush: true,
    });
  } catch (error) {
    // Another process made it first.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return keysOfFile(dataDir)[0] ?? null;
}

const NO_KEY =
  "This server has no key to encrypt with, so nothing was stored. Whoever runs it sets ENCRYPTION_KEY; the guide to self-hosting says how.";
