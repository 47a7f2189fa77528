import * as z from "zod";

/** Whether archives of the workspace may hold what an organization's own people alone read (A1). */
export const archiveConsentForm = z.object({
  consent: z.enum(["no", "yes"], { error: "Choose one of the two." }),
});
