import type { Resources } from "#server/services/resources.ts";

/** What the commands need; they have neither rooms nor a page to answer. */
export type SystemResources = Pick<
  Resources,
  "database" | "auth" | "clock" | "ids" | "mail" | "appUrl" | "timestamping"
>;
