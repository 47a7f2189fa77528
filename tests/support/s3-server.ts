import { spawn, type ChildProcess } from "node:child_process";
import http from "node:http";
import aws4 from "aws4";
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
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask(port, { path: "/moto-api/" }).catch(() => null);
    if (answer) break;
    if (attempt === 600) throw new Error("The S3 server did not answer within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const ask4 = (service: string, version: string, action: string, fields: Fields) =>
    signedAsk(
      port,
      service,
      { accessKeyId: "anyone", secretAccessKey: "anything" },
      {
        method: "POST",
        path: "/",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ Action: action, Version: version, ...fields }).toString(),
      },
    );
  const iam = (action: string, fields: Fields) => ask4("iam", "2010-05-08", action, fields);
  await iam("CreateUser", { UserName: "desk" });
  await iam("PutUserPolicy", { UserName: "desk", PolicyName: "all", PolicyDocument: POLICY });
  const credentials = keysIn(await iam("CreateAccessKey", { UserName: "desk" }));
  await iam("CreateRole", { RoleName: "guest", AssumeRolePolicyDocument: POLICY });
  await iam("PutRolePolicy", { RoleName: "guest", PolicyName: "all", PolicyDocument: POLICY });
  const role = { RoleArn: "arn:aws:iam::123456789012:role/guest", RoleSessionName: "guest" };
  const temporary = keysIn(await ask4("sts", "2011-06-15", "AssumeRole", role));
  const s3 = (request: Asked) => signedAsk(port, "s3", credentials, request);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    temporary,
    async bucket(name, prefix = comparesKeys ? "" : "files/") {
      await s3({ method: "PUT", path: `/${name}` });
      return {
        kind: "s3",
        bucket: name,
        prefix,
        endpoint: new URL(`http://127.0.0.1:${port}`),
        region: "us-east-1",
        addressing: "path",
        credentials,
      };
    },
    async write({ bucket }, key, bytes) {
      await s3({ method: "PUT", path: `/${bucket}/${key}`, body: Buffer.from(bytes) });
    },
    async keysIn({ bucket }) {
      const page = await s3({ path: `/${bucket}?list-type=2` });
      return [...page.matchAll(/<Key>([^<]*)</gu)].map(([, key]) => key ?? "");
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

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

async function signedAsk(
  port: number,
  service: string,
  credentials: S3Storage["credentials"],
  asked: Asked,
): Promise<string> {
  const { path, headers } = aws4.sign(
    {
      ...asked,
      service,
      region: "us-east-1",
      headers: { Host: `127.0.0.1:${port}`, ...asked.headers },
    },
    credentials,
  );
  return ask(port, { ...asked, path: path ?? "/", headers });
}

function ask(
  port: number,
  { body, ...asked }: Asked | (Omit<Asked, "headers"> & { headers?: http.OutgoingHttpHeaders }),
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, ...asked }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("end", () => {
        const text = Buffer.concat(parts).toString();
        if ((answer.statusCode ?? 500) < 300) resolve(text);
        else
          reject(new Error(`${asked.method ?? "GET"} ${asked.path}: ${answer.statusCode} ${text}`));
      });
    });
    request.once("error", reject);
    request.end(body);
  });
}
