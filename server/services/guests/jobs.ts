import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** Letters to guests and about them; the kinds stand in rows, and are never renamed. */
export function guestJobs(resources: Resources): JobHandlers {
  return {
    "guests.answered": async (job) =>
      (await import("./letters.ts")).mailGuestAnswered(resources, job),
    "guests.decided": async (job) =>
      (await import("./letters.ts")).mailGuestDecided(resources, job),
    "guests.invited": async (job) => (await import("./letters.ts")).tellOfGuest(resources, job),
    "guests.told": async (job) => (await import("./letters.ts")).mailOfGuest(resources, job),
  };
}
