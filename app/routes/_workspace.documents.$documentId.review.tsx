import {
  useActionData,
  useLoaderData,
  useSearchParams,
  type AppLoadContext,
  type MetaFunction,
  type ShouldRevalidateFunctionArgs,
} from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { Decide } from "#app/features/review/Decide.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { DecisionHistory } from "#app/features/review/DecisionHistory.tsx";
import { SignOffs } from "#app/features/review/SignOffs.tsx";
import { OverriddenFindings } from "#app/features/review/OverriddenFindings.tsx";
import { ToDecide } from "#app/features/review/ToDecide.tsx";
import { TakeBack } from "#app/features/review/TakeBack.tsx";
import { Views } from "#app/ui/Views.tsx";
import { Changes } from "#app/features/versions/Changes.tsx";
import { DetailsTable } from "#app/features/versions/DetailsTable.tsx";
import { VersionComments } from "#app/editor/threads/VersionComments.tsx";
import { Hash } from "#app/features/versions/Hash.tsx";
import { requestChangesForm, returnToDraftForm, signOffForm } from "#app/domain/forms/review.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { done, REFUSAL_STATUS } from "#app/domain/refusal.ts";
import { movedOnSentence, refusedOrMovedOn } from "#app/features/document/moved-on.ts";
import { ClockNewsNotice } from "#app/features/agency-record/ClockNewsNotice.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Review: ${data?.document.title ?? "Not found"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const { reviews, agencyRecord } = context.services;
    const review = await reviews.show(actor, params.documentId, context.appUrl);
    if (!review.ok) return refusedOrMovedOn(review, visit, "review");
    const news = await agencyRecord.clockNews(actor, params.documentId);
    return news.ok ? done({ ...review.value, clockNews: news.value }) : news;
  },
});

/** Of a decision that was refused since the document has moved on, the page shows what became of it. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return actionStatus === REFUSAL_STATUS["wrong-status"] || defaultShouldRevalidate;
}

/** The browser of a decision: a passkey signed for the one that asked. */
function decidedFrom({ address, userAgent, sessionId, appUrl }: AppLoadContext) {
  return { address, userAgent, sessionId, appUrl };
}

export const action = guardedActions(guard, (handle) => ({
  "sign-off": handle({
    form: signOffForm,
    run: ({ actor, params, context, input }) => {
      const from = decidedFrom(context);
      return context.services.reviews.signOff(actor, params.documentId, input, from);
    },
    next: ({ approved }) => ({
      said: approved
        ? "You signed off, and with your signature the document is approved."
        : "You signed off on this version.",
    }),
  }),
  "request-changes": handle({
    form: requestChangesForm,
    run: ({ actor, params, context, input }) => {
      const from = decidedFrom(context);
      return context.services.reviews.requestChanges(actor, params.documentId, input, from);
    },
    next: (_nothing, { params }) => ({ to: `/documents/${params.documentId}/versions` }),
  }),
  recall: handle({
    form: returnToDraftForm,
    run: ({ actor, params, context, input }) =>
      context.services.reviews.recall(actor, params.documentId, input),
    next: (_nothing, { params }) => ({ to: `/documents/${params.documentId}` }),
  }),
  reopen: handle({
    form: returnToDraftForm,
    run: ({ actor, params, context, input }) =>
      context.services.reviews.reopen(actor, params.documentId, input),
    next: (_nothing, { params }) => ({ to: `/documents/${params.documentId}` }),
  }),
}));

