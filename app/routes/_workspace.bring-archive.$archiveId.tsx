import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { chooseForArchiveForm, discardBroughtForm } from "#app/domain/forms/bring-archive.ts";
import { BroughtArchive } from "#app/features/bringing/BroughtArchive.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { archiveParams } from "#app/framework/params.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "An archive"} · Coalition Desk` },
];

const guard = { params: archiveParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.bringing.showOne(actor, params.archiveId),
});

export const action = guardedActions(guard, (handle) => ({
  choose: handle({
    form: chooseForArchiveForm,
    run: ({ actor, params, context, input }) =>
      context.services.bringing.choose(actor, params.archiveId, input),
    next: () => ({ said: "It is being brought in. You can leave this page meanwhile." }),
  }),
  discard: handle({
    form: discardBroughtForm,
    run: ({ actor, params, context, input }) =>
      context.services.bringing.discard(actor, params.archiveId, input),
    next: () => ({ to: "/bring-archive" }),
  }),
}));

export default function BroughtArchivePage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={view.name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/bring-archive", label: "Bring an archive in" },
      ]}
      narrow
    >
      <BroughtArchive view={view} answer={answer} />
    </Page>
  );
}
