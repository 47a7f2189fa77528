import { writeProse } from "#prisma/seed/writing.ts";
import { caption } from "./caption.ts";
import { closing } from "./claims.ts";
import { facts } from "./facts.ts";
import { opening } from "./opening.ts";
import { statute } from "./statute.ts";

/** The complaint about the first request, in the usual order of sections. */
export const complaint = writeProse("complaint", [
  ...caption,
  ...opening,
  ...statute,
  ...facts,
  ...closing,
]);
