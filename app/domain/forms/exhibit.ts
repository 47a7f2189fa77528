import * as z from "zod";
import { id, line, optionalLine } from "./fields.ts";

/** The fields sent with an uploaded PDF. Without a title the file name is used. */
export const addExhibitForm = z.object({ title: optionalLine(300) });

/** The name of the file field. */
export const EXHIBIT_FILE_FIELD = "file";

const exhibitId = id("Load the page again.");

/** Replace an exhibit's PDF. */
export const replaceExhibitForm = z.object({ exhibitId });

export const renameExhibitForm = z.object({
  exhibitId,
  title: line("Enter the exhibit’s title.", 300),
});

export const removeExhibitForm = z.object({ exhibitId });
