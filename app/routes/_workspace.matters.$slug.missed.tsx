import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import {
  missedForm,
  remindOfMissedForm,
  settleMissedForm,
} from "#app/domain/forms/missed-deadline.ts";
import { MissedDay, SettledDay } from "#app/features/missed/MissedDays.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { InventedOnce } from "#app/ui/InventedMark.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Missed by the agency: ${data?.matter.title ?? "a matter"} · Coalition Desk` },
];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.deadlines.missed(actor, params.slug),
});

export const action = guardedActions(guard, (handle) => ({
  settle: handle({
    form: settleMissedForm,
    run: ({ actor, params, context, input }) =>
      context.services.deadlines.settle(actor, params.slug, input),
    next: ({ said }) => ({
      said: `Nobody is told of it any more: ${said}. It comes back when the record changes.`,
    }),
  }),
  unsettle: handle({
    form: missedForm,
    run: ({ actor, params, context, input }) =>
      context.services.deadlines.unsettle(actor, params.slug, input),
    next: () => ({ said: "It was taken back: the date is open again." }),
  }),
  remind: handle({
    form: remindOfMissedForm,
    run: ({ actor, params, context, input }) =>
      context.services.deadlines.remind(actor, params.slug, input),
    next: (_nothing, { input }) => ({
      said: `You are told of it again on ${writtenDate(input.until)}, or when the record changes.`,
    }),
  }),
  forget: handle({
    form: missedForm,
    run: ({ actor, params, context, input }) =>
      context.services.deadlines.forget(actor, params.slug, input),
    next: () => ({ said: "The reminder is gone; the date stands on your Home again." }),
  }),
}));

export default function Missed() {
  const { matter, missed, settled, tomorrow, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Missed by the agency"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead={
        may.settle
          ? "Record what came. If a date is recorded elsewhere or not pursued, settle it here, for the whole matter."
          : "Staff of the parties record what came, or settle a date for the whole matter. A reminder is yours alone."
      }
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        {missed.length === 0 ? (
          <Empty
            action={
              <Link to={`/matters/${matter.slug}`} className="link">
                See the days of the matter
              </Link>
            }
          >
            <p>No date is open that the agency missed.</p>
          </Empty>
        ) : (
          <InventedOnce entries={missed.map(({ entry }) => entry)}>
            <Card>
              <ul className="divide-y divide-rule">
                {missed.map(({ entry, remindOn }) => (
                  <li key={entry.key} className="px-5 py-4">
                    <MissedDay
                      entry={entry}
                      remindOn={remindOn}
                      tomorrow={tomorrow}
                      maySettle={may.settle}
                      answer={answer}
                    />
                  </li>
                ))}
              </ul>
            </Card>
          </InventedOnce>
        )}
        {settled.length > 0 ? (
          <Section title="Settled">
            <Card>
              <ul className="divide-y divide-rule">
                {settled.map((one) => (
                  <li key={one.entry.key} className="px-5 py-4">
                    <SettledDay settled={one} maySettle={may.settle} answer={answer} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ) : null}
      </div>
    </Page>
  );
}
