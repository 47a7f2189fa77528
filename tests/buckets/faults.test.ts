import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { S3Limits } from "#server/blobs/limits.ts";
import type { ArrivedBlob } from "#server/blobs/index.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { openBucket } from "#server/blobs/s3/bucket.ts";
import type { S3Storage } from "#server/blobs/storage.ts";
import { openFaultyNetwork, type Fate, type FaultyNetwork } from "#tests/support/s3-faults.ts";
import { startS3, type S3Server } from "#tests/support/s3-server.ts";
import { all, inPieces, LETTER, listed, store } from "#tests/blobs/contract.ts";

let server: S3Server;
let network: FaultyNetwork;
const root = mkdtempSync(path.join(tmpdir(), "s3-faults-"));
beforeAll(async () => {
  server = await startS3();
  network = await openFaultyNetwork(server.endpoint);
});
afterAll(async () => {
  await network.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const LIMITS: S3Limits = {
  connectMs: 2_000,
  // An answer of a busy machine takes as long as a few hundred.
  silenceMs: 750,
  attempts: 3,
  backOffMs: 10,
};

let count = 0;
const newStorage = async (): Promise<S3Storage> => ({
  ...(await server.bucket(`bucket-${(count += 1)}`)),
  endpoint: network.endpoint,
});

/** The store as one process has it, and what it told the operator. */
async function open(storage: S3Storage, limits: S3Limits = LIMITS) {
  const problems: StorageProblem[] = [];
  const dataDir = mkdtempSync(path.join(root, "data-"));
  const opened = await openBlobs(storage, {
    dataDir,
    limits,
    onProblem: (problem) => problems.push(problem),
  });
  onTestFinished(() => opened.close());
  onTestFinished(() => network.decide(() => "pass"));
  const incoming = path.join(dataDir, ".files-on-their-way");
  return { ...opened, problems, onDisk: () => readdirSync(incoming) };
}

/** The first requests of a method meet these fates, one after the other; all further ones pass. */
function meet(method: string, ...fates: readonly Fate[]) {
  const left = [...fates];
  network.decide((asked) => (asked === method ? (left.shift() ?? "pass") : "pass"));
}

describe("a store that fails for a moment", () => {
  it.each<Fate>([500, 503, 429, "upload", "hang"])("is asked again after %s", async (fate) => {
    const { blobs, problems } = await open(await newStorage());
    meet("PUT", fate, fate);
    const hash = await store(blobs);
    expect(await listed(blobs)).toEqual([hash]);
    expect(problems).toEqual([]);
  });

  it.each<Fate>([500, "hang"])("is asked again for a file after %s", async (fate) => {
    const storage = await newStorage();
    const hash = await store((await open(storage)).blobs);
    const { blobs } = await open(storage);
    meet("GET", fate, fate);
    expect(Buffer.from((await blobs.get(hash)) ?? []).equals(LETTER)).toBe(true);
  });

  it.each<Fate>(["download", "stall"])("hands out no half of a file: %s", async (fate) => {
    const storage = await newStorage();
    const hash = await store((await open(storage)).blobs);
    const { blobs, onDisk, problems } = await open(storage);
    meet("GET", fate);
    const stream = await blobs.stream(hash);
    const problem: unknown = await all(stream!.pieces).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StorageProblem);
    expect(problems).toEqual([problem]);
    meet("GET", fate);
    const files = () => blobs.withFiles([hash], "ana", async (paths) => Object.keys(paths));
    await expect(files()).rejects.toBeInstanceOf(StorageProblem);
    expect(onDisk()).toEqual([]);
    expect(await files()).toEqual([hash]);
  });
});

it("a file that nobody begins to read is not held open for ever", async () => {
  const storage = await newStorage();
  const hash = await store((await open(storage)).blobs);
  const own = await openFaultyNetwork(server.endpoint);
  onTestFinished(() => own.close());
  const { blobs } = await open({ ...storage, endpoint: own.endpoint });
  // More is to come: the store does not end it.
  own.decide(() => "stall");
  const stream = await blobs.stream(hash);
  expect(await own.connections()).toBe(1);
  await expect.poll(() => own.connections()).toBe(0);
  await expect(all(stream!.pieces)).rejects.toBeInstanceOf(StorageProblem);
  own.decide(() => "pass");
  expect(await blobs.get(hash)).not.toBeNull();
});

/** A store of which every answer is this. */
async function answering(answer: (response: ServerResponse) => void): Promise<S3Storage> {
  const odd = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => odd.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    odd.closeAllConnections();
    odd.close();
  });
  const { port } = odd.address() as AddressInfo;
  return { ...(await newStorage()), endpoint: new URL(`http://127.0.0.1:${port}`) };
}

