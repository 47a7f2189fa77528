import * as z from "zod";
import { id } from "./fields.ts";

/** Retry a failed job, or discard it. */
export const failedJobForm = z.object({ jobId: id("Load the page again.") });
