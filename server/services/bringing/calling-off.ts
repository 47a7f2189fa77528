import type { PrismaClient } from "#server/database/index.ts";
import { LOOK_MS } from "#server/services/taking-along/progress.ts";
import { BringingRefused } from "./refused.ts";

/** Does work on an archive with a signal that is aborted, too, where its bringer calls it off. */
export async function unlessCalledOff<T>(
  client: PrismaClient,
  id: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const off = new AbortController();
  let isAsking = false;
  const ask = async () => {
    if (isAsking || off.signal.aborted) return;
    isAsking = true;
    try {
      const row = await client.broughtArchive.findUnique({
        where: { id },
        select: { state: true },
      });
      if (!row || row.state === "discarded") off.abort(new BringingRefused(CALLED_OFF));
    } catch {
      // A busy database: it is asked again in a moment, and the work asks by itself where it writes.
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), LOOK_MS);
  try {
    return await work(AbortSignal.any([signal, off.signal]));
  } finally {
    clearInterval(timer);
  }
}

export const CALLED_OFF = "It was called off. Nothing more was brought in.";
