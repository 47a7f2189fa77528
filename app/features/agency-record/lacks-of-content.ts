import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { lacksOf, type LetterLack } from "#app/domain/agency-record/rights.ts";
import type { EventContent } from "#server/services/index.ts";

/** Names what the letter lacks of what the statute makes it say (L58). */
export function lacksOfContent(said: EventContent): LetterLack[] {
  // The view lacks who recorded it and when, which say nothing of the letter.
  return lacksOf(said as AgencyEvent);
}
