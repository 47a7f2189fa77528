import * as z from "zod";
import { isSha256 } from "./hash.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";
import { isArchivePath } from "./path.ts";

/** Columns of rows in an archive. Each has a limit, since an archive comes from outside. */

/** Of a row; ids of this program are shorter. */
export const id = z.string().min(1).max(100);
/** A name of a closed set, which whoever brings the row in compares with their own. */
export const word = z.string().min(1).max(60);
/** One line of words. */
export const line = z.string().max(2_000);
/** Words without a limit of their own, or JSON as the database has it, to the letter. */
export const text = z.string().max(ARCHIVE_LIMITS.lineBytes);
/** An instant in UTC, to the millisecond. */
export const instant = z.iso.datetime({ precision: 3 });
/** ISO, or as somebody entered it. */
export const day = z.string().max(40);
/** Of a list, a draft or a line of the record. */
export const number = z.int().min(0);
export const flag = z.boolean();
export const hash = z.string().refine(isSha256, "not a SHA-256 in hexadecimal");
export const path = z.string().refine(isArchivePath, "not a path inside of an archive");

/** Bytes: in the row where they are few, else the file `data/blobs/SHA-256` beside it. */
export const bytes = z.union([
  z.strictObject({ base64: z.base64().max(ARCHIVE_LIMITS.inlineBytes * 2) }),
  z.strictObject({ blob: hash }),
]);
