import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { fingerprint } from "#server/backup/durable-files.ts";
import type { ArrivedBlob, BlobStream } from "#server/blobs/index.ts";
import { receiveInto } from "#server/blobs/incoming.ts";
import { DamagedBlob } from "#server/blobs/verified.ts";

/** Copies on this machine of files that lie elsewhere, for workers, which read by path. */
export interface LocalCopies {
  /** Where copies lie, named by their hashes. */
  readonly folder: string;
  receive(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<ArrivedBlob | null>;
  /** Keeps a received file as a copy. */
  adopt(arrived: ArrivedBlob): Promise<void>;
  /** The path of a copy, verified; null where there is none. It stays for some minutes. */
  find(sha256: string): Promise<string | null>;
  /**
   * The path of a copy, which is downloaded where there is none; concurrent calls share one
   * download. Null where none of the streams has these bytes. It stays for some minutes.
   */
  fetch(sha256: string, streams: AsyncIterable<BlobStream>): Promise<string | null>;
  /** Keeps this copy, present or to come, until the returned function is called. */
  hold(sha256: string): () => void;
  forget(sha256: string): Promise<void>;
  /** Deletes all of it. */
  close(): Promise<void>;
}

interface Copy {
  readonly bytes: number;
  /** By the process's own clock, in milliseconds. */
  usedAt: number;
}

/** A copy that was handed out by its path is not deleted before a worker can have read it. */
const IN_USE_MS = 5 * 60 * 1000;
/** A copy that nobody used for a day goes, even where there is room. */
const UNUSED_MS = 24 * 60 * 60 * 1000;
/** Of a folder of another machine that shares DATA_DIR: it is in use no more. */
const ABANDONED_MS = 7 * 24 * 60 * 60 * 1000;

/** The folders of this process. */
const own = new Set<string>();

/** Hidden: no backup copies it. */
const COPIES = ".blob-copies";

/**
 * Each process has a folder of its own, and deletes those of processes that ended.
 * @param room bytes that copies may take, those in use aside; 0 keeps none of what is received.
 */
export async function openLocalCopies(
  dataDir: string,
  room: number,
  now: () => number = () => performance.now(),
): Promise<LocalCopies> {
  const parent = path.join(dataDir, COPIES);
  const folder = path.join(parent, `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`);
  own.add(folder);
  await clearAbandoned(parent);
  const copies = new Map<string, Copy>();
  const holds = new Map<string, number>();
  const coming = new Map<string, Promise<string | null>>();
  const fileOf = (sha256: string) => path.join(folder, sha256);
  const prepare = () => mkdir(folder, { recursive: true, mode: 0o700 });

  function isInUse(sha256: string, { usedAt }: Copy): boolean {
    return holds.has(sha256) || now() - usedAt < IN_USE_MS;
  }

  /** Deletes the copies that were used longest ago, until there is room. */
  async function makeRoom(): Promise<void> {
    const oldestFirst = [...copies].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    let total = oldestFirst.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    for (const [sha256, copy] of oldestFirst) {
      if (total <= room && now() - copy.usedAt < UNUSED_MS) return;
      if (isInUse(sha256, copy)) continue;
      total -= copy.bytes;
      await forget(sha256);
    }
  }

  async function forget(sha256: string): Promise<void> {
    copies.delete(sha256);
    await rm(fileOf(sha256), { force: true });
  }

  async function adopt({ path: file, sha256, bytes }: ArrivedBlob, usedAt = now()): Promise<void> {
    await rename(file, fileOf(sha256));
    copies.set(sha256, { bytes, usedAt });
    await makeRoom();
  }

  async function find(sha256: string): Promise<string | null> {
    const copy = copies.get(sha256);
    if (!copy) return null;
    copy.usedAt = now();
    const found = await fingerprint(fileOf(sha256)).catch(() => null);
    if (found?.sha256 === sha256) return fileOf(sha256);
    await forget(sha256);
    return null;
  }

  async function download(
    sha256: string,
    streams: AsyncIterable<BlobStream>,
  ): Promise<string | null> {
    const there = await find(sha256);
    if (there !== null) return there;
    await prepare();
    for await (const { pieces } of streams) {
      const arrived = await receiveInto(folder, pieces, Infinity).catch((error: unknown) => {
        if (error instanceof DamagedBlob) return null;
        throw error;
      });
      if (arrived === null) continue;
      await adopt(arrived);
      return fileOf(sha256);
    }
    return null;
  }

  return {
    folder,
    async receive(bytes, limit) {
      await prepare();
      return receiveInto(folder, bytes, limit);
    },
    adopt: (arrived) =>
      room === 0
        ? rm(arrived.path, { force: true })
        : // Nobody reads it yet: it goes where there is no room.
          adopt(arrived, now() - IN_USE_MS),
    find,
    fetch(sha256, streams) {
      const started = coming.get(sha256);
      if (started) return started;
      const mine = download(sha256, streams).finally(() => coming.delete(sha256));
      coming.set(sha256, mine);
      return mine;
    },
    hold(sha256) {
      holds.set(sha256, (holds.get(sha256) ?? 0) + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (holds.get(sha256) ?? 1) - 1;
        if (left > 0) holds.set(sha256, left);
        else holds.delete(sha256);
        const copy = copies.get(sha256);
        // Read to its end by whoever held it.
        if (copy && left <= 0) copy.usedAt = Math.min(copy.usedAt, now() - IN_USE_MS);
        void makeRoom().catch(() => undefined);
      };
    },
    forget,
    async close() {
      own.delete(folder);
      await rm(folder, { recursive: true, force: true });
      // Others' folders keep it.
      await rmdir(parent).catch(() => undefined);
    },
  };
}

/** Deletes folders of processes that ended: of this machine, and of others after a week. */
async function clearAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = path.join(parent, name);
    if (own.has(folder)) continue;
    const [, host, pid] = /^(.+)-(\d+)-[0-9a-f]{8}$/u.exec(name) ?? [];
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Infinity }));
    const isDead = host === hostname() ? !isAlive(Number(pid)) : false;
    if (isDead || Date.now() - mtimeMs > ABANDONED_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  // In a container an earlier process had the same number.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
