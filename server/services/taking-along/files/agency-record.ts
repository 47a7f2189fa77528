import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { daysInWords, eventInWords, titleOfEvent } from "#app/domain/agency-record/event-words.ts";
import { agencyEventOfRow, type AgencyEventRow } from "#server/services/agency-record/events.ts";
import type { Resources } from "#server/services/resources.ts";
import { markup, typedWords, type Markup } from "./page.ts";

/** What an agency answered, entry by entry as it was recorded; null where nothing is. */
export async function agencyRecordPage(
  { database: { client } }: Pick<Resources, "database">,
  document: { readonly id: string; readonly title: string },
): Promise<Markup | null> {
  const events = await client.agencyEvent.findMany({
    where: { documentId: document.id },
    orderBy: [{ recordedAs: "asc" }, { id: "asc" }],
  });
  if (events.length === 0) return null;
  const corrected = new Set(events.flatMap(({ correctsId }) => correctsId ?? []));
  const rows = events.map((row) => {
    const { note, correctsId, isRetracted, isInvented } = row;
    const remarks = [
      ...(isInvented ? ["Invented for the demonstration."] : []),
      ...(isRetracted ? ["Taken back."] : correctsId === null ? [] : ["A correction."]),
      ...(corrected.has(row.id) ? ["Corrected below."] : []),
    ];
    const event = eventOrNull(row);
    const sentences = event ? eventInWords(event) : [UNKNOWN];
    return markup`<tr><td><b>${event ? titleOfEvent(event) : row.kind}</b><br>${event ? daysInWords(event) : null}</td>
<td>${sentences.map((words) => markup`<p>${words}</p>`)}${typedWords(note)}<p class="soft">${remarks.join(" ")}</p></td></tr>`;
  });
  return markup`<h1>What the agency answered: ${document.title}</h1>
<table><tr><th>Entry</th><th>Details</th></tr>${rows}</table>`;
}

/** Null for one that another release wrote: its row is in the data all the same. */
function eventOrNull(row: AgencyEventRow): AgencyEvent | null {
  try {
    return agencyEventOfRow(row);
  } catch {
    return null;
  }
}

export const UNKNOWN = "Its details are in the data alone.";
