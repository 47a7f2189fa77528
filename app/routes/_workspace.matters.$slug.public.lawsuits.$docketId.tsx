import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import { cardForm, formOfCard } from "#app/document/public-page/record-forms.ts";
import { takeOffForm } from "#app/domain/forms/public-page.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { backToOverview } from "#app/features/public-page-editing/part-routes.ts";
import { TakeOffForm } from "#app/features/public-page-editing/TakeOffForm.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.docket.title ?? "A lawsuit"} on the public page · Coalition Desk` },
];

export const loader = guardedLoader({
  params: docketParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const page = await context.services.publicPage.toEdit(actor, params.slug);
    if (!page.ok) return page;
    const { matter, content, dockets } = page.value;
    const docket = dockets.find(({ docketId }) => docketId === params.docketId);
    return docket ? done({ matter, content, docket }) : refuse("not-found");
  },
});

export const action = guardedActions({ params: docketParams, need: "signed in" }, (handler) => ({
  save: handler({
    form: cardForm,
    run: ({ actor, params, context, input }) =>
      context.services.publicPage.editCard(actor, params.slug, params.docketId, input),
    next: backToOverview,
  }),
  "take-off": handler({
    form: takeOffForm,
    run: ({ actor, params, context, input }) =>
      context.services.publicPage.takeCardOff(actor, params.slug, params.docketId, input),
    next: backToOverview,
  }),
}));

export default function EditCard() {
  const { matter, content, docket } = useLoaderData<typeof loader>();
  const filled = formOfCard(
    content.litigation.find(({ docketId }) => docketId === docket.docketId),
  );
  const [form, fields] = useSentForm({
    id: "card",
    schema: cardForm,
    intent: "save",
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="What the page says of a lawsuit"
      lead="Court, number and day of filing come from the docket, and who sues whom from its caption."
    >
      <dl className="mb-8 grid gap-3">
        <LabeledValue label="Plaintiffs" value={docket.plaintiffs.join(", ") || null} />
        <LabeledValue label="Defendants" value={docket.defendants.join(", ") || null} />
      </dl>
      <PartForm
        slug={matter.slug}
        form={form}
        base={fields.base}
        intent="save"
        submit="Save lawsuit"
      >
        <BothFields
          en={fields.labelEn}
          es={fields.labelEs}
          label="Label above the title"
          optional
        />
        <BothFields en={fields.titleEn} es={fields.titleEs} label="Title" long />
        <BothFields en={fields.summaryEn} es={fields.summaryEs} label="Summary" rows={4} />
        <TextField
          field={fields.link}
          label="Link"
          hint="Where one can read more of the lawsuit."
          optional
        />
        <BothFields
          en={fields.footnoteEn}
          es={fields.footnoteEs}
          label="Footnote"
          hint="Where the words name others than the caption does, say why. Without it such a card is not published."
          rows={2}
          optional
        />
      </PartForm>
      {docket.isOnPage ? <TakeOffForm noun="lawsuit" /> : null}
    </EditFrame>
  );
}
