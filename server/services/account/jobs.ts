import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * Letters about people's own accounts; the kinds stand in rows, and are never renamed. Their code is
 * read with the first of them.
 */
export function accountJobs(resources: Resources): JobHandlers {
  return {
    "account.forgotten": async (job) =>
      (await import("#server/services/account-links/forgotten.ts")).mailForgotten(resources, job),
    "account.told": async (job) => (await import("./told.ts")).mailAccountNews(resources, job),
    "account.administrators": async (job) =>
      (await import("./administrators.ts")).tellEachAdministrator(resources, job),
    "account.administrator": async (job) =>
      (await import("./administrators.ts")).mailAdministrator(resources, job),
    "account.address-link": async (job) =>
      (await import("#server/services/address/mail.ts")).mailAddressLink(resources, job),
    "account.own-factor": async (job) =>
      (await import("./own-factor-link.ts")).mailOwnFactorLink(resources, job),
  };
}
