import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { Checklist } from "#app/features/companions/Checklist.tsx";
import { FormDetails } from "#app/features/companions/FormDetails.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { beginCompanionForm } from "#app/domain/forms/document.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.document.title ?? "Complaint"}: what goes with it · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.companions.show(actor, params.documentId),
});

export const action = guardedAction({
  ...guard,
  form: beginCompanionForm,
  run: ({ actor, params, context, input }) =>
    context.services.companions.begin(actor, params.documentId, input),
  next: ({ documentId }) => ({ to: `/documents/${documentId}` }),
});

export default function Companions() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document, court, papers, coverSheet, summons } = view;
  return (
    <DocumentPage
      document={document}
      title="What goes with the complaint"
      lead={`Papers that the ${court} asks to be filed or served with it. Rules that were not compared with the edition in force say so: check them.`}
    >
      <FormErrors answer={answer} intent={null} />
      <div className="grid gap-10">
        <Section title="Checklist">
          <Checklist papers={papers} docketId={view.docketId} mayCreate={view.may.create} />
        </Section>
        <Section id="cover-sheet" title="For the civil cover sheet">
          <p className="mb-4 text-ink-soft">
            This is not the form, and nothing of it is filed: copy it into the court’s own form. The
            boxes are those of JS 44; a court’s own edition may number them otherwise. What is not
            recorded is entered under “Parties, signers and addresses” or on the docket.
          </p>
          <FormDetails details={coverSheet} />
        </Section>
        <Section id="summons" title="For the summonses">
          <p className="mb-4 text-ink-soft">
            These are not the forms: copy each into AO 440. There is one for every defendant, and
            for the two others that FRCP 4(i) asks to serve.
          </p>
          <div className="grid gap-6">
            {summons.map(({ to, details }) => (
              <div key={to}>
                <h3 className="mb-2 font-medium">To: {to}</h3>
                <FormDetails details={details} />
              </div>
            ))}
          </div>
        </Section>
      </div>
    </DocumentPage>
  );
}
