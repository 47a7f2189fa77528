import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { discardArchiveForm, takeAlongForm } from "#app/domain/forms/taking-along.ts";
import { TakeAlong } from "#app/features/taking-along/TakeAlong.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Take ${data?.matter?.title ?? "a matter"} along · Coalition Desk` },
];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    return withProof(visit, await context.services.takingAlong.showMatter(actor, params.slug));
  },
});

export const action = guardedActions(guard, (handle) => ({
  take: handle({
    form: takeAlongForm,
    run: (visit) => {
      const { actor, params, context, input } = visit;
      const { takingAlong } = context.services;
      return takingAlong.takeMatter(actor, params.slug, input, askingBrowser(visit));
    },
    next: () => ({ said: "The archive is being made. You can leave this page meanwhile." }),
  }),
  discard: handle({
    form: discardArchiveForm,
    run: ({ actor, context, input }) => context.services.takingAlong.discard(actor, input),
    next: () => ({ said: "The archive was discarded." }),
  }),
}));

export default function TakeMatterAlong() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { matter } = view;
  return (
    <Page
      title="Take it along"
      lead="The whole matter as one file that can be read, checked and kept without this workspace."
      crumbs={[
        { to: "/", label: "Home" },
        ...(matter ? [{ to: `/matters/${matter.slug}`, label: matter.title }] : []),
      ]}
      actions={<HelpLink about="take-along">About archives</HelpLink>}
      narrow
    >
      <TakeAlong view={view} answer={answer} />
    </Page>
  );
}
