import type { Actor } from "#app/domain/actor.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { docketEventForm, type DocketEventInput } from "#app/domain/docket-event/form.ts";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import { fileAs, openApproved } from "./filed-fixtures.ts";
import { asSent } from "./papers.ts";
import { DAY, stage, value } from "./workspace.ts";

/** A filed request and a suit about it of January 11, 2022, in March of that year. */
const openSuit = stage(openApproved, async (approved) => {
  const { services, people, slug, version, signerId, documentId } = approved;
  value(await fileAs(approved, version, signerId));
  const form = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  const { documentId: complaint } = value(
    await services.documents.create(people.drafter, slug, form),
  );
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const docketId = docket?.id ?? "";
  approved.pass(160 * DAY);
  const { facts } = value(await services.dockets.show(people.drafter, slug, docketId));
  const base = baseOf(formOfDocket(facts, []));
  const days = { ...formOfDocket(facts, [documentId]), filedOn: "2022-01-11", base };
  value(await services.dockets.edit(people.drafter, slug, docketId, asSent<DocketForm>(days)));
  return { docketId, complaint };
});

export async function openSuitOfRequest() {
  const suit = await openSuit();
  const { services, people, slug, docketId, database } = suit;
  const record = (form: DocketEventInput, actor: Actor = people.staff) =>
    services.dockets.recordEvent(actor, slug, docketId, docketEventForm.parse(form));
  const recorded = async (form: DocketEventInput) => value(await record(form)).eventId;
  const correct = (eventId: string, form: DocketEventInput, actor: Actor = people.staff) =>
    services.dockets.correctEvent(actor, slug, docketId, eventId, docketEventForm.parse(form));
  const sheet = async (actor: Actor = people.observer) =>
    value(await services.dockets.sheet(actor, slug, docketId));
  const due = async (key: string) => (await sheet()).deadlines.find((one) => one.key === key);
  const lines = async (type: string) =>
    (
      await database.client.auditEvent.findMany({ where: { type }, orderBy: { sequence: "asc" } })
    ).map(({ details }) => JSON.parse(details) as Record<string, unknown>);
  return { ...suit, record, recorded, correct, sheet, due, lines };
}
