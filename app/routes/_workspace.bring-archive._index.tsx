import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import {
  bringArchiveForm,
  BROUGHT_ARCHIVE_BYTES,
  BROUGHT_ARCHIVE_FIELD,
} from "#app/domain/forms/bring-archive.ts";
import { BringArchive } from "#app/features/bringing/BringArchive.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { noParams } from "#app/framework/params.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "Bring an archive in · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.bringing.show(actor),
});

export const action = guardedUploads(
  {
    params: noParams,
    need: "signed in",
    admit: ({ actor, context }) => context.services.bringing.mayBring(actor),
    limit: BROUGHT_ARCHIVE_BYTES + FIELDS_LIMIT,
    file: { field: BROUGHT_ARCHIVE_FIELD, missing: "Choose the archive." },
  },
  (handle) => ({
    bring: handle({
      form: bringArchiveForm,
      run: ({ actor, context, input, file: { name, bytes } }) =>
        context.services.bringing.bring(actor, input, { fileName: name, bytes }),
      said: "The archive is being looked through.",
      next: ({ archiveId }) => `/bring-archive/${archiveId}`,
    }),
  }),
);

export default function BringArchivePage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Bring an archive in"
      lead="A matter that was taken along from another workspace, or from this one, with its papers, filings, lawsuits, files and conversations."
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/matters/new", label: "New matter" },
      ]}
      narrow
    >
      <BringArchive view={view} answer={answer} />
    </Page>
  );
}
