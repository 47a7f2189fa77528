import type { JobHandlers } from "#server/jobs/index.ts";
import { mailForgotten } from "#server/services/account-links/forgotten.ts";
import { mailAddressLink } from "#server/services/address/mail.ts";
import type { Resources } from "#server/services/resources.ts";
import { mailOwnFactorLink } from "./own-factor-link.ts";
import { tellOfAccount } from "./told.ts";

/** Letters about people's own accounts; the kinds stand in rows, and are never renamed. */
export function accountJobs(resources: Resources): JobHandlers {
  return {
    "account.forgotten": (job) => mailForgotten(resources, job),
    "account.told": (job) => tellOfAccount(resources, job),
    "account.address-link": (job) => mailAddressLink(resources, job),
    "account.own-factor": (job) => mailOwnFactorLink(resources, job),
  };
}
