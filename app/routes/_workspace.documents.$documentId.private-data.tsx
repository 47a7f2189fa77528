import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { PrivateDataView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { overrideForm, type PrivateDataPurpose } from "#app/domain/forms/private-data.ts";
import { pagesText } from "#app/domain/exhibit.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { pdfQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Private data in ${data?.document.title ?? "a document"} · Coalition Desk` },
];

/** `?version=3` selects a version. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const query = readQuery(pdfQuery, url);
    if (!query.ok) return query;
    return context.services.filings.privateData(actor, params.documentId, query.value.version);
  },
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: overrideForm,
  run: ({ actor, params, context, input, url }) => {
    const query = readQuery(pdfQuery, url);
    if (!query.ok) return query;
    const { version } = query.value;
    return context.services.filings.letPrivateDataStand(actor, params.documentId, input, version);
  },
  next: () => ({ said: "It is recorded, with your name and the reason." }),
});

type Datum = PrivateDataView["data"][number];

const PURPOSE: Readonly<Record<PrivateDataPurpose, string>> = {
  export: "may stand in PDFs that are not filed",
  filing: "may stand in the filed paper and in PDFs before it",
};

export default function PrivateData() {
  const { document, number, data, unread, key, decisions, mayDecide, mayFile } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const pdf = `/documents/${document.id}.pdf${number === null ? "" : `?version=${number}`}`;
  return (
    <DocumentPage
      document={document}
      title="Private data"
      lead={
        number === null
          ? "The draft, looked through for what must not be in a paper that others read, before it is handed out or filed."
          : `Version ${number}, looked through before it is handed out or filed.`
      }
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {data.length === 0 && unread.length === 0 ? (
        <Notice kind="done">
          Nothing in the text, beside it or in its exhibits looks private.
        </Notice>
      ) : (
        <div className="grid gap-10">
          {unread.length > 0 ? <UnreadPages documentId={document.id} unread={unread} /> : null}
          {data.length > 0 ? (
            <Section title={data.length === 1 ? "One place" : `${data.length} places`}>
              <ul className="grid gap-4">
                {data.map(({ kind, place, shown, exhibit }, index) => (
                  <li key={index}>
                    <p>
                      What looks like {PRIVATE_DATA[kind].name}, {shown}
                      {exhibit
                        ? `, in Exhibit ${exhibit.letter}, page ${exhibit.page}. `
                        : place === null
                          ? ", beside the text. "
                          : ". "}
                      <PlaceLink documentId={document.id} place={place} exhibit={exhibit} />
                    </p>
                    <p className="text-sm text-ink-soft">
                      {PRIVATE_DATA[kind].instead} ({PRIVATE_DATA[kind].rule})
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          {decisions.length > 0 ? (
            <Section title="Let stand">
              <ul className="grid gap-4">
                {decisions.map(({ purpose, reason, by, at }) => (
                  <li key={at}>
                    <p>
                      {personLabel(by, "Somebody who has left")} decided that it {PURPOSE[purpose]},{" "}
                      <Timestamp at={at} as="whole" />:
                    </p>
                    <p className="whitespace-pre-line">{reason}</p>
                  </li>
                ))}
              </ul>
              <div className="mt-4">
                <ButtonLink to={pdf} reloadDocument>
                  Download the PDF
                </ButtonLink>
              </div>
            </Section>
          ) : null}
          {mayDecide ? (
            <OverrideForm
              documentId={document.id}
              found={key}
              mayFile={mayFile}
              title={data.length > 0 ? "Let it stand all the same" : "When you have read them"}
            />
          ) : decisions.length === 0 ? (
            <p className="text-ink-soft">
              A drafter, reviewer or member of staff decides whether it may stand. Until then nobody
              is handed the PDF.
            </p>
          ) : null}
        </div>
      )}
    </DocumentPage>
  );
}

/** The pages of the exhibits that can't be searched, and so need a person. */
function UnreadPages({
  documentId,
  unread,
}: Pick<PrivateDataView, "unread"> & { readonly documentId: string }) {
  return (
    <Section title="Pages to look through yourself">
      <Notice kind="problem">
        These pages are pictures, such as scans, or hold no text, so they could not be looked
        through for private numbers, full birth dates and names of minors. Read them before you hand
        out or file this paper.
      </Notice>
      <ul className="mt-4 grid gap-2">
        {unread.map(({ id, letter, title, pages }) => (
          <li key={id}>
            Exhibit {letter}, {title}: {pagesText(pages)}.{" "}
            <a className="underline" href={`/documents/${documentId}/exhibits/${id}.pdf`}>
              Download it<span className="sr-only">: {title}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A link to the place of a finding. */
function PlaceLink({
  documentId,
  place,
  exhibit,
}: Pick<Datum, "place" | "exhibit"> & { readonly documentId: string }) {
  const [to, words] = exhibit
    ? [`/exhibits#exhibit-${exhibit.id}`, "Exhibits"]
    : place === null
      ? ["/facts", "Parties, signers and addresses"]
      : [`#${place}`, "Show it in the text"];
  return (
    <a className="underline" href={`/documents/${documentId}${to}`}>
      {words}
    </a>
  );
}

function OverrideForm({
  documentId,
  found,
  mayFile,
  title,
}: {
  readonly documentId: string;
  readonly found: string;
  readonly mayFile: boolean;
  readonly title: string;
}) {
  const [form, fields] = useSentForm({
    id: "let-stand",
    schema: overrideForm,
    answer: useActionData<typeof action>(),
    defaultValue: { purpose: mayFile ? "filing" : "export" },
  });
  return (
    <Section title={title}>
      <SentForm
        form={form}
        submit="Let it stand"
        submitting="Recording it…"
        beside={<ButtonLink to={`/documents/${documentId}`}>Back to the desk</ButtonLink>}
      >
        <input type="hidden" name="key" value={found} />
        <input type="hidden" name="purpose" value={mayFile ? "filing" : "export"} />
        <ParagraphsField
          field={fields.reason}
          label="Why it may stand"
          rows={3}
          hint={
            mayFile
              ? "It is recorded with your name, and holds for exactly these places, in the filed paper and in PDFs before it."
              : "It is recorded with your name, and holds for exactly these places, in PDFs that are not filed. Filing asks staff of the lead organization."
          }
        />
      </SentForm>
    </Section>
  );
}
