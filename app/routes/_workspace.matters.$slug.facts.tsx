import {
  Link,
  useActionData,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
} from "react-router";
import { backToPaper } from "#app/features/details/back-to-paper.ts";
import {
  DetailsParts,
  docketPart,
  draftParts,
  sharedPart,
} from "#app/features/details/DetailsParts.tsx";
import { AffectedDocuments } from "#app/features/docket/Papers.tsx";
import { Page } from "#app/ui/Page.tsx";
import { AddressFieldsOf, AgencyField, SignerList } from "#app/features/details/SharedFields.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { formOfShared, sharedForm } from "#app/document/details/shared-form.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `Parties, signers and addresses of ${data?.matter.title ?? "a matter"} · Coalition Desk`,
  },
];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.matters.sharedDetails(actor, params.slug),
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: sharedForm,
  run: ({ actor, params, context, input }) =>
    context.services.matters.editSharedDetails(actor, params.slug, input),
  next: (_nothing, { params, url }) => ({
    to: backToPaper(url.searchParams, `/matters/${params.slug}`),
  }),
});

export default function SharedDetailsPage() {
  const view = useLoaderData<typeof loader>();
  const { matter, facts, documents } = view;
  const [search] = useSearchParams();
  const back = backToPaper(search, `/matters/${matter.slug}`);
  const [form, fields] = useSentForm({
    id: "shared",
    schema: sharedForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...formOfShared(facts), base: view.base },
  });
  return (
    <Page
      title="Parties, signers and addresses"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead="Details that the documents of this matter share. They are edited here and nowhere else."
      narrow
    >
      <DetailsParts
        parts={[
          sharedPart(matter.slug),
          ...view.dockets.map((docket) => docketPart(matter.slug, docket)),
          ...draftParts(documents, view.mayDraft),
        ]}
      />
      <AffectedDocuments documents={documents} />
      <SentForm
        form={form}
        submit="Save"
        submitting="Saving…"
        className="gap-10"
        beside={
          <Link to={back} className="link">
            Cancel
          </Link>
        }
      >
        <FormBase field={fields.base} />
        <SignerList form={form} field={fields.signers} view={view} />
        <AddressFieldsOf
          list={fields.organizations.getFieldList().map((item) => item.getFieldset())}
          view={view}
        />
        <AgencyField field={fields.addressee} view={view} />
      </SentForm>
    </Page>
  );
}
