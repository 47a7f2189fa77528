import { Link, useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { ButtonLink } from "#app/ui/Button.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { FilingFactFields } from "#app/features/filing/FilingFactFields.tsx";
import { SignatureFields } from "#app/features/filing/SignatureFields.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { SignOffs } from "#app/features/review/SignOffs.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Hash } from "#app/features/versions/Hash.tsx";
import { fileForm } from "#app/domain/forms/filing.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Record the filing of ${data?.document.title ?? "a document"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.filings.choices(actor, params.documentId),
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: fileForm,
  run: ({ actor, params, context, input }) =>
    context.services.filings.file(actor, params.documentId, input),
  next: (_filed, { params }) => ({ to: `/documents/${params.documentId}/filed` }),
});

export default function RecordFiling() {
  const view = useLoaderData<typeof loader>();
  const { document, version, standing, certifier, signers, asksCaseNumber, today } = view;
  const [form, fields] = useSentForm({
    id: "file",
    schema: fileForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      filedOn: today,
      method: view.method ?? undefined,
      addressee: view.addressee,
      caseNumber: view.caseNumber ?? undefined,
      signatures: signers.map(({ id }) => ({ signerId: id })),
    },
  });
  return (
    <DocumentPage
      document={document}
      title="Record filing"
      lead={
        <div className="flex flex-wrap items-baseline gap-x-4">
          <span>Version {version.number}, as it was approved</span>
          <Hash hash={version.hash} of={`SHA-256 of version ${version.number}`} />
        </div>
      }
      actions={
        <ButtonLink to={`/documents/${document.id}/review`}>Read the approved text</ButtonLink>
      }
      narrow
    >
      <div className="grid gap-10">
        {view.privateDataUndecided ? (
          <Notice kind="problem">
            Something in this version looks like a private number, a full birth date or the name of
            a minor, or an exhibit has pages that can’t be looked through for them. It can’t be
            filed before you have{" "}
            <Link className="underline" to={`/documents/${document.id}/private-data`}>
              looked at the places and decided
            </Link>
            .
          </Notice>
        ) : null}
        <Section title="Approved by">
          <SignOffs required={standing.required} />
        </Section>
        <Section title="The filing">
          <SentForm
            form={form}
            submit="Record filing and store the PDF"
            submitting="Laying out the pages and storing them…"
            ask={{
              question: "Record this filing?",
              consequence:
                "The pages are laid out with the date of filing, without any marking, and stored for good. From then on the document never changes; only slips in these facts can be corrected, in the open.",
              confirm: "Record it",
            }}
            beside={<ButtonLink to={`/documents/${document.id}`}>Back to the desk</ButtonLink>}
          >
            <input type="hidden" name="versionId" value={version.id} />
            <input type="hidden" name="hash" value={version.hash} />
            <FilingFactFields fields={fields} today={today} />
            {asksCaseNumber ? (
              <TextField
                field={fields.caseNumber}
                label="Case number"
                hint="If the court has assigned one; it is filled in on the pages. Otherwise a blank is printed."
                optional
              />
            ) : null}
            {certifier ? (
              <TickField
                field={fields.certified}
                label={`${certifier} has confirmed the certification`}
                hint="5 U.S.C. § 552(a)(6)(E)(vi): true and correct to the best of their knowledge and belief. Nobody else can certify this text."
              />
            ) : null}
            {signers.length > 0 ? (
              <SignatureFields field={fields.signatures} signers={signers} />
            ) : null}
          </SentForm>
        </Section>
      </div>
    </DocumentPage>
  );
}
