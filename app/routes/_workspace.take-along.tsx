import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { discardArchiveForm, takeAlongForm } from "#app/domain/forms/taking-along.ts";
import { TakeAlong } from "#app/features/taking-along/TakeAlong.tsx";
import { permitted } from "#app/framework/access-requirement.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "Take the workspace along · Coalition Desk" }];

const guard = { need: permitted("workspace.take-along", () => ({})) } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) =>
    withProof(visit, await visit.context.services.takingAlong.showWorkspace(visit.actor)),
});

export const action = guardedActions(guard, (handle) => ({
  take: handle({
    form: takeAlongForm,
    run: (visit) => {
      const { actor, context, input } = visit;
      return context.services.takingAlong.takeWorkspace(actor, input, askingBrowser(visit));
    },
    next: () => ({ said: "The archive is being made. You can leave this page meanwhile." }),
  }),
  discard: handle({
    form: discardArchiveForm,
    run: ({ actor, context, input }) => context.services.takingAlong.discard(actor, input),
    next: () => ({ said: "The archive was discarded." }),
  }),
}));

export default function TakeWorkspaceAlong() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Take the workspace along"
      lead="All matters as one file that can be read, checked and kept without this workspace. It is no backup: accounts and settings are not in it."
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
      ]}
      actions={<HelpLink about="take-along">About archives</HelpLink>}
      narrow
    >
      <TakeAlong view={view} answer={answer} />
    </Page>
  );
}
