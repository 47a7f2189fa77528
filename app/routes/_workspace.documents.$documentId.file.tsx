import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import {
  confirmFilingForm,
  discardFilingCopyForm,
  makeFilingCopyForm,
} from "#app/domain/forms/filing.ts";
import { done } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { refusedOrMovedOn } from "#app/features/document/moved-on.ts";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { ClockNewsNotice } from "#app/features/agency-record/ClockNewsNotice.tsx";
import { ConfirmFiling } from "#app/features/filing/ConfirmFiling.tsx";
import { DiscardFilingCopy } from "#app/features/filing/DiscardFilingCopy.tsx";
import { FilingCopySummary, VoidedCopies } from "#app/features/filing/FilingCopySummary.tsx";
import { GoesOutWith } from "#app/features/filing/GoesOutWith.tsx";
import { MakeFilingCopy } from "#app/features/filing/MakeFilingCopy.tsx";
import { RecordFindings } from "#app/features/filing/RecordFindings.tsx";
import { TakeFilingCopy } from "#app/features/filing/TakeFilingCopy.tsx";
import { SignOffs } from "#app/features/review/SignOffs.tsx";
import { Hash } from "#app/features/versions/Hash.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `File ${data?.document.title ?? "a document"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const {
      actor,
      params: { documentId },
      context: { services },
    } = visit;
    const choices = await services.filings.choices(actor, documentId);
    if (!choices.ok) return refusedOrMovedOn(choices, visit, "file");
    const news = await services.agencyRecord.clockNews(actor, documentId);
    return news.ok ? done({ ...choices.value, clockNews: news.value }) : news;
  },
});

export const action = guardedActions(guard, (handle) => ({
  make: handle({
    form: makeFilingCopyForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.makeCopy(actor, params.documentId, input),
    next: () => ({
      said: "The filing copy is made. Nothing is filed yet: take it away, file exactly that file, and confirm it here.",
    }),
  }),
  discard: handle({
    form: discardFilingCopyForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.discardCopy(actor, params.documentId, input),
    next: () => ({ said: "The filing copy is void. The document is approved as before." }),
  }),
  confirm: handle({
    form: confirmFilingForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.confirm(actor, params.documentId, input),
    next: (_filed, { params }) => ({ to: `/documents/${params.documentId}/filed` }),
  }),
}));

export default function FileDocument() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document, version, standing, copy, voidedCopies } = view;
  return (
    <DocumentPage
      document={document}
      title="File it"
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
      <StatusMessage>{answer?.said}</StatusMessage>
      <ClockNewsNotice news={view.clockNews} />
      <div className="grid gap-10">
        <Section title="Approved by">
          <SignOffs required={standing.required} />
        </Section>
        {copy ? null : (
          <Section title="What was let stand">
            <GoesOutWith view={view} />
          </Section>
        )}
        <Section title="1. Make the filing copy">
          {copy ? (
            <div className="grid gap-4">
              <Card className="p-5">
                <FilingCopySummary copy={copy} />
              </Card>
              <RecordFindings view={view}>
                If it is not filed yet, discard the copy below, and have a drafter reopen the text
                or make a copy that says why it may be filed as it is.
              </RecordFindings>
            </div>
          ) : (
            <>
              <p className="mb-5 text-ink-soft">
                The pages are laid out without any marking and stored with their hash. This files
                nothing yet.
              </p>
              <MakeFilingCopy view={view} answer={answer} />
            </>
          )}
        </Section>
        {copy ? (
          <>
            <Section title="2. Take it away">
              <TakeFilingCopy view={view} copy={copy} />
            </Section>
            <Section title="What goes out with it">
              <GoesOutWith view={view} />
            </Section>
            <Section title="3. Confirm that it was filed">
              <ConfirmFiling key={copy.id} view={view} copy={copy} answer={answer} />
            </Section>
            <DiscardFilingCopy key={`discard-${copy.id}`} copy={copy} answer={answer} />
          </>
        ) : null}
        {voidedCopies.length > 0 ? (
          <Section title="Filing copies that are void">
            <VoidedCopies copies={voidedCopies} />
          </Section>
        ) : null}
      </div>
    </DocumentPage>
  );
}
