import { AGENCY_EVENT_WORDS, type AgencyEventKind } from "#app/domain/agency-record/event.ts";
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
  const rows = events.map((event) => {
    const { kind, dated, sent, received, note, correctsId, isRetracted, isInvented } = event;
    const remarks = [
      ...(isInvented ? ["Invented for the demonstration."] : []),
      ...(isRetracted ? ["Taken back."] : correctsId === null ? [] : ["A correction."]),
      ...(corrected.has(event.id) ? ["Corrected below."] : []),
    ];
    const name = Object.hasOwn(AGENCY_EVENT_WORDS, kind)
      ? AGENCY_EVENT_WORDS[kind as AgencyEventKind].name
      : kind;
    const days = [
      ["dated", dated],
      ["sent", sent],
      ["received", received],
    ].flatMap(([what, day]) => (day ? [`${what} ${day}`] : []));
    return markup`<tr><td>${name} <span class="soft">${remarks.join(" ")}</span></td><td>${days.join(", ")}</td>
<td>${detailsInWords(event.details)}${typedWords(note)}</td></tr>`;
  });
  return markup`<h1>What the agency answered: ${document.title}</h1>
<table><tr><th>Entry</th><th>Days</th><th>Details</th></tr>${rows}</table>`;
}

/** Details as they are recorded, by the names that they have there. */
export function detailsInWords(details: string): Markup {
  const entries = Object.entries(JSON.parse(details) as Record<string, unknown>);
  return markup`${entries
    .filter(([, value]) => value !== null && value !== "" && !isEmptyList(value))
    .map(([name, value]) => markup`<p>${inWords(name)}: ${valueInWords(value)}</p>`)}`;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function valueInWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(valueInWords).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== "")
    .map(([name, inner]) => `${inWords(name)} ${valueInWords(inner)}`)
    .join("; ");
}
