import { Link, useLoaderData, type MetaFunction } from "react-router";
import { RecordSections } from "#app/features/agency-record/RecordSections.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { shortDate } from "#app/domain/dates.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { AgencyRecordView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Card, Empty } from "#app/ui/Page.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Agency record of ${data?.document.title ?? "a document"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const { agencyRecord } = context.services;
    const elsewhere = await agencyRecord.elsewhere(actor, params.documentId);
    if (!elsewhere.ok) return elsewhere;
    const { document, requests } = elsewhere.value;
    const record: Outcome<AgencyRecordView | null> =
      document.kind === "request" ? await agencyRecord.show(actor, params.documentId) : done(null);
    return record.ok ? done({ document, requests, record: record.value }) : record;
  },
});

export default function AgencyRecord() {
  const { document, requests, record } = useLoaderData<typeof loader>();
  return (
    <DocumentPage
      document={document}
      title="Agency record"
      lead={
        record === null
          ? "The agency’s answers are recorded with the request."
          : "What the agency answered, what it owes, and where the request stands on the way to court."
      }
      actions={
        record?.may.record ? (
          <ButtonLink to={`/documents/${document.id}/record/new`} look="primary">
            Record a letter or event
          </ButtonLink>
        ) : null
      }
    >
      {record !== null ? (
        <RecordSections record={record} />
      ) : requests.length === 0 ? (
        <Empty action={<HelpLink about="filing">How a request is filed</HelpLink>}>
          No request of this matter has been filed yet.
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {requests.map(({ id, title, filedOn }) => (
              <li key={id} className="px-5 py-3.5">
                <Link to={`/documents/${id}/record`} className="link font-medium">
                  {title}
                </Link>
                <p className="text-sm text-ink-soft">Filed {shortDate(filedOn)}</p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </DocumentPage>
  );
}
