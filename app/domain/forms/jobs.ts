import { z } from "zod";
import { id } from "./fields.ts";

/** Have a job that was given up tried again, or leave it undone. */
export const failedJobForm = z.object({ jobId: id("Load the page again.") });
