import { writtenDate } from "#app/domain/dates.ts";
import type { SuitDeadline } from "./deadline.ts";
import { docketSheet, type DocketEvent } from "./event.ts";
import { serviceOn } from "./recipients.ts";

/** The days of a lawsuit beside its docket sheet, in words; null means "not recorded". */
export interface SuitDaysShown {
  readonly served: string | null;
  readonly answer: { readonly label: string; readonly day: string | null };
}

/** The days as the docket sheet has them; what was typed with the docket only where it has none. */
export function suitDaysShown(
  { servedOn }: { readonly servedOn: string | null },
  events: readonly DocketEvent[],
  deadlines: readonly Pick<SuitDeadline, "kind" | "due" | "isMoot">[],
): SuitDaysShown {
  const lines = docketSheet(events);
  const attorney = serviceOn(lines, "usAttorney")?.dated ?? null;
  const isServed = lines.some(({ kind, dated }) => kind === "service" && dated !== null);
  const answered = lines.find(({ kind, dated }) => kind === "answer" && dated !== null)?.dated;
  const due = deadlines.find(({ kind }) => kind === "answer");
  return {
    served:
      attorney !== null
        ? `${writtenDate(attorney)}, on the United States attorney`
        : isServed
          ? "Not on the United States attorney yet"
          : dayText(servedOn),
    answer: answered
      ? { label: "Answered", day: dayText(answered) }
      : { label: "Answer due", day: due?.isMoot === true ? "Not asked now" : dayText(due?.due) },
  };
}

const dayText = (day: string | null | undefined) => (day ? writtenDate(day) : null);
