import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where files are kept, as STORAGE_URL says. */
export type Storage = FolderStorage | S3Storage;

interface FolderStorage {
  readonly kind: "folder";
  /** Absolute. */
  readonly folder: string;
}

export interface S3Storage {
  readonly kind: "s3";
  readonly bucket: string;
  /** Of every key: empty, or ends in "/". */
  readonly prefix: string;
  /** Without a path. */
  readonly endpoint: URL;
  readonly region: string;
  /** Whether the bucket is part of the path, as self-hosted stores want it, or of the host name. */
  readonly addressing: "path" | "virtual";
  readonly credentials: S3Credentials;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A mistake in STORAGE_URL or beside it, as a sentence for the operator. */
export class StorageUrlProblem extends Error {
  override readonly name = "StorageUrlProblem";
}

/** The default folder of blobs in DATA_DIR, without STORAGE_URL. */
export function blobsFolderIn(dataDir: string): string {
  return path.join(dataDir, "blobs");
}

/** An address of a store for people, without keys. */
export function storageLabel(storage: Storage): string {
  if (storage.kind === "folder") return storage.folder;
  return `s3://${storage.bucket}/${storage.prefix} at ${storage.endpoint.origin}`;
}

export function isSameStorage(one: Storage, other: Storage): boolean {
  return storageLabel(one) === storageLabel(other);
}

/**
 * Reads STORAGE_URL, or another setting of that form. Throws a StorageUrlProblem.
 * @param setting its name, for the sentence.
 */
export function readStorageUrl(
  url: string | undefined,
  dataDir: string,
  variables: Readonly<Record<string, string | undefined>>,
  setting = "STORAGE_URL",
): Storage {
  if (url === undefined) return { kind: "folder", folder: blobsFolderIn(dataDir) };
  if (/^s3:/iu.test(url)) return readS3Url(url, variables, setting);
  try {
    return { kind: "folder", folder: path.resolve(fileURLToPath(url)) };
  } catch {
    throw new StorageUrlProblem(
      `${setting} must be a folder's address such as file:/srv/coalition-desk/files, or a bucket's such as s3://bucket/prefix?region=eu-central-1, and "${withoutSecrets(url)}" is none.`,
    );
  }
}

const PARAMETERS = ["endpoint", "region", "addressing"];
const EXAMPLE = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-central-1";

function readS3Url(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
  setting: string,
): S3Storage {
  const wrong = (what: string) => new StorageUrlProblem(`${setting}: ${what}`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrong(`this is no address of a bucket. Write it as ${EXAMPLE}`);
  }
  if (url.username || url.password || url.port || url.hash) {
    throw wrong(
      `a bucket's address has neither keys nor a port. Keys belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a port into the endpoint: ${EXAMPLE}`,
    );
  }
  const bucket = url.hostname;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(bucket)) {
    throw wrong(
      `"${bucket}" is no name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens. Write it as ${EXAMPLE}`,
    );
  }
  const parts = url.pathname.split("/").filter((part) => part !== "");
  if (!parts.every((part) => /^[A-Za-z0-9_.-]+$/u.test(part)) || url.pathname.length > 500) {
    throw wrong(
      `the prefix "${url.pathname.slice(0, 100)}" may hold letters, digits, ".", "_", "-" and "/" only.`,
    );
  }
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    throw wrong(`"${unknown}" is not known. It takes ${PARAMETERS.join(", ")}: ${EXAMPLE}`);
  }
  const named = url.searchParams.get("endpoint");
  const region = url.searchParams.get("region") ?? (named === null ? null : "us-east-1");
  if (region === null || !/^[a-z0-9-]{2,50}$/iu.test(region)) {
    throw wrong(
      `name the bucket's region ("?region=eu-central-1"), and for a store that is not Amazon's its endpoint: ${EXAMPLE}`,
    );
  }
  const addressing =
    url.searchParams.get("addressing") ??
    // A certificate for *.s3.… does not match a bucket with dots.
    (named === null && !bucket.includes(".") ? "virtual" : "path");
  if (addressing !== "path" && addressing !== "virtual") {
    throw wrong(`addressing is "path" or "virtual", not "${addressing}".`);
  }
  return {
    kind: "s3",
    bucket,
    prefix: parts.map((part) => `${part}/`).join(""),
    endpoint: endpointOf(named ?? `https://s3.${region}.amazonaws.com`, wrong),
    region,
    addressing,
    credentials: credentialsOf(variables, wrong),
  };
}

function endpointOf(text: string, wrong: (what: string) => Error): URL {
  const isWhole = /^https?:\/\//iu.test(text) && URL.canParse(text);
  const url = isWhole ? new URL(text) : null;
  if (url === null || url.pathname !== "/" || url.search || url.hash || url.username) {
    throw wrong(
      `the endpoint must be a whole address without a path, such as https://s3.example.org or http://127.0.0.1:9000.`,
    );
  }
  return url;
}

function credentialsOf(
  variables: Readonly<Record<string, string | undefined>>,
  wrong: (what: string) => Error,
): S3Credentials {
  // Surrounding spaces and line ends come with pasted keys.
  const read = (name: string) => variables[name]?.trim() || undefined;
  const accessKeyId = read("AWS_ACCESS_KEY_ID");
  const secretAccessKey = read("AWS_SECRET_ACCESS_KEY");
  const sessionToken = read("AWS_SESSION_TOKEN");
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }
  const missing = accessKeyId === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
  throw wrong(
    `a bucket needs its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and ${missing} is not set.`,
  );
}

/** A user and a password in an address, and its parameters, are nobody's business. */
function withoutSecrets(url: string): string {
  const [address = ""] = url.slice(0, 200).split("?");
  return address.replace(/\/\/[^/@]*@/u, "//…@");
}
