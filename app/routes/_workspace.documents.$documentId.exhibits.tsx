import { counted } from "#app/domain/counted.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { AddExhibit } from "#app/features/exhibits/AddExhibit.tsx";
import { ExhibitItem } from "#app/features/exhibits/ExhibitItem.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import {
  addExhibitForm,
  EXHIBIT_FILE_FIELD,
  removeExhibitForm,
  renameExhibitForm,
  replaceExhibitForm,
} from "#app/domain/forms/exhibit.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { FIELDS_LIMIT, isUpload } from "#app/framework/upload-body.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Exhibits of ${data?.document.title ?? "a document"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.exhibits.show(actor, params.documentId),
});

const changes = guardedActions(guard, (handle) => ({
  rename: handle({
    form: renameExhibitForm,
    run: ({ actor, params, context, input }) =>
      context.services.exhibits.rename(actor, params.documentId, input),
    next: () => ({ said: "The exhibit was renamed." }),
  }),
  remove: handle({
    form: removeExhibitForm,
    run: ({ actor, params, context, input }) =>
      context.services.exhibits.remove(actor, params.documentId, input),
    next: () => ({ said: "The exhibit was removed from this draft." }),
  }),
}));

const uploads = guardedUploads(
  {
    ...guard,
    admit: ({ actor, params, context }) =>
      context.services.exhibits.mayChange(actor, params.documentId),
    limit: EXHIBIT_LIMITS.bytes + FIELDS_LIMIT,
    file: { field: EXHIBIT_FILE_FIELD, missing: "Choose a PDF." },
  },
  (handle) => ({
    add: handle({
      form: addExhibitForm,
      run: ({ actor, params, context, input, file: { name, bytes } }) =>
        context.services.exhibits.add(actor, params.documentId, input, { fileName: name, bytes }),
      said: "The exhibit was added. Name it in the text, and it gets its letter.",
    }),
    replace: handle({
      form: replaceExhibitForm,
      run: ({ actor, params, context, input, file: { name, bytes } }) =>
        context.services.exhibits.replace(actor, params.documentId, input.exhibitId, {
          fileName: name,
          bytes,
        }),
      said: "The PDF was replaced.",
    }),
  }),
);

export const action = (args: ActionArgs) =>
  isUpload(args.request) ? uploads(args) : changes(args);

export default function Exhibits() {
  const { document, exhibits, mayEdit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DocumentPage
      document={document}
      title="Exhibits"
      lead="PDFs that follow the text in the document’s own PDF, each behind a sheet with its letter. They are frozen and signed together with the text."
      actions={<ButtonLink to={`/documents/${document.id}`}>Back to the desk</ButtonLink>}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="remove" />
      <div className="grid gap-10">
        <Section
          title={exhibits.length === 0 ? "No exhibits yet" : counted(exhibits.length, "exhibit")}
        >
          {exhibits.length === 0 ? (
            <Empty
              action={
                mayEdit ? (
                  <a href="#add-exhibit" className="link">
                    Add the first exhibit
                  </a>
                ) : (
                  <Link to={`/documents/${document.id}`} className="link">
                    Open the document
                  </Link>
                )
              }
            >
              {mayEdit
                ? "Add a PDF below. Then name it in the text, where it gets its letter."
                : "None is attached to this document."}
            </Empty>
          ) : (
            <Card>
              <ul className="divide-y divide-rule">
                {exhibits.map((exhibit) => (
                  <li key={exhibit.id}>
                    <ExhibitItem documentId={document.id} exhibit={exhibit} mayEdit={mayEdit} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </Section>
        {mayEdit ? <AddExhibit answer={answer} /> : null}
      </div>
    </DocumentPage>
  );
}
