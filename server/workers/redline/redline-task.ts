import type { ProseJSON } from "#app/document/prose.ts";
import type { RedlineCounts } from "#app/document/redline/index.ts";

/** Two texts to be compared. */
export interface RedlineTask {
  readonly before: ProseJSON;
  readonly after: ProseJSON;
}

/** What differs between two texts, as safe HTML. */
export interface DrawnRedline {
  readonly html: string;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared word by word. */
  readonly exact: boolean;
}
