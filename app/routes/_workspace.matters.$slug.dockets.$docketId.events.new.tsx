import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { docketPaths } from "#app/features/docket/docket-paths.ts";
import { DocketEventFields } from "#app/features/docket/DocketEventFields.tsx";
import { EventKinds } from "#app/features/docket/EventKinds.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { DOCKET_KINDS, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { SERVED } from "#app/domain/docket-event/recipients.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Record an entry of ${data?.docket.name ?? "a docket"} · Coalition Desk` },
];

const guard = { params: docketParams, need: "signed in" } as const;
/** The kind of entry; the recipient of a service; the entry that sets a day. */
const query = z
  .object({
    kind: z.enum(DOCKET_EVENT_KINDS),
    on: z.enum(SERVED),
    agency: z.string().max(300),
    under: z.string().max(64),
  })
  .partial();

export const loader = guardedLoader({
  ...guard,
  load: async ({ actor, params, context, url }) => {
    const asked = readQuery(query, url);
    if (!asked.ok) return asked;
    const begun = await context.services.dockets.beginEvent(
      actor,
      params.slug,
      params.docketId,
      asked.value.under ?? null,
    );
    return begun.ok ? done({ ...begun.value, ...asked.value }) : begun;
  },
});

export const action = guardedAction({
  ...guard,
  form: docketEventForm,
  run: ({ actor, params, context, input }) =>
    context.services.dockets.recordEvent(actor, params.slug, params.docketId, input),
  next: ({ eventId }, { params }) => ({
    to: `${docketPaths(params, params.docketId).page}#entry-${eventId}`,
  }),
});

export default function NewDocketEvent() {
  const { docket, matter, kind, setBy, under } = useLoaderData<typeof loader>();
  const paths = docketPaths(matter, docket.id);
  return (
    <Page
      title={kind === undefined ? "Record an entry" : DOCKET_KINDS[kind].label}
      lead={
        setBy
          ? `By the entry “${setBy.text.slice(0, 200)}”, which keeps its words and its day.`
          : kind === undefined
            ? "What happened in the lawsuit, or is due?"
            : DOCKET_KINDS[kind].hint
      }
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: paths.page, label: docket.name },
        ...(kind === undefined ? [] : [{ to: paths.record(), label: "Record an entry" }]),
      ]}
      narrow
    >
      {kind === undefined ? (
        <EventKinds
          to={(one) => paths.record(one, under === undefined ? {} : { under })}
          areSet={under !== undefined}
        />
      ) : (
        <NewLine key={kind} kind={kind} back={paths.page} />
      )}
    </Page>
  );
}

function NewLine({ kind, back }: { readonly kind: DocketEventKind; readonly back: string }) {
  const { on, agency, setBy, documents, defendants, today } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "entry",
    schema: docketEventForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      kind,
      ...(on === undefined ? {} : { on }),
      ...(agency === undefined ? {} : { agency }),
      ...(setBy ? { under: setBy.id } : {}),
      // A motion or a clerk's notice is no order.
      ...(setBy?.kind === "order"
        ? { orderNumber: setBy.number ?? "", orderedOn: setBy.dated ?? "" }
        : {}),
    },
  });
  return (
    <SentForm
      form={form}
      submit="Record it"
      submitting="Recording…"
      beside={
        <Link to={back} className="link">
          Cancel
        </Link>
      }
    >
      <DocketEventFields {...{ kind, fields, documents, defendants, today }} />
    </SentForm>
  );
}
