import {
  Link,
  useActionData,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
} from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { BroughtInNotice, BroughtInPaper } from "#app/features/filing/BroughtIn.tsx";
import { FilingActs } from "#app/features/filing/FilingActs.tsx";
import { VoidedCopies } from "#app/features/filing/FilingCopySummary.tsx";
import { Corrections, FilingRecord } from "#app/features/filing/FilingRecord.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { movedOnSentence, refusedOrMovedOn } from "#app/features/document/moved-on.ts";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { DecisionHistory } from "#app/features/review/DecisionHistory.tsx";
import { SignOffs } from "#app/features/review/SignOffs.tsx";
import { DetailsTable } from "#app/features/versions/DetailsTable.tsx";
import { VersionComments } from "#app/editor/threads/VersionComments.tsx";
import { Hash } from "#app/features/versions/Hash.tsx";
import { writtenDate } from "#app/domain/dates.ts";
import { correctFilingForm, supersedeForm, withdrawForm } from "#app/domain/forms/filing.ts";
import { done } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { ClockNewsNotice } from "#app/features/agency-record/ClockNewsNotice.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { FromArchiveNotice } from "#app/features/matter/FromArchive.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Filing: ${data?.view.document.title ?? "Not found"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const filed = await context.services.filings.show(actor, params.documentId);
    if (!filed.ok) return refusedOrMovedOn(filed, visit, "filed");
    const news = await context.services.agencyRecord.clockNews(actor, params.documentId);
    if (!news.ok) return news;
    const today = context.clock().toISOString().slice(0, 10);
    return done({ view: filed.value, today, clockNews: news.value });
  },
});

export const action = guardedActions(guard, (handle) => ({
  correct: handle({
    form: correctFilingForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.correct(actor, params.documentId, input),
    next: () => ({ said: "The correction is on record, beside what stood there before." }),
  }),
  supersede: handle({
    form: supersedeForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.supersede(actor, params.documentId, input),
    next: () => ({ said: "This filing is marked as superseded." }),
  }),
  withdraw: handle({
    form: withdrawForm,
    run: ({ actor, params, context, input }) =>
      context.services.filings.withdraw(actor, params.documentId, input),
    next: () => ({ said: "This filing is recorded as withdrawn." }),
  }),
}));

export default function Filed() {
  const { view, today, clockNews } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { document, filing, broughtIn, version, standing, corrections, ended, supersedes } = view;
  const { may } = standing;
  const voided = view.copies.filter((copy) => copy.voided !== null);
  return (
    <DocumentPage
      document={document}
      title={document.title}
      lead={`${KINDS[document.kind].name}, filed on ${writtenDate(filing.filedOn)}`}
      actions={
        <>
          <ButtonLink to={`/documents/${document.id}.pdf`} look="primary" reloadDocument>
            PDF as filed
          </ButtonLink>
          {broughtIn ? null : (
            <ButtonLink to={`/documents/${document.id}/word`}>To Word</ButtonLink>
          )}
          <ButtonLink to={`/documents/${document.id}/certificate.pdf`} reloadDocument>
            Certificate
          </ButtonLink>
          <ButtonLink to={`/verify?hash=${filing.pdfHash}`}>Verify</ButtonLink>
          <ButtonLink to={`/matters/${document.matter.slug}/record?document=${document.id}`}>
            Record
          </ButtonLink>
        </>
      }
    >
      <ClockNewsNotice news={clockNews} />
      <StatusMessage>{answer?.said ?? movedOnSentence(search, document.status)}</StatusMessage>
      <FromArchiveNotice origin={view.fromArchive} what="filing" />
      {broughtIn && !view.fromArchive ? (
        <BroughtInNotice filing={filing} broughtIn={broughtIn} />
      ) : null}
      {ended ? (
        <Notice kind="word" className="mb-8">
          {ended.successor ? (
            <p>
              Superseded by{" "}
              <Link to={`/documents/${ended.successor.id}/filed`} className="link">
                {ended.successor.title}
              </Link>
              , filed on {writtenDate(ended.successor.filedOn)}.
            </p>
          ) : (
            <p>
              Withdrawn{ended.by ? ` by ${personLabel(ended.by)}` : ""}, <Timestamp at={ended.at} />
              : <span className="whitespace-pre-line">{ended.reason}</span>
            </p>
          )}
        </Notice>
      ) : null}
      {supersedes.length > 0 ? (
        <Notice kind="word" className="mb-8">
          It supersedes{" "}
          {supersedes.map(({ id, title }, index) => (
            <span key={id}>
              {index > 0 ? ", " : ""}
              <Link to={`/documents/${id}/filed`} className="link">
                {title}
              </Link>
            </span>
          ))}
          .
        </Notice>
      ) : null}
      <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-10">
          <Section title="Filing">
            <FilingRecord
              document={document}
              filing={filing}
              broughtIn={broughtIn}
              exhibitsApart={view.exhibitsApart}
            />
          </Section>
          {view.attachments.length > 0 || view.mayAttach ? (
            <Section title="Stamped copy">
              {view.attachments.length > 0 ? (
                <AttachmentList files={view.attachments} />
              ) : (
                <p className="text-ink-soft">
                  None yet. A copy that the agency or court stamped and gave back is kept beside the
                  PDF that was filed.
                </p>
              )}
              {view.mayAttach ? (
                <div className="mt-3">
                  <ButtonLink to={`/attach/filing/${document.id}`}>
                    Attach the stamped copy
                  </ButtonLink>
                </div>
              ) : null}
            </Section>
          ) : null}
          {corrections.length > 0 ? (
            <Section title="Corrected details">
              <Corrections corrections={corrections} />
            </Section>
          ) : null}
          {voided.length > 0 ? (
            <Section title="Filing copies that are void">
              <VoidedCopies copies={voided} />
            </Section>
          ) : null}
          {broughtIn ? (
            <BroughtInPaper broughtIn={broughtIn} isOfArchive={view.fromArchive !== null} />
          ) : null}
          {broughtIn ? null : (
            <>
              <Section
                title={`Text, version ${version.number}`}
                actions={<Hash hash={version.hash} of="SHA-256 that was signed" />}
              >
                <p className="mb-3 text-ink-soft">
                  As it was signed. The PDF also has what the filing filled in: its date, the case
                  number, and signatures set on consent.
                </p>
                <FrozenText
                  html={view.html}
                  layout={document.layoutProfile}
                  label={`Text of version ${version.number}`}
                  letterhead={view.letterhead}
                />
              </Section>
              <Section title="Parties, signers and addresses">
                <Card className="p-5">
                  <DetailsTable details={view.facts} />
                </Card>
              </Section>
            </>
          )}
        </div>
        <aside aria-label="Approval and acts" className="grid gap-8">
          <Section title="Approved by">
            {broughtIn ? (
              <p className="text-ink-soft">
                It has no sign-offs of its own: it was brought in after it was filed.
              </p>
            ) : (
              <SignOffs required={standing.required} />
            )}
          </Section>
          {may.correctFiling || may.supersede || may.withdraw ? (
            <FilingActs view={view} today={today} answer={answer} />
          ) : null}
          {broughtIn ? null : (
            <Section title="What was decided">
              <DecisionHistory documentId={document.id} decisions={standing.decisions} />
            </Section>
          )}
        </aside>
      </div>
      {broughtIn ? null : <VersionComments documentId={document.id} version={version} />}
    </DocumentPage>
  );
}
