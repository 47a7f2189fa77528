import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import {
  docketEventForm,
  docketEventOfForm,
  type DocketEventInput,
} from "#app/domain/docket-event/form.ts";

/** An entry as its form brings it. */
export function typedEntry(form: DocketEventInput) {
  const read = docketEventOfForm(docketEventForm.parse(form));
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

let recorded = 0;
/** A recorded entry, each a moment after the one before. */
export function entryOnDocket(form: DocketEventInput): DocketEvent {
  recorded += 1;
  const common = { correctsId: null, isRetracted: false, isInvented: false, recordedById: "staff" };
  const id = `line-${recorded}`;
  return { ...typedEntry(form), ...common, id, recordedAt: new Date(recorded) } as DocketEvent;
}
