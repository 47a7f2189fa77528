import {
  Link,
  useActionData,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
} from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { movedOnSentence } from "#app/features/document/moved-on.ts";
import { returnedSentence } from "#app/features/review/returned-sentence.ts";
import { DecisionHistory } from "#app/features/review/DecisionHistory.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Compare } from "#app/features/versions/Compare.tsx";
import { WordReturnsList } from "#app/features/word-return/WordReturnsList.tsx";
import { VersionList } from "#app/features/versions/VersionList.tsx";
import { nameVersionForm } from "#app/domain/forms/review.ts";
import { done } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Versions of ${data?.document.title ?? "a document"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params: { documentId }, context: { services } }) {
    const listed = await services.versions.list(actor, documentId);
    if (!listed.ok) return listed;
    const returns = await services.wordFiles.returns(actor, documentId);
    return returns.ok ? done({ ...listed.value, returns: returns.value }) : returns;
  },
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: nameVersionForm,
  run: ({ actor, params, context, input }) =>
    context.services.versions.name(actor, params.documentId, input),
  next: ({ number }) => ({ said: `The draft is kept as version ${number}.` }),
});

export default function Versions() {
  const { document, versions, standing, returns, keepsTexts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { may, returned } = standing;
  return (
    <DocumentPage
      document={document}
      title="Versions"
      actions={
        may.submit ? (
          <ButtonLink to={`/documents/${document.id}/submit`} look="primary">
            Submit for review
          </ButtonLink>
        ) : null
      }
    >
      <StatusMessage>{answer?.said ?? movedOnSentence(search, document.status)}</StatusMessage>
      {returned ? (
        <Notice kind="word" className="mb-8">
          <p>
            {returnedSentence(standing)} version {returned.versionNumber},{" "}
            <Timestamp at={returned.at} ends />
          </p>
          {returned.reason ? (
            <blockquote className="mt-1 whitespace-pre-line">“{returned.reason}”</blockquote>
          ) : null}
        </Notice>
      ) : null}
      <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-10">
          {standing.isBroughtIn ? (
            <Empty
              action={
                <ButtonLink to={`/documents/${document.id}/filed`}>See what was filed</ButtonLink>
              }
            >
              <p>
                This paper was filed before it came here: it has no versions to read or compare,
                only the PDF that was filed.
              </p>
            </Empty>
          ) : versions.length > 0 ? (
            <VersionList
              documentId={document.id}
              versions={versions}
              current={standing.version?.id ?? null}
              status={document.status}
            />
          ) : (
            <Empty
              action={
                <Link to={`/documents/${document.id}`} className="link">
                  Open the draft
                </Link>
              }
            >
              <p>
                No version yet. Submitting the draft makes one that everybody signs; naming it makes
                one to look back at.
              </p>
            </Empty>
          )}
          {standing.decisions.length > 0 ? (
            <Section title="What was decided">
              <DecisionHistory documentId={document.id} decisions={standing.decisions} />
              {standing.decisions.some(({ passkey }) => passkey) ? (
                <p className="mt-4 text-sm text-ink-soft">
                  The proof of a decision by passkey holds without this workspace:{" "}
                  <Link to="/verify" className="link">
                    how to check it
                  </Link>
                </p>
              ) : null}
            </Section>
          ) : null}
          <WordReturnsList documentId={document.id} returns={returns} />
        </div>
        <div className="grid gap-8">
          {may.nameVersion ? <NameVersion /> : null}
          {keepsTexts && !standing.isBroughtIn ? (
            <Section title="Templates">
              <Link to={`/documents/${document.id}/template`} className="link">
                Keep as a template
              </Link>
            </Section>
          ) : null}
          {versions.length > 0 && !standing.isBroughtIn ? (
            <Compare
              documentId={document.id}
              versions={versions}
              from={versions[1]?.number ?? versions[0]?.number}
              to={document.status === "draft" ? "draft" : versions[0]?.number}
              draft={document.status === "draft"}
            />
          ) : null}
        </div>
      </div>
    </DocumentPage>
  );
}

function NameVersion() {
  const [form, fields] = useSentForm({
    id: "name-version",
    schema: nameVersionForm,
    answer: useActionData<typeof action>(),
  });
  return (
    <Section title="Keep the draft as it stands">
      <Card className="p-5">
        <SentForm form={form} submit="Keep as a version" submitting="Keeping…" look="plain">
          <TextField
            field={fields.name}
            label="Name"
            hint="Such as “Before the call with counsel”. The draft stays open."
          />
        </SentForm>
      </Card>
    </Section>
  );
}
