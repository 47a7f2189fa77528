import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { LayoutProfile } from "#app/domain/document.ts";

/** What a profile says of its PDF beside how it looks: pdf.json in the profile's folder. */
const rules = z.object({
  /** Whether exhibits' pages follow the text in the same file. */
  attachesExhibits: z.boolean(),
  /** The largest PDF that is taken, in bytes; null where no limit is known. */
  limit: z.number().int().positive().nullable(),
  /** Who takes it, as a sentence names them. */
  takenBy: z.string().min(1),
  /** Where that stands, and whether it was verified. */
  source: z.string().min(1),
});
export type ProfileRules = z.output<typeof rules>;

/** @param folder the folder that holds profiles/. */
export function readProfileRules(folder: string, profile: LayoutProfile): ProfileRules {
  const file = path.join(folder, "profiles", profile, "pdf.json");
  return rules.parse(JSON.parse(readFileSync(file, "utf8")));
}
