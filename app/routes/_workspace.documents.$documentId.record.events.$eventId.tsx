import { Link, redirect, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { CorrectEvent } from "#app/features/agency-record/CorrectEvent.tsx";
import { eventDaysText, titleOfEvent } from "#app/domain/agency-record/event-sentences.ts";
import { EventOutcomes } from "#app/features/agency-record/EventOutcomes.tsx";
import { EventProductions } from "#app/features/agency-record/EventProductions.tsx";
import { EventDetails } from "#app/features/agency-record/EventList.tsx";
import { AttachFiles } from "#app/features/attachments/AttachFiles.tsx";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { dayOf } from "#app/domain/agency-record/event.ts";
import { ATTACHMENT_TARGETS } from "#app/domain/attachment.ts";
import {
  agencyEventForm,
  itemOutcomeForm,
  productionForm,
  retractAgencyEventForm,
  retractOutcomesForm,
  retractProductionForm,
} from "#app/domain/agency-record/form.ts";
import { isLetterKind } from "#app/domain/agency-record/letter.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { agencyEventParams } from "#app/framework/params.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `${data ? titleOfEvent(data.current.event) : "Event"} · Coalition Desk`,
  },
];

const guard = { params: agencyEventParams, need: "signed in" } as const;
const eventPage = (documentId: string, eventId: string) =>
  `/documents/${documentId}/record/events/${eventId}`;

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params, context, url }) {
    const { documentId, eventId } = params;
    const shown = await context.services.agencyRecord.showEvent(actor, documentId, eventId);
    if (!shown.ok) return shown;
    const { id } = shown.value.current.event;
    // The address of what was corrected leads to its correction.
    if (id !== eventId) throw redirect(`${eventPage(documentId, id)}?corrected`);
    const wasRecorded = url.searchParams.has("recorded");
    return done({ ...shown.value, wasRecorded, wasCorrected: url.searchParams.has("corrected") });
  },
});

export const action = guardedActions(guard, (handle) => ({
  preview: handle({
    form: agencyEventForm,
    run: ({ actor, params: { documentId, eventId }, context, input }) =>
      context.services.agencyRecord.preview(actor, documentId, input, eventId),
    next: (effect) => ({ said: "", show: effect }),
  }),
  correct: handle({
    form: agencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.correct(actor, params.eventId, input),
    next: ({ eventId }, { params }) => ({
      to: `${eventPage(params.documentId, eventId)}?corrected`,
    }),
  }),
  retract: handle({
    form: retractAgencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.retract(actor, params.eventId, input),
    next: (_effect, { params }) => ({ to: `/documents/${params.documentId}/record` }),
  }),
  "retract-letter": handle({
    form: retractAgencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.retractLetter(actor, params.eventId, input),
    next: (_effect, { params }) => ({ to: `/documents/${params.documentId}/record` }),
  }),
  outcome: handle({
    form: itemOutcomeForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.recordOutcome(actor, params.eventId, input),
    next: () => ({ said: "What became of these items was recorded." }),
  }),
  "retract-outcomes": handle({
    form: retractOutcomesForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.retractOutcomes(actor, params.eventId, input),
    next: () => ({ said: "It was taken back." }),
  }),
  production: handle({
    form: productionForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.recordProduction(actor, params.eventId, input),
    next: () => ({ said: "The release was recorded." }),
  }),
  "retract-production": handle({
    form: retractProductionForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.retractProduction(actor, params.eventId, input),
    next: () => ({ said: "It was taken back." }),
  }),
}));

export default function AgencyEventPage() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document, current, others, items, may, wasRecorded, wasCorrected, tasks } = shown;
  const { event } = current;
  const files = [current, ...others].flatMap(({ attachments }) => attachments);
  const isLetter = isLetterKind(event.kind) && event.kind !== "other" && event.kind !== "received";
  const record = `/documents/${document.id}/record`;
  return (
    <Page
      title={titleOfEvent(event)}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${document.matter.slug}`, label: document.matter.title },
        { to: record, label: `Record of ${document.title}` },
      ]}
      lead={eventDaysText(event)}
      actions={<ButtonLink to={record}>Back to the record</ButtonLink>}
      narrow
    >
      <StatusMessage>
        {answer?.said ||
          (wasRecorded
            ? `It is on record.${tasks.map((task) => ` Next: ${task}`).join("")} Attach its letter below.`
            : wasCorrected
              ? "This is the corrected entry; what stood there before is kept on the record, crossed out."
              : null)}
      </StatusMessage>
      <div className="grid gap-10">
        <div>
          {event.isInvented ? <InventedMark /> : null}
          <EventDetails recorded={current} />
        </div>
        {others.length > 0 || (isLetter && may.record) ? (
          <Section title="The same letter">
            <ul>
              {others.map((other) => (
                <li key={other.event.id}>
                  <Link to={eventPage(document.id, other.event.id)} className="link">
                    {titleOfEvent(other.event)}
                  </Link>
                </li>
              ))}
            </ul>
            {isLetter && may.record ? (
              <p>
                <Link to={`${record}/new?letter=${event.id}`} className="link">
                  It says more
                </Link>
              </p>
            ) : null}
          </Section>
        ) : null}
        <Section title="Files" id="files">
          <AttachmentList files={files} />
          {may.record ? (
            <div className="mt-4">
              <AttachFiles
                at={{
                  kind: "agency-event",
                  id: event.id,
                  roles: ATTACHMENT_TARGETS["agency-event"],
                }}
              />
            </div>
          ) : files.length === 0 ? (
            <p className="text-ink-soft">None is attached.</p>
          ) : null}
        </Section>
        {items.length > 0 ? (
          <EventOutcomes eventId={event.id} items={items} mayRecord={may.record} answer={answer} />
        ) : null}
        <EventProductions
          productions={current.productions}
          items={items}
          mayRecord={may.recordProduction}
          answer={answer}
          dated={dayOf(event)}
          isExpected={
            wasRecorded &&
            [current, ...others].every(({ productions }) => productions.length === 0) &&
            (event.kind === "interimResponse" ||
              items.some(({ outcomes }) =>
                outcomes.some(
                  ({ eventId, outcome }) => eventId === event.id && outcome.startsWith("produced"),
                ),
              ))
          }
        />
        {may.record ? <CorrectEvent key={event.id} shown={shown} answer={answer} /> : null}
      </div>
    </Page>
  );
}
