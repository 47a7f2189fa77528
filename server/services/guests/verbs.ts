import { countersOn } from "#server/auth/counters.ts";
import { lazyVerb } from "#server/services/lazy-verb.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ThreadChanges } from "#server/services/threads/change.ts";
import { guestCounters } from "./counters.ts";
import type { GuestDoorRequest } from "./door.ts";
import type { GuestRequest } from "./sitting.ts";

/** The verbs of guests' links. Their code is read once one is asked for. */
export const GUEST_VERBS = {
  readers: lazyVerb(async () => (await import("./show.ts")).showReaders),
  invite: lazyVerb(async () => (await import("./invite.ts")).inviteGuest),
  end: lazyVerb(async () => (await import("./end.ts")).endGuest),
  door: lazyVerb(async () => (await import("./door.ts")).showGuestDoor),
  read: lazyVerb(async () => (await import("./read.ts")).readAsGuest),
  version: lazyVerb(async () => (await import("./read.ts")).readVersionAsGuest),
  beginSuggestion: lazyVerb(async () => (await import("./read.ts")).beginGuestSuggestion),
  setMail: lazyVerb(async () => (await import("./write.ts")).setGuestMail),
  leave: lazyVerb(async () => (await import("./write.ts")).leaveAsGuest),
};

/** Guests' acts that are counted, or done by the verbs of threads. */
export function createGuestActs(resources: Resources, threads: ThreadChanges) {
  const counters = guestCounters(countersOn(resources.database));
  const writing = { resources, threads, counters };
  const write = () => import("./write.ts");
  return {
    askCode: async (request: GuestDoorRequest) =>
      (await import("./door.ts")).askGuestCode(resources, counters, request),
    enter: async (request: GuestDoorRequest, sent: unknown) =>
      (await import("./door.ts")).enterAsGuest(resources, counters, request, sent),
    comment: async (request: GuestRequest, sent: unknown) =>
      (await write()).commentAsGuest(writing, request, sent),
    reply: async (request: GuestRequest, sent: unknown) =>
      (await write()).replyAsGuest(writing, request, sent),
    suggest: async (request: GuestRequest, sent: unknown) =>
      (await write()).suggestAsGuest(writing, request, sent),
    remove: async (request: GuestRequest, sent: unknown) =>
      (await write()).removeAsGuest(writing, request, sent),
    withdraw: async (request: GuestRequest, sent: unknown) =>
      (await write()).withdrawAsGuest(writing, request, sent),
  };
}
