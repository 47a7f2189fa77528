/** Simultaneous uploads of one person to one place. */
export const UPLOADS_AT_ONCE = 3;

/** Runs what receives an upload of that person; null, without running it, where enough are under way. */
type InUploadSlot = <T>(by: string, receive: () => Promise<T>) => Promise<T | null>;

export function createUploadSlots(): InUploadSlot {
  const underWay = new Map<string, number>();
  return async (by, receive) => {
    const already = underWay.get(by) ?? 0;
    if (already >= UPLOADS_AT_ONCE) return null;
    underWay.set(by, already + 1);
    try {
      return await receive();
    } finally {
      const left = (underWay.get(by) ?? 1) - 1;
      if (left > 0) underWay.set(by, left);
      else underWay.delete(by);
    }
  };
}
