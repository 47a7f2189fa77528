import { spawn, type ChildProcess } from "node:child_process";
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { S3Credentials, S3Storage } from "#server/blobs/storage.ts";
import { installed } from "./debian-package.ts";
import { freePort } from "./free-port.ts";

/** A real S3 server (moto's, from Debian). */
export interface S3Server {
  readonly endpoint: string;
  /** Keys for a while, with their token. */
  readonly temporary: S3Credentials;
  /** Makes a bucket, and names the store in it, with keys that may do everything there. */
  bucket(name: string, prefix?: string): Promise<S3Storage>;
  /** Stores bytes under a key, past the program. */
  write(storage: S3Storage, key: string, bytes: Uint8Array): Promise<void>;
  /** The keys in a bucket, past the program. */
  keysIn(storage: S3Storage): Promise<string[]>;
  /** As a power failure ends it: everything in it is gone. */
  stop(): Promise<void>;
}

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

/** The path of moto's server; installs it and what it needs where possible. */
export function s3Program(): string {
  // Debian's package doesn't name what its server needs.
  installed(["/usr/lib/python3/dist-packages/flask_cors"], "python3-flask-cors");
  return installed(["/usr/bin/moto_server"], "python3-moto");
}

/** The requests to it that make users, before it begins to compare signatures. */
const SETUP = 6;

/**
 * Starts it on a free port of 127.0.0.1; installs Debian's package where possible.
 * @param comparesKeys whether it compares keys and signatures as the store of a provider does; it
 * then takes no "/" in a parameter, and so no prefix.
 */
export async function startS3({
  comparesKeys = false,
  port: wanted,
}: { comparesKeys?: boolean; port?: number } = {}): Promise<S3Server> {
  const program = s3Program();
  const port = wanted ?? (await freePort());
  const server: ChildProcess = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    // Of Debian's Python alone, whatever else is installed.
    env: {
      NODE_ENV: "test",
      PATH: "/usr/bin:/bin",
      PYTHONNOUSERSITE: "1",
      ...(comparesKeys && { INITIAL_NO_AUTH_ACTION_COUNT: String(SETUP) }),
    },
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async () => {
    server.kill("SIGKILL");
    await ended;
  };
  process.once("exit", () => server.kill("SIGKILL"));
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => null);
    if (answer?.ok) break;
    if (attempt === 600) throw new Error("The S3 server did not answer within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const iam = (action: string, fields: Fields) =>
    ask(endpoint, "iam", { Action: action, Version: "2010-05-08", ...fields });
  await iam("CreateUser", { UserName: "desk" });
  await iam("PutUserPolicy", { UserName: "desk", PolicyName: "all", PolicyDocument: POLICY });
  const credentials = keysIn(await iam("CreateAccessKey", { UserName: "desk" }));
  await iam("CreateRole", { RoleName: "guest", AssumeRolePolicyDocument: POLICY });
  await iam("PutRolePolicy", { RoleName: "guest", PolicyName: "all", PolicyDocument: POLICY });
  const role = { RoleArn: "arn:aws:iam::123456789012:role/guest", RoleSessionName: "guest" };
  const assume = { Action: "AssumeRole", Version: "2011-06-15", ...role };
  const temporary = keysIn(await ask(endpoint, "sts", assume));
  const s3 = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials });
  return {
    endpoint,
    temporary,
    async bucket(name, prefix = comparesKeys ? "" : "files/") {
      await s3.send(new CreateBucketCommand({ Bucket: name }));
      return {
        kind: "s3",
        bucket: name,
        prefix,
        endpoint: new URL(endpoint),
        region: "us-east-1",
        addressing: "path",
        credentials,
      };
    },
    async write({ bucket }, key, bytes) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    },
    async keysIn({ bucket }) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return (page.Contents ?? []).map(({ Key = "" }) => Key);
    },
    stop,
  };
}

function keysIn(answer: string): S3Credentials {
  const read = (name: string) => new RegExp(`<${name}>([^<]+)<`, "u").exec(answer)?.[1] ?? "";
  const sessionToken = read("SessionToken");
  return {
    accessKeyId: read("AccessKeyId"),
    secretAccessKey: read("SecretAccessKey"),
    ...(sessionToken !== "" && { sessionToken }),
  };
}

/** The setting STORAGE_URL for a store, with its keys. */
export function settingsFor(storage: S3Storage): Record<string, string> {
  const { bucket, prefix, endpoint, region, credentials } = storage;
  return {
    STORAGE_URL: `s3://${bucket}/${prefix}?endpoint=${endpoint.origin}&region=${region}`,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

type Fields = Readonly<Record<string, string>>;

/** Asks before it begins to compare signatures: only where the request belongs is looked at. */
async function ask(endpoint: string, service: string, fields: Fields): Promise<string> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=anyone/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams(fields),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${fields["Action"]}: ${answer.status} ${text}`);
  return text;
}
