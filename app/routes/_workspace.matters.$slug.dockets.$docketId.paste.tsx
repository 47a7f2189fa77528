import { counted } from "#app/domain/counted.ts";
import { thousands } from "#app/domain/thousands.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { useState } from "react";
import { docketPaths } from "#app/features/docket/docket-paths.ts";
import type { ImportPreview } from "#server/services/index.ts";
import { PastedEntries, UnreadLines } from "#app/features/docket/PastedSheet.tsx";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { importDocketForm } from "#app/domain/docket-event/form.ts";
import { IMPORT_LIMITS } from "#app/domain/docket-event/import-limits.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Paste a docket sheet: ${data?.docket.name ?? "a docket"} · Coalition Desk` },
];

const guard = { params: docketParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.dockets.beginEvent(actor, params.slug, params.docketId),
});

export const action = guardedActions(guard, (handle) => ({
  preview: handle({
    form: importDocketForm,
    run: ({ actor, params, context, input }) =>
      context.services.dockets.previewImport(actor, params.slug, params.docketId, input),
    next: (preview, { input }) => ({
      said: "",
      show: { pasted: input.pasted, entries: preview.entries, unread: preview.unread },
    }),
  }),
  add: handle({
    form: importDocketForm,
    run: ({ actor, params, context, input }) =>
      context.services.dockets.importEvents(actor, params.slug, params.docketId, input),
    next: ({ added, days, unread, left }, { params }) =>
      unread.length === 0
        ? { to: docketPaths(params, params.docketId).page }
        : {
            said: `${counted(added, "entry was", "entries were")} added${days === 0 ? "" : `, with ${counted(days, "day")}`}.`,
            show: { pasted: left, entries: [], unread },
          },
  }),
}));

type Answer = ReturnType<typeof useActionData<typeof action>>;

export default function PasteDocketSheet() {
  const { docket, matter } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const paths = docketPaths(matter, docket.id);
  const latest = answer?.show ?? null;
  // Keeps what was shown, with what was ticked, where adding it is refused.
  const [kept, setKept] = useState(latest);
  if (latest !== null && latest !== kept) setKept(latest);
  const shown = latest ?? kept;
  // Fills the form anew after entries were added, with the lines that could not be read. Text that
  // is typed while a preview is on its way stays.
  const [left, setLeft] = useState(shown?.pasted ?? "");
  if (shown && answer?.intent === "add" && shown.pasted !== left) setLeft(shown.pasted);
  return (
    <Page
      title="Paste a docket sheet"
      lead="Copied as text from PACER, ECF or CourtListener. Numbers and words stay as the court has them; nothing is added before you have seen it."
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: paths.page, label: docket.name },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        {shown && shown.unread.length > 0 ? <UnreadLines unread={shown.unread} /> : null}
        {shown && shown.entries.length > 0 ? (
          <div className="grid gap-5">
            <Add pasted={shown.pasted} entries={shown.entries} answer={answer} />
          </div>
        ) : null}
        <Preview
          key={left}
          pasted={left}
          isFirst={shown === null}
          answer={answer}
          back={paths.page}
        />
      </div>
    </Page>
  );
}

function Preview({
  pasted,
  isFirst,
  answer,
  back,
}: {
  readonly pasted: string;
  /** Whether nothing was sent yet. */
  readonly isFirst: boolean;
  readonly answer: Answer;
  readonly back: string;
}) {
  const [form, fields] = useSentForm({
    id: "paste",
    schema: importDocketForm,
    // A successful answer would empty the form.
    answer: answer?.show ? undefined : answer,
    intent: answer?.intent ?? "preview",
    defaultValue: { pasted },
  });
  return (
    <SentForm
      form={form}
      intent="preview"
      submit="Show what it brings"
      submitting="Reading…"
      look={isFirst ? "primary" : "plain"}
      beside={
        <Link to={back} className="link">
          Back to the docket
        </Link>
      }
    >
      <ParagraphsField
        field={fields.pasted}
        label="Entries"
        hint={`A day, a number and words each, as “01/11/2022 1 COMPLAINT …”; lines without a day go on with the entry above. At most ${thousands(IMPORT_LIMITS.entries)} entries at a time.`}
        rows={8}
      />
    </SentForm>
  );
}

function Add({
  pasted,
  entries,
  answer,
}: {
  readonly pasted: string;
  readonly entries: ImportPreview["entries"];
  readonly answer: Answer;
}) {
  const count = entries.length;
  const [form, fields] = useSentForm({
    id: "add",
    schema: importDocketForm,
    answer: answer?.show ? undefined : answer,
    intent: "add",
    defaultValue: { pasted },
  });
  return (
    <SentForm
      form={form}
      intent="add"
      submit={count === 1 ? "Add 1 entry" : `Add ${count} entries`}
      submitting="Adding…"
    >
      <PastedEntries entries={entries} taken={fields.taken.name} />
      <input type="hidden" name={fields.pasted.name} value={pasted} />
    </SentForm>
  );
}
