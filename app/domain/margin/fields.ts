import * as z from "zod";

/** An id of any kind of row, as services make them. */
export const idSchema = z.string().regex(/^[\w.:-]{1,64}$/u);

/** Text without what PostgreSQL or JSON can't keep: NUL, and halves of characters. */
export const soundText = () =>
  z
    .string()
    .overwrite((text) => text.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd"));
