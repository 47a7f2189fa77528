import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { detailsInWords } from "./agency-record.ts";
import { markup, type Markup } from "./page.ts";

interface DocketRow {
  readonly court: string;
  readonly district: string;
  readonly judge: string | null;
  readonly filedOn: string | null;
  readonly events: readonly {
    readonly id: string;
    readonly kind: string;
    readonly number: string | null;
    readonly dated: string | null;
    readonly text: string;
    readonly details: string;
    readonly correctsId: string | null;
    readonly isRetracted: boolean;
    readonly isInvented: boolean;
  }[];
}

/** A lawsuit with its entries, as they were recorded, by day. */
export function docketPage(docket: DocketRow, title: string): Markup {
  const corrected = new Set(docket.events.flatMap(({ correctsId }) => correctsId ?? []));
  const rows = docket.events.map((event) => {
    const kind = DOCKET_EVENT_KINDS.find((known) => known === event.kind);
    const remarks = [
      ...(event.isInvented ? ["Invented for the demonstration."] : []),
      ...(event.isRetracted ? ["Taken back."] : event.correctsId === null ? [] : ["A correction."]),
      ...(corrected.has(event.id) ? ["Corrected by another entry."] : []),
    ];
    return markup`<tr><td>${event.number}</td><td>${event.dated}</td>
<td><b>${kind ? docketKindOf(kind).label : event.kind}</b> ${event.text} <span class="soft">${remarks.join(" ")}</span>${detailsInWords(event.details)}</td></tr>`;
  });
  const { court, district, judge, filedOn } = docket;
  const facts = [court, district, judge && `Judge ${judge}`, filedOn && `filed ${filedOn}`];
  return markup`<h1>${title}</h1><p>${facts.filter((fact) => fact).join("; ")}</p>
<table><tr><th>No.</th><th>Day</th><th>Entry</th></tr>${rows}</table>`;
}
