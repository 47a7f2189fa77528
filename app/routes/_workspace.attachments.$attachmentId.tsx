import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { AttachmentScanned } from "#app/features/attachments/AttachmentScanned.tsx";
import { ATTACHMENT_ROLE_LABELS, MEDIA_TYPES } from "#app/domain/attachment.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { attachmentReadForm, removeAttachmentForm } from "#app/domain/forms/attachment.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { attachmentParams, attachmentQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { ButtonLink, buttonClass } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.file.name ?? "File"} · Coalition Desk` },
];

const guard = { params: attachmentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params, context, url }) {
    const query = readQuery(attachmentQuery, url);
    if (!query.ok) return query;
    const shown = await context.services.attachments.show(actor, params.attachmentId);
    return shown.ok ? done({ ...shown.value, page: query.value.page ?? null }) : shown;
  },
});

export const action = guardedActions(guard, (handle) => ({
  read: handle({
    form: attachmentReadForm,
    run: ({ actor, params, context, input }) =>
      context.services.attachments.markRead(actor, params.attachmentId, input),
    next: () => ({ said: "It is on record that you have read it." }),
  }),
  remove: handle({
    form: removeAttachmentForm,
    async run({ actor, params, context, input }) {
      const { attachments } = context.services;
      const shown = await attachments.show(actor, params.attachmentId);
      if (!shown.ok) return shown;
      const removed = await attachments.remove(actor, params.attachmentId, input);
      return removed.ok ? done(shown.value.at.address) : removed;
    },
    next: (address) => ({ to: address }),
  }),
}));

export default function Attachment() {
  const { at, file, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={<span className="wrap-anywhere">{file.name}</span>}
      crumbs={[{ to: "/", label: "Home" }]}
      lead={
        <>
          {ATTACHMENT_ROLE_LABELS[file.role]}: {at.what}
          {at.isTakenBack ? ", taken back" : ""} {file.isInvented ? <InventedMark /> : null}
        </>
      }
      actions={
        <>
          <ButtonLink to={at.address}>Back</ButtonLink>
          <a href={`/attachments/${file.id}/file`} className={buttonClass("primary")}>
            Download
          </a>
        </>
      }
      narrow
    >
      {page === null ? null : (
        <Notice kind="word" className="mb-6">
          The words that you searched for are on page {page} of this file. Download it to read that
          page.
        </Notice>
      )}
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="remove" />
      <div className="grid gap-10">
        <AttachmentScanned file={file} mayChange={at.mayChange} answer={answer} />
        <Section title="The file">
          <dl className="grid gap-4 sm:grid-cols-2">
            <LabeledValue
              label="Kind, by its content"
              value={MEDIA_TYPES[file.mediaType] ?? null}
            />
            <LabeledValue label="Size" value={sizeText(file.bytes)} />
            <LabeledValue label="Attached by" value={file.by?.name ?? null} />
            <div>
              <dt className="text-sm text-ink-soft">Attached</dt>
              <dd className="mt-0.5">
                <Timestamp at={file.at} />
              </dd>
            </div>
            <div className="sm:col-span-2">
              <dt className="text-sm text-ink-soft">SHA-256</dt>
              <dd className="mt-0.5 font-mono text-sm wrap-anywhere">{file.sha256}</dd>
            </div>
          </dl>
        </Section>
        {at.mayChange ? (
          <ConfirmForm
            intent="remove"
            label="Remove the file"
            question={`Remove “${file.name}”?`}
            consequence="It is taken away here and from every page that shows it. Its line in the record stays; its bytes are deleted after 30 days."
            confirm="Remove the file"
          />
        ) : null}
      </div>
    </Page>
  );
}
