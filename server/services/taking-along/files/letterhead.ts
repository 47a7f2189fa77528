import { writtenDay } from "#app/domain/dates.ts";
import { letterheadOf } from "#server/services/versions/letterhead.ts";
import { markup, type Markup } from "./page.ts";

/** All that is printed above the text of a letter, as on the desk; null for a court's paper. */
export function letterheadMarkup(content: Parameters<typeof letterheadOf>[0]): Markup | null {
  const letterhead = letterheadOf(content);
  if (!letterhead) return null;
  const { letter, organizations } = letterhead;
  const { date, delivery, addressee, re, expeditedProcessing, feeWaiver } = letter;
  const subject = [
    ...(re === null ? [] : [re]),
    ...(expeditedProcessing ? ["Expedited Processing Requested"] : []),
    ...(feeWaiver ? ["Fee Waiver Requested"] : []),
  ];
  const senders = organizations.map(({ name, address, city }) => {
    const lines = address.length > 0 ? address : city === null ? [] : [city];
    return markup`<div><strong>${name}</strong>${linesOf(lines)}</div>`;
  });
  return markup`<div class="letterhead"><div class="letterhead-organizations">${senders}</div>
<p>${date === null ? "[date of filing]" : writtenDay(date)}</p>
${delivery === null ? null : markup`<p>${delivery}</p>`}
<p class="letterhead-lines">${linesOf(addressee.length === 0 ? ["[addressee]"] : addressee)}</p>
${subject.length === 0 ? null : markup`<div class="letterhead-subject"><span>Re:</span><p class="letterhead-lines">${linesOf(subject)}</p></div>`}</div>`;
}

function linesOf(lines: readonly string[]): Markup[] {
  return lines.map((line) => markup`<span>${line}</span>`);
}
