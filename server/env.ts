import { messageOf } from "#server/message-of.ts";
import { readFileSync } from "node:fs";
import path from "node:path";
import proxyAddress from "proxy-addr";
import * as z from "zod";
import { readStorageUrl, StorageUrlProblem, type Storage } from "./blobs/storage.ts";
import { keysIn } from "./encryption/keys.ts";
import { makeWritableFolder } from "./folder.ts";
import {
  readReplySettings,
  ReplySettingsProblem,
  type ReplySettings,
  type ReplyVariables,
} from "./inbound-mail/settings.ts";
import { listedAddresses, type ListedAddresses } from "./outbound/addresses.ts";

/**
 * A mistake in the environment, as a sentence for the operator. The process prints it and exits
 * non-zero.
 */
export class EnvironmentProblem extends Error {
  override readonly name = "EnvironmentProblem";
}

const positive = (name: string, fallback: number) =>
  z.coerce
    .number({ error: `${name} must be a number.` })
    .int(`${name} must be a whole number.`)
    .positive(`${name} must be more than 0.`)
    .default(fallback);

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce
    .number({ error: "PORT must be a number." })
    .int("PORT must be a whole number.")
    .min(0, "PORT must be between 0 and 65535.")
    .max(65_535, "PORT must be between 0 and 65535.")
    .default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  BACKUP_DIR: z.string().min(1).optional(),
  STORAGE_URL: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  LISTEN_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//u, "LISTEN_DATABASE_URL must begin with postgresql://.")
    .optional(),
  APP_URL: z
    .url({ error: "APP_URL must be a whole address such as https://desk.example.org." })
    .optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((keys) => keysIn(keys) !== null, {
      error:
        "ENCRYPTION_KEY must be 32 random bytes in base64, as `openssl rand -base64 32` prints; several are separated by commas, the newest first.",
    })
    .optional(),
  ALLOWED_PRIVATE_ADDRESSES: z
    .string()
    .refine((list) => listedAddresses(list) !== null, {
      error:
        'ALLOWED_PRIVATE_ADDRESSES must be addresses or networks, separated by commas ("127.0.0.1, 10.2.0.0/16").',
    })
    .optional(),
  SECURITY_CONTACT: z
    .url({
      protocol: /^(?:mailto|https)$/u,
      error: "SECURITY_CONTACT must begin with mailto: or https://.",
    })
    .optional(),
  TRUST_PROXY: z.string().optional(),
  METRICS_TOKEN: z
    .string()
    .min(16, "METRICS_TOKEN must have at least 16 characters, or anybody guesses it.")
    .optional(),
  METRICS_PORT: z.coerce
    .number({ error: "METRICS_PORT must be a number." })
    .int("METRICS_PORT must be a whole number.")
    .min(0, "METRICS_PORT must be between 0 and 65535.")
    .max(65_535, "METRICS_PORT must be between 0 and 65535.")
    .optional(),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default("Coalition Desk <no-reply@localhost>"),
  REPLY_ADDRESS: z.string().optional(),
  IMAP_URL: z.string().optional(),
  MAIL_IN_TOKEN: z.string().optional(),
  TRUSTED_AUTHSERV_ID: z.string().optional(),
  TIMESTAMP_URL: z
    .url({ protocol: /^https?$/u, error: "TIMESTAMP_URL must be a whole address." })
    .optional(),
  TIMESTAMP_CA: z.string().optional(),
  SIGN_IN_TRIES_PER_ACCOUNT: positive("SIGN_IN_TRIES_PER_ACCOUNT", 10),
  SIGN_IN_TRIES_PER_ADDRESS: positive("SIGN_IN_TRIES_PER_ADDRESS", 50),
  ATTACHMENTS_MB_PER_MATTER: positive("ATTACHMENTS_MB_PER_MATTER", 2_000),
  ATTACHMENTS_MB: positive("ATTACHMENTS_MB", 20_000),
  ROOM_JOINS_PER_ADDRESS: positive("ROOM_JOINS_PER_ADDRESS", 50),
  ROOM_JOINS: positive("ROOM_JOINS", 1000),
});

export interface Environment {
  readonly mode: "development" | "production" | "test";
  readonly port: number;
  readonly host: string | undefined;
  /** Absolute path of the folder for everything that this server stores outside the database. */
  readonly dataDir: string;
  /** Where exhibits and attachments are kept (STORAGE_URL). */
  readonly storage: Storage;
  readonly databaseUrl: string;
  /** PostgreSQL without a pooler in between, for what the processes tell each other. */
  readonly listenDatabaseUrl: string;
  /** Absolute path of the folder for the server's own backups before migrations. */
  readonly backupDir: string;
  /** The origin that browsers use, such as https://desk.example.org; null: that of the Host header. */
  readonly appOrigin: string | null;
  /** The keys for what is encrypted in the database; null: a file in DATA_DIR has them. */
  readonly encryptionKeys: string | null;
  /** The private addresses that servers named by people, such as identity providers, may have. */
  readonly allowedPrivateAddresses: ListedAddresses;
  /** Where a hole is reported, as an address (mailto:, https:); null without one. */
  readonly securityContact: string | null;
  /** Whether cookies are Secure: APP_URL is https. */
  readonly secure: boolean;
  /** Express's "trust proxy": a number of hops, or addresses; false without one. */
  readonly trustProxy: number | string | false;
  /** The access to /metrics; without its own port it is served on the pages' port. */
  readonly metrics: { readonly token: string | null; readonly port: number | null };
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  /** How letters about comments are answered by e-mail; null where they can't be. */
  readonly replies: ReplySettings | null;
  /** A time-stamping authority (RFC 3161) and its root certificates as PEM; null without one. */
  readonly timestamps: { readonly url: string; readonly pem: string } | null;
  readonly attachmentQuota: { readonly bytesOfMatter: number; readonly bytesOfWorkspace: number };
  readonly limits: {
    readonly signInTriesPerAccount: number;
    readonly signInTriesPerAddress: number;
    readonly roomJoinsPerAddress: number;
    readonly roomJoins: number;
  };
}

