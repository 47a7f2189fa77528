import { stat } from "node:fs/promises";
import path from "node:path";
import { sizeText } from "#app/domain/exhibit.ts";
import { SEARCH_FILE } from "#server/search/search-file.ts";
import { ok, skipped, type DoctorFinding } from "./finding.ts";

/** The index of what is found, which the server fills by itself. Not opened: that may change it. */
export async function checkSearch(
  dataDir: string,
  provider: "sqlite" | "postgresql",
): Promise<DoctorFinding> {
  if (provider === "postgresql") return skipped("The index of what is found is in the database.");
  const file = path.join(dataDir, SEARCH_FILE);
  const sizes = await Promise.all(
    ["", "-wal"].map(async (ending) => (await stat(`${file}${ending}`).catch(ignoreMissing))?.size),
  );
  const [size, log = 0] = sizes;
  if (size === undefined) {
    return skipped(
      "There is no index of what is found yet: the server builds it while people work.",
    );
  }
  return ok(`The index of what is found has ${sizeText(size + log)}.`);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return;
  throw error;
}
