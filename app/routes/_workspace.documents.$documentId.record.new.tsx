import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { AgencyEventFields } from "#app/features/agency-record/AgencyEventFields.tsx";
import { EventPreview } from "#app/features/agency-record/EventPreview.tsx";
import { eventDaysText } from "#app/domain/agency-record/event-sentences.ts";
import { LetterFields } from "#app/features/agency-record/LetterFields.tsx";
import {
  choiceOf,
  isOfLetter,
  partOfChoice,
  type RecordChoice,
} from "#app/features/agency-record/record-choices.ts";
import { RecordChoices } from "#app/features/agency-record/RecordChoices.tsx";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { letterForm } from "#app/domain/agency-record/letter.ts";
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
const query = z.object({ says: z.string().max(40), letter: z.string().max(64) }).partial();

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params, context, url }) {
    const asked = readQuery(query, url);
    if (!asked.ok) return asked;
    const { says, letter } = asked.value;
    const begun = await context.services.agencyRecord.begin(actor, params.documentId, letter);
    return begun.ok ? done({ ...begun.value, says }) : begun;
  },
});

export const action = guardedActions(guard, (handle) => ({
  preview: handle({
    form: agencyEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.preview(actor, params.documentId, input),
    next: (effect) => ({ said: "", show: effect }),
  }),
  "preview-letter": handle({
    form: letterForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.previewLetter(actor, params.documentId, input),
    next: (effect) => ({ said: "", show: effect }),
  }),
  letter: handle({
    form: letterForm,
    run: ({ actor, params, context, input }) =>
      context.services.agencyRecord.recordLetter(actor, params.documentId, input),
    next: ({ eventId }, { params }) => ({
      to: `/documents/${params.documentId}/record/events/${eventId}?recorded`,
    }),
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
  const { document, says, addsTo } = useLoaderData<typeof loader>();
  const choice = choiceOf(says);
  const record = `/documents/${document.id}/record`;
  const isLetter = addsTo !== null || (choice !== undefined && isOfLetter(choice));
  return (
    <Page
      title={
        addsTo
          ? "More that the letter says"
          : isLetter
            ? "A letter from the agency"
            : (choice?.words ?? "Record a letter or event")
      }
      lead={
        addsTo
          ? `The letter ${eventDaysText(addsTo)}.`
          : choice
            ? undefined
            : "Choose what the letter says first, or what happened. The letter’s dates are entered once; anything else it says is added on its page."
      }
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${document.matter.slug}`, label: document.matter.title },
        { to: record, label: `Record of ${document.title}` },
        ...(choice ? [{ to: `${record}/new`, label: "Record a letter or event" }] : []),
      ]}
      narrow
    >
      {isLetter ? (
        <NewLetter key={addsTo?.id ?? choice?.says} choice={choice ?? null} back={record} />
      ) : choice ? (
        <NewEvent key={choice.says} choice={choice} back={record} />
      ) : (
        <RecordChoices documentId={document.id} />
      )}
    </Page>
  );
}

interface NewEntryProps<Choice> {
  readonly choice: Choice;
  readonly back: string;
}

/** One letter of the agency, with all that it says (L63). */
function NewLetter({ choice, back }: NewEntryProps<RecordChoice | null>) {
  const { appeals, parts, items, components, today, addsTo, entryId } =
    useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "letter",
    schema: letterForm,
    answer: useActionData<typeof action>(),
    intent: "letter",
    defaultValue: { parts: choice ? [partOfChoice(choice)] : [] },
  });
  return (
    <SentForm
      form={form}
      intent="letter"
      submit="Record it"
      submitting="Recording…"
      beside={<Cancel to={back} />}
    >
      <input type="hidden" name={fields.entryId.name} value={entryId} />
      {addsTo ? <input type="hidden" name={fields.partOf.name} value={addsTo.id} /> : null}
      <LetterFields
        form={form}
        fields={fields}
        appeals={appeals}
        parts={parts}
        items={items}
        components={components}
        today={today}
        isAddition={addsTo !== null}
      />
      <EventPreview formId={form.id} intent="preview-letter" />
    </SentForm>
  );
}

/** An act of ours, or something else that is no letter. */
function NewEvent({ choice, back }: NewEntryProps<RecordChoice>) {
  const { appeals, parts, items, components, today } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "event",
    schema: agencyEventForm,
    answer: useActionData<typeof action>(),
    intent: "record",
    defaultValue: {
      kind: choice.kind,
      reasons: true,
      ...(choice.kind === "received" ? { isProper: true } : {}),
    },
  });
  return (
    <SentForm
      form={form}
      intent="record"
      submit="Record it"
      submitting="Recording…"
      beside={<Cancel to={back} />}
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
      <EventPreview formId={form.id} />
    </SentForm>
  );
}

function Cancel({ to }: { readonly to: string }) {
  return (
    <Link to={to} className="link">
      Cancel
    </Link>
  );
}
