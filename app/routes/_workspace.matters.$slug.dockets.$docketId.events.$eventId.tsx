import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { docketPaths } from "#app/features/docket/docket-paths.ts";
import { DocketEventFields } from "#app/features/docket/DocketEventFields.tsx";
import { EventKinds } from "#app/features/docket/EventKinds.tsx";
import { AttachFiles } from "#app/features/attachments/AttachFiles.tsx";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { ReasonForm } from "#app/ui/ReasonForm.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { ATTACHMENT_TARGETS } from "#app/domain/attachment.ts";
import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { docketEventForm, retractDocketEventForm } from "#app/domain/docket-event/form.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketEventParams } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Correct an entry of ${data?.docket.name ?? "a docket"} · Coalition Desk` },
];

const guard = { params: docketEventParams, need: "signed in" } as const;
const query = z.object({ kind: z.enum(DOCKET_EVENT_KINDS) }).partial();

export const loader = guardedLoader({
  ...guard,
  load: async ({ actor, params, context, url }) => {
    const asked = readQuery(query, url);
    if (!asked.ok) return asked;
    const { slug, docketId, eventId } = params;
    const shown = await context.services.dockets.showEvent(actor, slug, docketId, eventId);
    return shown.ok ? done({ ...shown.value, asked: asked.value.kind }) : shown;
  },
});

export const action = guardedActions(guard, (handle) => ({
  correct: handle({
    form: docketEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.dockets.correctEvent(
        actor,
        params.slug,
        params.docketId,
        params.eventId,
        input,
      ),
    next: ({ eventId }, { params }) => ({
      to: `${docketPaths(params, params.docketId).page}#entry-${eventId}`,
    }),
  }),
  retract: handle({
    form: retractDocketEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.dockets.retractEvent(
        actor,
        params.slug,
        params.docketId,
        params.eventId,
        input,
      ),
    next: (_nothing, { params }) => ({ to: docketPaths(params, params.docketId).page }),
  }),
}));

export default function CorrectDocketEvent() {
  const { docket, matter, line, filled, asked, documents, defendants, today } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const paths = docketPaths(matter, docket.id);
  const kind = asked ?? filled.kind;
  return (
    <Page
      title={`Correct: ${DOCKET_KINDS[kind].label.toLowerCase()}`}
      lead={line.text}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: paths.page, label: docket.name },
      ]}
      narrow
    >
      <div className="grid gap-12">
        {line.isInvented ? <InventedMark /> : null}
        <Correct
          key={`${line.id} ${kind}`}
          {...{ answer, kind, documents, defendants, today }}
          filled={{ ...filled, kind, ...(kind === filled.kind ? {} : { text: line.text }) }}
          back={paths.page}
        />
        <Section title="Files">
          <div className="grid gap-5">
            <AttachmentList files={line.attachments} />
            <AttachFiles
              at={{ kind: "docket-event", id: line.id, roles: ATTACHMENT_TARGETS["docket-event"] }}
            />
          </div>
        </Section>
        <Section title="It never happened">
          <Retract answer={answer} />
        </Section>
        <details>
          <summary className="cursor-pointer font-medium">It is something else</summary>
          <div className="mt-3">
            <EventKinds to={(other) => paths.event(line.id, other)} />
          </div>
        </details>
      </div>
    </Page>
  );
}

interface CorrectProps extends Pick<ReturnType<typeof useLoaderData<typeof loader>>, "filled"> {
  readonly answer: ReturnType<typeof useActionData<typeof action>>;
  readonly kind: Parameters<typeof DocketEventFields>[0]["kind"];
  readonly documents: Parameters<typeof DocketEventFields>[0]["documents"];
  readonly defendants: Parameters<typeof DocketEventFields>[0]["defendants"];
  readonly today: string;
  readonly back: string;
}

function Correct({ answer, kind, filled, documents, defendants, today, back }: CorrectProps) {
  const [form, fields] = useSentForm({
    id: "entry",
    schema: docketEventForm,
    answer,
    intent: "correct",
    defaultValue: filled,
  });
  return (
    <SentForm
      form={form}
      intent="correct"
      submit="Record the correction"
      submitting="Recording…"
      beside={
        <Link to={back} className="link">
          Cancel
        </Link>
      }
    >
      <p className="text-[0.9375rem] text-ink-soft">
        The entry as it was stays visible beside the correction. Days that follow from it are
        counted anew.
      </p>
      <DocketEventFields {...{ kind, fields, documents, defendants, today }} />
    </SentForm>
  );
}

function Retract({ answer }: Pick<CorrectProps, "answer">) {
  return (
    <ReasonForm
      schema={retractDocketEventForm}
      answer={answer}
      intent="retract"
      submit="Take the entry back"
      submitting="Taking back…"
      ask={{
        question: "Take this entry back?",
        consequence:
          "It stays on the page, crossed out, with the reason. Nothing is due from it any more, the days that hang under it are taken back with it, and its files are no longer public anywhere.",
        confirm: "Take it back",
      }}
      rows={2}
    />
  );
}
