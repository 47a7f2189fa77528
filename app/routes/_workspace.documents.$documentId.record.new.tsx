import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { AgencyEventFields } from "#app/features/agency-record/AgencyEventFields.tsx";
import { EventPreview } from "#app/features/agency-record/EventPreview.tsx";
import {
  choiceOf,
  proposalOf,
  type RecordChoice,
} from "#app/features/agency-record/record-choices.ts";
import { RecordChoices } from "#app/features/agency-record/RecordChoices.tsx";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { done } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { readQuery } from "#app/framework/query.ts";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Record an event of ${data?.document.title ?? "a request"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;
const query = z.object({ says: z.string().max(40) }).partial();

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params, context, url }) {
    const asked = readQuery(query, url);
    if (!asked.ok) return asked;
    const begun = await context.services.agencyRecord.begin(actor, params.documentId);
    return begun.ok ? done({ ...begun.value, ...asked.value }) : begun;
  },
});

export const action = guardedActions(guard, (handle) => ({
  preview: handle({
    form: agencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.preview(actor, params.documentId, input),
    next: (effect) => ({ said: "", show: effect }),
  }),
  record: handle({
    form: agencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.record(actor, params.documentId, input),
    next: ({ eventId }, { params }) => ({
      to: `/documents/${params.documentId}/record/events/${eventId}?recorded`,
    }),
  }),
}));

export default function NewAgencyEvent() {
  const { document, says } = useLoaderData<typeof loader>();
  const choice = choiceOf(says);
  const record = `/documents/${document.id}/record`;
  return (
    <Page
      title={choice?.words ?? "Record a letter or event"}
      lead={choice ? undefined : "What does the letter say, or what happened?"}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${document.matter.slug}`, label: document.matter.title },
        { to: record, label: `Record of ${document.title}` },
        ...(choice ? [{ to: `${record}/new`, label: "Record a letter or event" }] : []),
      ]}
      narrow
    >
      {choice ? (
        <NewEvent key={choice.says} choice={choice} back={record} />
      ) : (
        <RecordChoices documentId={document.id} />
      )}
    </Page>
  );
}

function NewEvent({ choice, back }: { readonly choice: RecordChoice; readonly back: string }) {
  const { appeals, parts, items, components, today } = useLoaderData<typeof loader>();
  const proposal = proposalOf(choice.says);
  const [form, fields] = useSentForm({
    id: "event",
    schema: agencyEventForm,
    answer: useActionData<typeof action>(),
    intent: "record",
    defaultValue: {
      kind: choice.kind,
      reasons: true,
      statesReasonsAndAppeal: true,
      ...(choice.kind === "received" ? { isProper: true } : {}),
      ...(proposal?.outcome ? { outcome: proposal.outcome } : {}),
    },
  });
  return (
    <SentForm
      form={form}
      intent="record"
      submit="Record it"
      submitting="Recording…"
      beside={
        <Link to={back} className="link">
          Cancel
        </Link>
      }
    >
      <AgencyEventFields
        kind={choice.kind}
        fields={fields}
        appeals={appeals}
        parts={parts}
        items={items}
        components={components}
        today={today}
        withOutcome
      />
      <EventPreview formId={form.id} task={proposal?.task ?? null} />
    </SentForm>
  );
}