describe("an answer that has no end", () => {
  it("is given up with a sentence: a list that leads back to itself", async () => {
    const page = "<L><NextContinuationToken>again</NextContinuationToken></L>";
    const { blobs, problems } = await open(await answering((response) => response.end(page)));
    await expect(listed(blobs)).rejects.toThrow("lists the same files again and again");
    expect(problems.map(({ code }) => code)).toEqual(["SamePage"]);
  });

  it.each([
    ["as fast as it can", "x".repeat(1_000_000), 0],
    ["a letter at a time", "x", 50],
  ])("is given up with a sentence: %s", async (_how, piece, pauseMs) => {
    const storage = await answering((response) => {
      const more = () => {
        if (!response.destroyed) response.write(piece, () => setTimeout(more, pauseMs));
      };
      more();
    });
    const { blobs } = await open(storage, { ...LIMITS, attempts: 2 });
    await expect(listed(blobs)).rejects.toThrow("can't be reached");
  });

  it("is given up with a sentence: none at all", async () => {
    const { blobs } = await open(await newStorage());
    network.decide(() => "hang");
    await expect(listed(blobs)).rejects.toThrow("it took too long");
  });
});

it("a machine whose clock is wrong by an hour is understood at the second attempt, and told to set it at the last", async () => {
  const { blobs, problems } = await open(await newStorage());
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const refusal = { status: 403, code: "RequestTimeTooSkewed", headers: { date } };
  meet("PUT", refusal);
  const hash = await store(blobs);
  expect(await listed(blobs)).toEqual([hash]);
  expect(problems).toEqual([]);
  network.decide(() => refusal);
  await expect(listed(blobs)).rejects.toThrow("Set this machine's clock");
});

describe("a store that fails for longer", () => {
  it("[R29] is given up after its attempts, with a sentence; nothing is stored, and it works again by itself", async () => {
    const { blobs, onDisk, problems } = await open(await newStorage());
    const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
    network.decide((method) => (method === "PUT" ? 503 : "pass"));
    const before = network.asked.length;
    await expect(blobs.put(arrived!)).rejects.toThrow(/fails at this moment .*Code503/u);
    expect(network.asked.slice(before).filter((asked) => asked.startsWith("PUT"))).toHaveLength(3);
    expect(problems.map(({ code }) => code)).toEqual(["Code503"]);
    network.decide(() => "pass");
    expect(await listed(blobs)).toEqual([]);
    // The received file is still there for who wants to try again.
    await blobs.put(arrived!);
    expect(await listed(blobs)).toEqual([arrived!.sha256]);
    expect(onDisk()).toEqual([]);
  });

  it("[R29] that is killed is named as not reachable", async () => {
    const mine = await startS3();
    const storage = await mine.bucket("mine");
    const { blobs } = await open(storage);
    await store(blobs);
    await mine.stop();
    await expect(store(blobs, Buffer.from("another"))).rejects.toThrow(
      /can't be reached \(s3:\/\/mine\/files\/ at http.*ECONNREFUSED/u,
    );
  });

  it("does not hold up the stop of the server, nor anything else", async () => {
    const slow = { ...LIMITS, silenceMs: 60_000 };
    const { blobs, close } = await open(await newStorage(), slow);
    network.decide(() => "hang");
    const before = network.asked.length;
    const waiting = store(blobs).catch((error: unknown) => error);
    await expect.poll(() => network.asked.length).toBeGreaterThan(before);
    await close();
    expect(String(await waiting)).toContain("The server stops");
    await expect(blobs.get("0".repeat(64))).rejects.toThrow("The server stops");
  });
});

