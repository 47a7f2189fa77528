import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { PagePartLinks } from "#app/features/public-page-editing/PagePartLinks.tsx";
import { PublishForm, WithdrawForm } from "#app/features/public-page-editing/PublishForms.tsx";
import {
  PageHistory,
  PageStatus,
  Problems,
} from "#app/features/public-page-editing/PageStatus.tsx";
import { editingPath } from "#app/features/public-page-editing/EditFrame.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { publishForm, withdrawPageForm } from "#app/domain/forms/public-page.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Public page of ${data?.matter.title ?? "a matter"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.publicPage.show(actor, params.slug),
});

export const action = guardedActions({ params: matterParams, need: "signed in" }, (handler) => ({
  publish: handler({
    form: publishForm,
    run: ({ actor, params, context, input }) =>
      context.services.publicPage.publish(actor, params.slug, input),
    next: ({ slug }) => ({ said: `The page is public now, at /p/${slug}.` }),
  }),
  withdraw: handler({
    form: withdrawPageForm,
    run: ({ actor, params, context, input }) =>
      context.services.publicPage.withdraw(actor, params.slug, input),
    next: () => ({ said: "The page is withdrawn. Its address says so." }),
  }),
}));

export default function PublicPageOverview() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { matter, may, state } = view;
  return (
    <Page
      title="Public page"
      lead="What everybody may read of this matter."
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said ?? null}</StatusMessage>
      <div className="grid gap-10">
        <PageStatus view={view} preview={editingPath(matter.slug, "preview")} />
        {may.edit ? <PagePartLinks view={view} /> : null}
        <Problems problems={view.problems} />
        {may.edit ? (
          <Section title={state === "published" ? "Publish changes" : "Publish"}>
            <PublishForm view={view} answer={answer} />
          </Section>
        ) : null}
        <PageHistory updates={view.updates} />
        {may.withdraw && state === "published" ? (
          <Section title="Withdraw">
            <WithdrawForm answer={answer} />
          </Section>
        ) : null}
      </div>
    </Page>
  );
}