export default function Review() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { document, version, standing, changes } = view;
  const asked = search.get("show");
  // Readers who know a version see the changes since it first, everybody else the whole text.
  const first = changes?.why === "yours" ? "changes" : "text";
  const shown =
    asked === "text" || asked === "facts" || (asked === "changes" && changes) ? asked : first;
  const decides = standing.askFor.length > 0;
  const reader = usePageFrame()?.person?.userId;
  const mine = standing.required.find(({ approval }) => approval?.person?.userId === reader);
  const signedAt = reader === undefined ? null : (mine?.approval?.at ?? null);

  return (
    <DocumentPage
      document={document}
      title={view.title}
      lead={
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span>
            Version {version.number}, submitted by {personLabel(version.createdBy, "a drafter")},{" "}
            <Timestamp at={version.createdAt} />
          </span>
          <Hash hash={version.hash} of={`SHA-256 of version ${version.number}`} />
        </div>
      }
      actions={
        <>
          <ButtonLink to={`/documents/${document.id}.pdf`} reloadDocument>
            PDF (not filed)
          </ButtonLink>
          <ButtonLink to={`/documents/${document.id}/word`}>To Word</ButtonLink>
          {standing.may.file ? (
            <ButtonLink to={`/documents/${document.id}/file`} look="primary">
              File it
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <ClockNewsNotice news={view.clockNews} />
      <StatusMessage>{answer?.said ?? movedOnSentence(search, document.status)}</StatusMessage>
      {standing.filingCopy ? (
        <Notice kind="word" className="mb-6">
          A filing copy was made, <Timestamp at={standing.filingCopy.at} />
          {standing.filingCopy.takenAt ? (
            <>
              , and taken away, <Timestamp at={standing.filingCopy.takenAt} />: somebody may have
              filed it already. Ask the staff before the document is reopened, which makes the copy
              void.
            </>
          ) : (
            ". Reopening the document makes it void."
          )}
        </Notice>
      ) : null}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Views
            current={shown}
            views={[
              ...(changes
                ? [
                    {
                      name: "changes",
                      label: `Changes since version ${changes.since.number}`,
                    },
                  ]
                : []),
              { name: "text", label: "Whole text" },
              { name: "facts", label: "Parties, signers and addresses" },
            ]}
          />
          {shown === "changes" && changes ? (
            <Section title={`What changed since version ${changes.since.number}`}>
              <p className="mb-3 text-ink-soft">
                {changes.why === "yours"
                  ? signedAt === null
                    ? "That is the version that you decided on last."
                    : "That is the version that you decided on before this one."
                  : signedAt === null
                    ? "That is the version that was submitted before; you have not decided on any yet."
                    : "That is the version that was submitted before."}
              </p>
              <Changes changes={changes} layout={view.layoutProfile} />
            </Section>
          ) : null}
          {shown === "text" ? (
            <>
              {signedAt === null && decides && changes?.why !== "yours" ? (
                <p className="mb-3 text-ink-soft">
                  You have not decided on a version of this document before, so this is its whole
                  text.
                </p>
              ) : null}
              <FrozenText
                html={view.html}
                layout={view.layoutProfile}
                label={`Text of version ${version.number}`}
                letterhead={view.letterhead}
              />
            </>
          ) : null}
          {shown === "facts" ? (
            <Card className="p-5">
              <p className="mb-4 text-ink-soft">
                This stands on the pages beside the text, and is signed with it.
              </p>
              <DetailsTable details={view.facts} />
            </Card>
          ) : null}
        </div>
        {/* Taller than the window, it would hold its end back until the end of the text. */}
        <aside
          aria-label="Sign-off"
          className={`grid gap-8${view.letStand ? "" : " lg:sticky lg:top-6"}`}
        >
          <Section
            title={document.status === "approved" ? "Signed off by" : "Sign-off needed from"}
          >
            <SignOffs required={standing.required} />
          </Section>
          {view.answer === null ? null : (
            <Section title="What the drafters answer">
              <blockquote className="border-l-2 border-rule-strong pl-3 whitespace-pre-line">
                {view.answer}
              </blockquote>
            </Section>
          )}
          {view.letStand ? (
            <Section title="Let stand when it was submitted">
              <OverriddenFindings
                documentId={document.id}
                version={version}
                letStand={view.letStand}
              />
            </Section>
          ) : null}
          {decides ? (
            <div id="decide" className="grid gap-8">
              <Decide
                documentId={document.id}
                version={version}
                standing={standing}
                passkeys={view.passkeys}
                answer={answer}
                signedAt={signedAt}
              />
            </div>
          ) : null}
          {standing.may.recall || standing.may.reopen ? (
            <TakeBack intent={standing.may.recall ? "recall" : "reopen"} answer={answer} />
          ) : null}
          {standing.decisions.length > 0 ? (
            <Section title="What was decided">
              <DecisionHistory documentId={document.id} decisions={standing.decisions} />
            </Section>
          ) : null}
        </aside>
      </div>
      <VersionComments
        documentId={document.id}
        version={version}
        view={shown}
        isInReview={document.status === "in_review"}
      >
        {decides ? (
          <ToDecide id="decide">
            {standing.signFor.length > 0 ? "To the sign-off" : "To the decisions"}
          </ToDecide>
        ) : null}
      </VersionComments>
    </DocumentPage>
  );
}