/** Reads the environment once. Throws EnvironmentProblem with a sentence for each mistake. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  // Compose files pass unset variables as empty ones.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new EnvironmentProblem(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  }
  const values = parsed.data;
  const dataDir = path.resolve(values.DATA_DIR);
  makeWritable(dataDir);
  const databaseUrl = values.DATABASE_URL ?? `file:${path.join(dataDir, "coalition-desk.db")}`;
  const appOrigin = values.APP_URL ? new URL(values.APP_URL).origin : null;
  return {
    mode: values.NODE_ENV,
    port: values.PORT,
    host: values.HOST,
    dataDir,
    storage: storageOf(values.STORAGE_URL, dataDir, variables),
    databaseUrl,
    listenDatabaseUrl: values.LISTEN_DATABASE_URL ?? databaseUrl,
    // Beside the data, so that losing one does not lose the other.
    backupDir: path.resolve(values.BACKUP_DIR ?? `${dataDir}-backups`),
    appOrigin,
    encryptionKeys: values.ENCRYPTION_KEY ?? null,
    allowedPrivateAddresses:
      listedAddresses(values.ALLOWED_PRIVATE_ADDRESSES ?? "") ?? (() => false),
    securityContact: values.SECURITY_CONTACT ?? null,
    secure: appOrigin?.startsWith("https://") ?? false,
    trustProxy: trustProxy(values.TRUST_PROXY),
    metrics: { token: values.METRICS_TOKEN ?? null, port: values.METRICS_PORT ?? null },
    logLevel: values.LOG_LEVEL,
    mail: { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM },
    replies: replies(values, { smtpUrl: values.SMTP_URL, appUrl: values.APP_URL }),
    timestamps: timestamps(values.TIMESTAMP_URL, values.TIMESTAMP_CA),
    attachmentQuota: {
      bytesOfMatter: values.ATTACHMENTS_MB_PER_MATTER * 1_000_000,
      bytesOfWorkspace: values.ATTACHMENTS_MB * 1_000_000,
    },
    limits: {
      signInTriesPerAccount: values.SIGN_IN_TRIES_PER_ACCOUNT,
      signInTriesPerAddress: values.SIGN_IN_TRIES_PER_ADDRESS,
      roomJoinsPerAddress: values.ROOM_JOINS_PER_ADDRESS,
      roomJoins: values.ROOM_JOINS,
    },
  };
}

function storageOf(
  url: string | undefined,
  dataDir: string,
  variables: NodeJS.ProcessEnv,
): Storage {
  let storage: Storage;
  try {
    storage = readStorageUrl(url, dataDir, variables);
  } catch (error) {
    if (!(error instanceof StorageUrlProblem)) throw error;
    throw new EnvironmentProblem(error.message);
  }
  if (url === undefined || storage.kind !== "folder") return storage;
  try {
    makeWritableFolder(storage.folder);
  } catch (error) {
    const reason = messageOf(error);
    throw new EnvironmentProblem(
      `The folder ${storage.folder} (STORAGE_URL) can't be written: ${reason}. Choose another, or change its owner.`,
    );
  }
  return storage;
}

function makeWritable(folder: string): void {
  try {
    makeWritableFolder(folder);
  } catch (error) {
    const reason = messageOf(error);
    throw new EnvironmentProblem(
      `The data folder ${folder} (DATA_DIR) can't be written: ${reason}. Choose another, or change its owner.`,
    );
  }
}

function replies(
  variables: ReplyVariables,
  others: Parameters<typeof readReplySettings>[1],
): ReplySettings | null {
  try {
    return readReplySettings(variables, others);
  } catch (error) {
    if (error instanceof ReplySettingsProblem) throw new EnvironmentProblem(error.message);
    throw error;
  }
}

function timestamps(url: string | undefined, file: string | undefined): Environment["timestamps"] {
  if (url === undefined) return null;
  const why =
    "TIMESTAMP_CA must name a file with the certificates (PEM) that TIMESTAMP_URL is believed by";
  if (file === undefined) throw new EnvironmentProblem(`${why}.`);
  try {
    const pem = readFileSync(file, "utf8");
    if (pem.includes("-----BEGIN CERTIFICATE-----")) return { url, pem };
  } catch {
    // Reported below: an unreadable file contains no certificate.
  }
  throw new EnvironmentProblem(`${why}; ${file} holds none.`);
}

function trustProxy(value: string | undefined): number | string | false {
  if (value === undefined || value === "false" || value === "0") return false;
  if (/^\d+$/.test(value)) return Number(value);
  try {
    proxyAddress.compile(value.split(",").map((part) => part.trim()));
  } catch {
    throw new EnvironmentProblem(
      `TRUST_PROXY: "${value}" says no proxy. Set how many proxies stand in front (1), or their addresses ("10.0.0.0/8, 192.0.2.7", "loopback").`,
    );
  }
  return value;
}
