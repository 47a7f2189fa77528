import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { CaptionPart, DocketMoveView } from "#server/services/index.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { setDocketForm } from "#app/domain/forms/document.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketMoveQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Docket of ${data?.document.title ?? "a paper"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params, context, url }) {
    const query = readQuery(docketMoveQuery, url);
    if (!query.ok) return query;
    const { documentId } = params;
    return context.services.documents.docketMove(actor, documentId, query.value.to ?? null);
  },
});

export const action = guardedActions(guard, (handle) => ({
  move: handle({
    form: setDocketForm,
    run: ({ actor, params, context, input }) =>
      context.services.documents.setDocket(actor, params.documentId, input),
    next: ({ matterSlug, docketId }, { params: { documentId } }) => ({
      to: `/matters/${matterSlug}/dockets/${docketId}?${new URLSearchParams({ moved: documentId })}`,
    }),
  }),
}));

export default function Docket() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document, docket, others, chosen } = view;
  const page = `/documents/${document.id}/docket`;
  return (
    <Page
      title="Docket of this paper"
      lead={docket ? `It belongs to ${docket.name}.` : "It belongs to no docket yet."}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${document.matter.slug}`, label: document.matter.title },
        { to: `/documents/${document.id}`, label: document.title },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="move" />
      <div className="grid gap-10">
        {chosen ? <Chosen view={view} chosen={chosen} /> : null}
        <Section title={chosen ? "The other dockets" : "Move it to"}>
          {others.length === 0 ? (
            <Empty
              action={
                <ButtonLink to={`/matters/${document.matter.slug}/dockets/new`}>
                  New docket
                </ButtonLink>
              }
            >
              <p>This matter has no other docket.</p>
            </Empty>
          ) : (
            <Card>
              <ul className="divide-y divide-rule">
                {others.map(({ id, name }) => (
                  <li key={id} className="px-5 py-3">
                    <Link
                      to={`${page}?${new URLSearchParams({ to: id })}`}
                      className="link"
                      aria-current={id === chosen?.id ? "true" : undefined}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </Section>
      </div>
    </Page>
  );
}

const PARTS: Readonly<Record<CaptionPart, string>> = {
  court: "Court",
  district: "District",
  division: "Division",
  caseNumber: "Case number",
  judge: "Judge",
  plaintiffs: "Plaintiffs",
  defendants: "Defendants",
};

function Chosen({
  view: { document, docket },
  chosen,
}: {
  readonly view: DocketMoveView;
  readonly chosen: NonNullable<DocketMoveView["chosen"]>;
}) {
  const { id, name, changes, otherLayout, refused } = chosen;
  const isDraft = document.status === "draft";
  return (
    <Section title={`To ${name}`}>
      {refused === null ? null : <Notice kind="problem">{refused}</Notice>}
      {changes.length > 0 ? (
        <Card>
          <dl className="divide-y divide-rule">
            {changes.map(({ part, before, after }) => (
              <div key={part} className="grid gap-1 px-5 py-3">
                <dt className="text-sm text-ink-soft">{PARTS[part]}</dt>
                <dd className="whitespace-pre-line">
                  <del>{before ?? "not recorded"}</del>
                </dd>
                <dd className="whitespace-pre-line">
                  <ins>{after ?? "not recorded"}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      ) : isDraft ? (
        <p>Its caption says the same in both.</p>
      ) : null}
      <ul className="mt-4 grid gap-2">
        {isDraft ? (
          <>
            <li>
              Its text stays. Dates and numbers that it takes from the record of a lawsuit are
              looked at again before it is submitted, and what does not agree is named there.
            </li>
            {otherLayout ? (
              <li>Its layout is that of another court, and stays: change it in its settings.</li>
            ) : null}
          </>
        ) : (
          <li>
            It was filed, and stays exactly as it was filed, its caption too. It is listed with the
            other docket.
          </li>
        )}
        <li>
          {docket ? "Entries of both dockets stay" : "Entries of the docket stay"} where they are,
          and so do the requests that each enforces.
        </li>
      </ul>
      {refused === null ? (
        <ConfirmForm
          className="mt-6"
          intent="move"
          fields={{ docketId: id, ...(docket ? { from: docket.id } : {}) }}
          label="Move it"
          look="primary"
          question={`Move “${document.title}” to ${name}?`}
          consequence={
            isDraft
              ? "Its caption says what that docket records, at once, also for others who have it open."
              : "It is listed with that docket. Nothing in the paper changes."
          }
          confirm="Move it"
        />
      ) : null}
    </Section>
  );
}
