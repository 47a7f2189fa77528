import { useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { ButtonLink } from "~/components/Button";
import {
  CaptionFields,
  CertifierFields,
  LetterFields,
  OrganizationFields,
  SignerFields,
  TrackingField,
} from "~/components/review/FactsFields";
import { DocumentPage } from "~/components/review/DocumentPage";
import { SentForm, useSentForm } from "~/components/SentForm";
import { done, refuse } from "~/domain/refusal";
import { documentParams } from "~/editor/document-params";
import { guardedAction } from "~/http/guarded-action";
import { guardedLoader } from "~/http/guarded-loader";
import { factsForm, formOfFacts } from "~/prose/facts-form";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Letterhead and signers of ${data?.document.title ?? "a draft"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const shown = await context.services.documents.show(actor, params.documentId);
    if (!shown.ok) return shown;
    const { facts, factsRevision, may, matter, ...document } = shown.value;
    if (!may.edit) return refuse(document.status === "draft" ? "forbidden" : "frozen");
    return done({
      document: { ...document, matter: { slug: matter.slug, title: matter.title } },
      form: formOfFacts({ facts, parties: matter.parties }, factsRevision),
    });
  },
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: factsForm,
  run: ({ actor, params, context, input }) =>
    context.services.documents.editFacts(actor, params.documentId, input),
  next: (_nothing, { params }) => ({ to: `/documents/${params.documentId}` }),
});

export default function Facts() {
  const { document, form: filled } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "facts",
    schema: factsForm,
    answer: useActionData<typeof action>(),
    defaultValue: filled,
  });
  return (
    <DocumentPage
      document={document}
      title="Letterhead and signers"
      lead="What stands on the pages beside the text. It is frozen and signed together with it."
      narrow
    >
      <SentForm
        form={form}
        submit="Save"
        submitting="Saving…"
        className="gap-10"
        beside={<ButtonLink to={`/documents/${document.id}`}>Back to the desk</ButtonLink>}
      >
        <input type="hidden" name={fields.factsRevision.name} value={filled.factsRevision} />
        <OrganizationFields
          list={fields.organizations.getFieldList().map((item) => item.getFieldset())}
          organizations={filled.organizations}
        />
        {document.layoutProfile === "letter" ? (
          <LetterFields fields={fields.letter.getFieldset()} />
        ) : null}
        {filled.caption ? (
          <CaptionFields form={form} fields={fields.caption.getFieldset()} />
        ) : null}
        <SignerFields
          form={form}
          field={fields.signers}
          organizations={filled.organizations}
          court={filled.caption !== null}
        />
        {document.kind === "request" ? (
          <CertifierFields fields={fields.certifier.getFieldset()} />
        ) : null}
        <TrackingField field={fields.trackingNumbers} />
      </SentForm>
    </DocumentPage>
  );
}
