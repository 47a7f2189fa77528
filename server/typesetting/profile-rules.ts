import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { LayoutProfile } from "#app/domain/document.ts";

/** A profile's rules for its PDF besides its appearance: pdf.json in the profile's folder. */
const rules = z.object({
  /** Whether exhibits' pages follow the text in the same file. */
  attachesExhibits: z.boolean(),
  /** The largest accepted PDF, in bytes; null where no limit is known. */
  limit: z.number().int().positive().nullable(),
  /** The recipient, as sentences name it. */
  takenBy: z.string().min(1),
  /** The source of the limit, and whether it was verified. */
  source: z.string().min(1),
});
type ProfileRules = z.output<typeof rules>;

/** @param folder the folder that contains profiles/. */
export function readProfileRules(folder: string, profile: LayoutProfile): ProfileRules {
  const file = path.join(folder, "profiles", profile, "pdf.json");
  return rules.parse(JSON.parse(readFileSync(file, "utf8")));
}
