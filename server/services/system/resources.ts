import type { OpenBlobs } from "#server/blobs/open.ts";
import type { Resources } from "#server/services/resources.ts";

/** The dependencies of the commands; they have neither rooms nor pages. */
export type SystemResources = Pick<
  Resources,
  "database" | "auth" | "clock" | "ids" | "mail" | "appUrl" | "timestamping"
> & {
  /** Opens the store of files; without one no file is read. */
  readonly openFiles?: () => Promise<OpenBlobs>;
};
