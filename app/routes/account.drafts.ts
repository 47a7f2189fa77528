import { guardedLoader } from "~/http/guarded-loader";

/** The ids of the drafts that the person may open, so that a device drops its copies of others (R5). */
export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.documents.openableIds(actor),
});
