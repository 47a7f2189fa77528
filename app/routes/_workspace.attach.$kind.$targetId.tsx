import { useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { AttachFiles } from "#app/features/attachments/AttachFiles.tsx";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { attachForm, ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { attachmentTargetParams } from "#app/framework/params.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Files · ${data?.at.what ?? "Record"} · Coalition Desk` },
];

const guard = { params: attachmentTargetParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.attachments.showAt(actor, params.kind, params.targetId),
});

export const action = guardedUploads(
  {
    ...guard,
    admit: ({ actor, params, context }) =>
      context.services.attachments.mayAdd(actor, params.kind, params.targetId),
    limit: ATTACHMENT_LIMITS.bytes + FIELDS_LIMIT,
    file: { field: ATTACHMENT_FILE_FIELD, missing: "Choose a file." },
  },
  (handle) => ({
    attach: handle({
      form: attachForm,
      async run({ actor, params, context, input, file: { name, bytes } }) {
        const { kind, targetId } = params;
        const upload = { fileName: name, bytes };
        const added = await context.services.attachments.add(actor, kind, targetId, input, upload);
        return added.ok ? { ok: true, value: undefined } : added;
      },
      said: "The file was attached.",
    }),
  }),
);

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
          {files.length === 0 ? <Empty>Nothing yet.</Empty> : <AttachmentList files={files} />}
        </Section>
        {at.mayChange ? (
          <Section title="Attach files">
            <AttachFiles at={at} />
          </Section>
        ) : null}
      </div>
    </Page>
  );
}
