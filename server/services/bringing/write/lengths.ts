import type { MatterTableName } from "#app/domain/archive/matter-tables.ts";

/**
 * Characters of columns and of details that are parsed: more than what their forms let anybody write, and few
 * enough that reading one of them keeps nobody waiting. Of others, the length of a line of the archive holds.
 */
const LONGEST: Readonly<Record<string, number>> = {
  "matter.sharedFacts": 1_000_000,
  "dockets.parties": 2_000_000,
  "documents.facts": 2_000_000,
  "filing-copies.signatures": 500_000,
  "filing-corrections.before": 50_000,
  "filing-corrections.after": 50_000,
  "docket-events.details": 200_000,
  "agency-events.details": 500_000,
  "item-outcomes.details": 100_000,
  "productions.itemIds": 500_000,
  "public-page.content": 4_000_000,
  "public-page.published": 4_000_000,
  "public-updates.words": 100_000,
  "public-updates.published": 4_000_000,
  "threads.place": 20_000,
  "suggestions.summary": 20_000,
  "suggestions.blockIds": 100_000,
  "suggestions.base": 600_000,
  "suggestions.proposed": 600_000,
  "acceptances.written": 2_000_000,
  "acceptances.erased": 2_000_000,
  "acceptances.before": 4_000_000,
  "acceptances.after": 4_000_000,
};

/** Whether a column of a row is longer than any that is parsed. */
export function isTooLong(table: MatterTableName, row: object): boolean {
  return Object.entries(row).some(([column, value]: [string, unknown]) => {
    const most = LONGEST[`${table}.${column}`];
    return most !== undefined && typeof value === "string" && value.length > most;
  });
}
