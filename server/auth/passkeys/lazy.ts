import type { Passkeys, PasskeysOptions } from "./index.ts";

/** Passkeys, whose code is read with the first one: a start needs none of it. Tries are counted in one place. */
export function lazyPasskeys<Session>(options: PasskeysOptions): () => Promise<Passkeys<Session>> {
  let loaded: Promise<Passkeys<Session>> | null = null;
  const load = async () => (await import("./index.ts")).passkeysOn<Session>(options);
  return () => {
    loaded ??= load().catch((error: unknown) => {
      // Tried again with the next one.
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
