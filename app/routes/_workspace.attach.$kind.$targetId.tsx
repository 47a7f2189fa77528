import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { AttachFiles } from "#app/features/attachments/AttachFiles.tsx";
import { attaching, uploadGuard } from "#app/features/attachments/attaching.ts";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { attachmentTargetParams } from "#app/framework/params.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Files · ${data?.at.what ?? "Record"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: attachmentTargetParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.attachments.showAt(actor, params.kind, params.targetId),
});

export const action = guardedUploads(uploadGuard, (handle) => ({
  attach: handle({ ...attaching, said: "The file was attached." }),
}));

export default function Attach() {
  const { at, files } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`Files: ${at.what}`}
      crumbs={[{ to: "/", label: "Home" }]}
      actions={<ButtonLink to={at.address}>Back</ButtonLink>}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="attach" />
      <div className="grid gap-10">
        <Section title="Attached">
          {files.length === 0 ? (
            <Empty
              action={
                at.mayChange ? (
                  <a href="#attach" className="link">
                    Choose files
                  </a>
                ) : (
                  <Link to={at.address} className="link">
                    Back to what they belong to
                  </Link>
                )
              }
            >
              Nothing yet.
            </Empty>
          ) : (
            <AttachmentList files={files} />
          )}
        </Section>
        {at.mayChange ? (
          <Section id="attach" title="Attach files">
            <AttachFiles at={at} />
          </Section>
        ) : null}
      </div>
    </Page>
  );
}