describe("a received file that the disk has changed", () => {
  it("is not stored", async () => {
    const { blobs } = await open(await newStorage());
    const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
    writeFileSync(arrived!.path, Buffer.from(LETTER).fill("x", 199_000));
    await expect(blobs.put(arrived!)).rejects.toThrow("damaged");
    expect(await listed(blobs)).toEqual([]);
  });
});

describe("a store that knows of nothing, without words", () => {
  it("is told as a bucket that is missing, to the operator too", async () => {
    const storage = await answering((response) => {
      response.statusCode = 404;
      response.end();
    });
    const { blobs, problems } = await open(storage);
    await expect(store(blobs)).rejects.toThrow("There is no bucket");
    await expect(listed(blobs)).rejects.toThrow("There is no bucket");
    expect(problems.map(({ code }) => code)).toEqual(["NoSuchBucket", "NoSuchBucket"]);
  });
});

it("a bug of ours is told as it is, and an answer that can't be read as the store's", async () => {
  const time = "<L><Contents><LastModified>soon</LastModified></Contents></L>";
  const storage = await answering((response) => response.end(time));
  const bucket = openBucket(storage, { limits: LIMITS });
  onTestFinished(() => bucket.close());
  await expect(bucket.write("name", null as unknown as ArrivedBlob)).rejects.toThrow(TypeError);
  await expect(bucket.list("").next()).rejects.toThrow(StorageProblem);
});

describe("what the operator set wrongly", () => {
  it("is said in a sentence: a bucket that is missing", async () => {
    const storage = { ...(await newStorage()), bucket: "missing" };
    const { blobs } = await open(storage);
    await expect(store(blobs)).rejects.toThrow("There is no bucket missing");
    await expect(listed(blobs)).rejects.toThrow("There is no bucket missing");
    await expect(blobs.get("0".repeat(64))).rejects.toThrow("There is no bucket missing");
  });

  it("is said in a sentence: keys that the store refuses, which are never printed", async () => {
    const strict = await startS3({ comparesKeys: true });
    onTestFinished(() => strict.stop());
    const storage = await strict.bucket("mine");
    const { accessKeyId, secretAccessKey } = storage.credentials;
    const hash = await store((await open(storage)).blobs);
    const temporary = await open({ ...storage, credentials: strict.temporary });
    expect(await temporary.blobs.get(hash)).not.toBeNull();

    const wrong: [S3Storage["credentials"], code: string][] = [
      [{ accessKeyId, secretAccessKey: "not-the-secret" }, "SignatureDoesNotMatch"],
      [{ accessKeyId: "AKIANOBODY", secretAccessKey }, "InvalidAccessKeyId"],
      [{ ...strict.temporary, sessionToken: "not-the-token" }, "InvalidToken"],
    ];
    for (const [credentials, code] of wrong) {
      const { blobs, problems } = await open({ ...storage, credentials });
      const problem = await store(blobs).catch((error: unknown) => error);
      expect(problem).toBeInstanceOf(StorageProblem);
      expect(String(problem)).toContain(
        `refuses the keys (s3://mine/ at ${strict.endpoint}: ${code})`,
      );
      const printed = inspect([problem, problems], { depth: 10, showHidden: true });
      for (const secret of Object.values(credentials)) expect(printed).not.toContain(secret);
    }
  });
});
