import { docketForm, docketOfForm, formOfDocket } from "#app/document/details/docket-form.ts";
import { checkDocketDays } from "#app/domain/docket-event/checks.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { mergeSent } from "#server/services/merge-form.ts";
import { whoSaved } from "#server/services/who-saved.ts";
import { checkFilings, docketTo, detailsOfDocket } from "./load.ts";
import { docketEventsOf } from "./events.ts";
import { changeDocket } from "./write.ts";

/**
 * Changes a lawsuit and the captions of its open drafts. What somebody else saved since the page
 * was opened is kept; refuses `conflict` if both changed the same field.
 */
export const editDocket = command({
  on: docketTo("docket.edit"),
  form: docketForm,
  async run({ tx, at, actor: { userId: actorId }, found, form: sent }) {
    const { row, docket } = found;
    const standing = docket.enforces.map(({ documentId }) => documentId);
    const filled = formOfDocket(detailsOfDocket(docket), standing);
    const merged = await mergeSent(sent, filled, (fields) =>
      whoSaved(
        tx,
        { userId: actorId },
        { type: "docket.edited", matterId: row.id, docketId: docket.id },
        fields,
      ),
    );
    if (!merged.ok) return merged;
    const { form, asSent } = merged.value;
    const read = asSent(docketOfForm(form));
    if (!read.ok) return read;
    const details = read.value;
    const events = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    const possible = checkDocketDays(details, events, dateOfFilings(at));
    if (!possible.ok) return possible;
    const enforces = await checkFilings(tx, row.id, form.enforces);
    if (!enforces.ok) return enforces;
    await changeDocket(tx, at, docket.id, { facts: details, enforces: enforces.value, actorId });
    await mergeDrafts(tx, { docketId: docket.id }, { actorId, at, follows: "docket" });
    return done();
  },
});
