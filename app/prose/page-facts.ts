import type { LayoutProfile } from "../domain/document";
import type { DraftFacts } from "./facts";

/** What is drawn into the text without being typed depends on these. */
export interface PageFacts {
  /** Null as long as they are not known: what depends on them is then drawn by its name. */
  readonly facts: DraftFacts | null;
  readonly layoutProfile: LayoutProfile | null;
}

/** Where nothing is known. */
export const NO_PAGE_FACTS: PageFacts = { facts: null, layoutProfile: null };
