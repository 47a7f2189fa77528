import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ChosenSigners } from "#app/features/details/ChosenSigners.tsx";
import { fromPaper } from "#app/features/details/back-to-paper.ts";
import {
  DetailsParts,
  docketPart,
  draftPart,
  sharedPart,
} from "#app/features/details/DetailsParts.tsx";
import { addressElsewhere, EditElsewhere } from "#app/features/details/EditElsewhere.tsx";
import { DocketChoice } from "#app/features/details/DocketChoice.tsx";
import {
  CertifierFields,
  LetterFields,
  OrganizationFields,
  PaperFields,
  TrackingField,
} from "#app/features/details/DetailsFields.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { detailsForm, type EditedElsewhere } from "#app/document/details/details-form.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `Parties, signers and addresses of ${data?.document.title ?? "a draft"} · Coalition Desk`,
  },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.documents.showDetails(actor, params.documentId),
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: detailsForm,
  run: ({ actor, params, context, input }) =>
    context.services.documents.editDetails(actor, params.documentId, input),
  next: (saved, { params: { documentId }, input: { onward } }) => ({
    to: (onward && addressElsewhere(onward, documentId, saved)) ?? `/documents/${documentId}`,
  }),
});

export default function DocumentDetailsPage() {
  const view = useLoaderData<typeof loader>();
  const { document, form: filled, signers, agencyAddressee } = view;
  const [form, fields] = useSentForm({
    id: "facts",
    schema: detailsForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: view.base },
  });
  const shared = `/matters/${document.matter.slug}/facts`;
  const elsewhere = (what: string, field: EditedElsewhere) =>
    view.may.editShared ? <EditElsewhere field={field} what={what} /> : null;
  const court = filled.caption !== null;
  return (
    <DocumentPage
      document={document}
      title="Parties, signers and addresses"
      lead="Details that the pages show beside the text. They are frozen and signed together with it."
      narrow
    >
      <DetailsParts
        parts={[
          ...(view.may.editShared ? [sharedPart(document.matter.slug)] : []),
          ...view.dockets
            .filter(({ id }) => id === filled.docketId && view.may.editShared)
            .map((docket) => docketPart(document.matter.slug, docket)),
          draftPart(document),
        ]}
      />
      <SentForm
        form={form}
        submit="Save"
        submitting="Saving…"
        className="gap-10"
        beside={<ButtonLink to={`/documents/${document.id}`}>Back to the desk</ButtonLink>}
      >
        <FormBase field={fields.base} />
        {court ? (
          <>
            <DocketChoice field={fields.docketId} view={view} docketId={filled.docketId} />
            <PaperFields fields={fields.caption.getFieldset()} />
          </>
        ) : null}
        <OrganizationFields
          title={court ? "Plaintiffs" : "Requesters"}
          list={fields.organizations.getFieldList().map((item) => item.getFieldset())}
          organizations={filled.organizations}
          elsewhere={elsewhere("addresses", "addresses")}
        />
        {document.layoutProfile === "letter" ? (
          <LetterFields
            fields={fields.letter.getFieldset()}
            agency={agencyAddressee}
            elsewhere={elsewhere("the agency’s address", "shared-addressee")}
          />
        ) : null}
        <ChosenSigners
          form={form}
          field={fields.signers}
          signers={signers}
          court={court}
          elsewhere={elsewhere("signers", "shared-signers")}
          record={fromPaper(shared, document.id, "shared-signers")}
        />
        {document.kind === "request" ? (
          <CertifierFields
            fields={fields.certifier.getFieldset()}
            further={fields.furtherCertifiers.getFieldList().map((item) => item.getFieldset())}
            organizations={filled.organizations}
          />
        ) : null}
        <TrackingField field={fields.trackingNumbers} />
      </SentForm>
    </DocumentPage>
  );
}
