import { detailsInSentences, textOfEvent } from "#app/domain/docket-event/entry-sentences.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { eventOfRow, type DocketEventRow } from "#server/services/dockets/events.ts";
import { eventOrNull, remarksAmong, UNKNOWN } from "./entries.ts";
import { dayText, markup, type Markup } from "./page.ts";

interface DocketRow {
  readonly court: string;
  readonly district: string;
  readonly judge: string | null;
  readonly filedOn: string | null;
  readonly events: readonly DocketEventRow[];
}

/** A lawsuit with its entries, as they were recorded, by day. */
export function docketPage(docket: DocketRow, title: string): Markup {
  const remarks = remarksAmong(docket.events, "Corrected by another entry.");
  const rows = docket.events.map((row) => {
    const event = eventOrNull(eventOfRow, row);
    const words = row.text === "" && event ? textOfEvent(event) : row.text;
    const sentences = event ? detailsInSentences(event) : [UNKNOWN];
    return markup`<tr><td>${row.number}</td><td>${row.dated === null ? null : dayText(row.dated)}</td>
<td><p><b>${event ? docketKindOf(event.kind).label : row.kind}</b>. ${words}</p>${sentences.map((one) => markup`<p>${one}</p>`)}<p class="soft">${remarks(row)}</p></td></tr>`;
  });
  const { court, district, judge, filedOn } = docket;
  const facts = [
    court,
    district,
    judge && `Judge ${judge}`,
    filedOn && `filed ${dayText(filedOn)}`,
  ];
  return markup`<h1>${title}</h1><p>${facts.filter((fact) => fact).join("; ")}</p>
<table><tr><th>No.</th><th class="day">Day</th><th>Entry</th></tr>${rows}</table>`;
}
