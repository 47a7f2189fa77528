import type { Outcome } from "#app/domain/refusal.ts";

/** The room for uploads to one matter. */
export interface UploadRoom {
  /** Bytes. */
  readonly left: number;
  /** How much is there, how much there may be, and who can make room: sentences. */
  readonly full: string;
  /**
   * Takes the room of a file, before it is stored: uploads at the same moment can't pass the limit
   * together. Refuses `too-large` where it does not fit.
   */
  take(file: UploadedFile): Promise<Outcome<void>>;
  /** Gives back the room that was taken for a file which was not stored after all. */
  giveBack(sha256: string): Promise<void>;
}

interface UploadedFile {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Takes the room of a file and stores it; where that is refused or fails, the room is given back.
 */
export async function storedIn<T>(
  room: UploadRoom,
  file: UploadedFile,
  store: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const taken = await room.take(file);
  if (!taken.ok) return taken;
  let isStored = false;
  try {
    const stored = await store();
    isStored = stored.ok;
    return stored;
  } finally {
    if (!isStored) await room.giveBack(file.sha256);
  }
}
