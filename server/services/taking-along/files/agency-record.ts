import {
  eventDaysText,
  eventSentences,
  titleOfEvent,
} from "#app/domain/agency-record/event-sentences.ts";
import { agencyEventOfRow } from "#server/services/agency-record/events.ts";
import type { Resources } from "#server/services/resources.ts";
import { eventOrNull, remarksAmong, UNKNOWN } from "./entries.ts";
import { markup, typedParagraphs, type Markup } from "./page.ts";

/** The agency's answers, entry by entry as they were recorded; null where none is. */
export async function agencyRecordPage(
  { database: { client } }: Pick<Resources, "database">,
  document: { readonly id: string; readonly title: string },
): Promise<Markup | null> {
  const events = await client.agencyEvent.findMany({
    where: { documentId: document.id },
    orderBy: [{ recordedAs: "asc" }, { id: "asc" }],
  });
  if (events.length === 0) return null;
  const remarks = remarksAmong(events, "Corrected below.");
  const rows = events.map((row) => {
    const event = eventOrNull(agencyEventOfRow, row);
    const sentences = event ? eventSentences(event) : [UNKNOWN];
    return markup`<tr><td><b>${event ? titleOfEvent(event) : row.kind}</b><br>${event ? eventDaysText(event) : null}</td>
<td>${sentences.map((words) => markup`<p>${words}</p>`)}${typedParagraphs(row.note)}<p class="soft">${remarks(row)}</p></td></tr>`;
  });
  return markup`<h1>What the agency answered: ${document.title}</h1>
<table><tr><th>Entry</th><th>Details</th></tr>${rows}</table>`;
}
