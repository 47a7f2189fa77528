import { randomBytes } from "node:crypto";

/**
 * The names behind the prefix. An object of a file is named by the file's hash, or by the hash and
 * a random part; a note, an object without bytes, says since when that object is unreferenced:
 *
 *     9f…            9f….0a1b2c3d4e5f            9f….0a1b2c3d4e5f.unused-1767603600000
 *
 * All names of one file begin with its hash, so that one list shows them as they are at one moment.
 */
export interface NamesOfBlob {
  /** Since when each object is noted as unreferenced, in milliseconds; null without a note. */
  readonly objects: ReadonlyMap<string, number | null>;
  /** Each note, by the object that it is about, which may be gone. */
  readonly notes: readonly { readonly name: string; readonly of: string; readonly since: number }[];
}

const OBJECT = /^(?<sha256>[0-9a-f]{64})(?:\.[0-9a-f]{12})?$/u;
const NOTE = /^(?<of>[0-9a-f]{64}(?:\.[0-9a-f]{12})?)\.unused-(?<since>\d{1,16})$/u;

/** The hash of the file that an object holds; null for a note and for what is not ours. */
export function blobOf(name: string): string | null {
  return OBJECT.exec(name)?.groups?.["sha256"] ?? null;
}

/** The hash of the file that a note is about; null for what is none. */
export function notedBlobOf(name: string): string | null {
  return NOTE.exec(name)?.groups?.["of"]?.slice(0, 64) ?? null;
}

/** Sorts the names that begin with one hash. */
export function namesOfBlob(names: readonly string[]): NamesOfBlob {
  const notes = names.flatMap((name) => {
    const { of, since } = NOTE.exec(name)?.groups ?? {};
    return of === undefined ? [] : [{ name, of, since: Number(since) }];
  });
  const objects = new Map(
    names.filter((name) => blobOf(name) !== null).map((name) => [name, sinceOf(name, notes)]),
  );
  return { objects, notes };
}

/** The latest, where two processes noted it. */
function sinceOf(object: string, notes: NamesOfBlob["notes"]): number | null {
  const times = notes.filter(({ of }) => of === object).map(({ since }) => since);
  return times.length === 0 ? null : Math.max(...times);
}

export function noteFor(object: string, since: Date): string {
  return `${object}.unused-${since.getTime()}`;
}

/**
 * The object to write a file to: one that no note is about, which nobody deletes before a note has
 * been there for its time; else a name that nobody has ever seen, and so nobody is about to delete.
 */
export function objectToWrite(sha256: string, { objects, notes }: NamesOfBlob): string {
  const free = [...objects].find(([, since]) => since === null);
  if (free) return free[0];
  return notes.length === 0 ? sha256 : `${sha256}.${randomBytes(6).toString("hex")}`;
}
