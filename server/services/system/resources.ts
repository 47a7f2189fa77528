import type { Resources } from "../resources";

/** What the commands need; they have neither rooms nor a page to answer. */
export type SystemResources = Pick<
  Resources,
  "database" | "auth" | "clock" | "ids" | "mail" | "appUrl" | "timestamping"
>;
