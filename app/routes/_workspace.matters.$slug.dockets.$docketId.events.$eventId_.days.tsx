import { counted } from "#app/domain/counted.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { docketPaths } from "#app/features/docket/docket-paths.ts";
import { EventKinds } from "#app/features/docket/EventKinds.tsx";
import { NamedDayFields } from "#app/features/docket/NamedDays.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { shortDate } from "#app/domain/dates.ts";
import { confirmDaysForm } from "#app/domain/docket-event/form.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketEventParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Days that an entry of ${data?.docket.name ?? "a docket"} sets · Coalition Desk` },
];

const guard = { params: docketEventParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params: { slug, docketId, eventId }, context }) =>
    context.services.dockets.showEvent(actor, slug, docketId, eventId),
});

export const action = guardedAction({
  ...guard,
  form: confirmDaysForm,
  run: ({ actor, params: { slug, docketId, eventId }, context, input }) =>
    context.services.dockets.confirmDays(actor, slug, docketId, eventId, input),
  next: (_count, { params }) => ({
    to: `${docketPaths(params, params.docketId).page}#entry-${params.eventId}`,
  }),
});

export default function DaysOfEntry() {
  const { docket, matter, line } = useLoaderData<typeof loader>();
  const paths = docketPaths(matter, docket.id);
  const place = [
    line.number === null ? null : `No. ${line.number}`,
    line.dated === null ? null : shortDate(line.dated),
  ].filter(Boolean);
  return (
    <Page
      title="Days that it sets"
      lead={`${place.length === 0 ? "" : `${place.join(", ")}: `}${line.text}`}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: paths.page, label: docket.name },
      ]}
      narrow
    >
      <div className="grid gap-12">
        {line.named.length > 0 ? (
          <Section title={counted(line.named.length, "day")}>
            <Named key={line.id} back={paths.page} />
          </Section>
        ) : null}
        <Section title={line.named.length > 0 ? "Another day" : "What does it set?"}>
          <EventKinds to={(kind) => paths.record(kind, { under: line.id })} areSet />
        </Section>
      </div>
    </Page>
  );
}

function Named({ back }: { readonly back: string }) {
  const { line } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "days",
    schema: confirmDaysForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      days: line.named.map(({ time, place, by, rule, ...day }) => ({
        ...day,
        time: time ?? "",
        place: place ?? "",
        by: by ?? undefined,
        rule: rule ?? "",
      })),
    },
  });
  return (
    <SentForm
      form={form}
      submit="Record what is selected"
      submitting="Recording…"
      beside={
        <Link to={back} className="link">
          Cancel
        </Link>
      }
    >
      <p className="text-[0.9375rem] text-ink-soft">
        Read from the entry’s words, or from a rule. The entry keeps its words, its day and its
        place; hours are by the court’s own clock.
      </p>
      <NamedDayFields field={fields.days} days={line.named} />
    </SentForm>
  );
}
