import * as z from "zod";

/** Taking an archive along: whoever does says that they have read what it holds. */
export const takeAlongForm = z.object({
  understood: z.literal("yes", {
    error: "Say that you know what the archive holds, or take single files instead.",
  }),
});

/** Deletes an archive before its day. */
export const discardArchiveForm = z.object({ archiveId: z.string().min(1).max(64) });
