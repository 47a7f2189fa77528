import { useLoaderData, type MetaFunction } from "react-router";
import { RecordPage } from "#app/features/audit-record/RecordPage.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { readRecordQuery } from "#app/framework/query.ts";

export const meta: MetaFunction = () => [{ title: "Record · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: async ({ actor, context, url }) => {
    const query = readRecordQuery(url);
    if (!query.ok) return query;
    return context.services.auditRecord.show(actor, null, query.value);
  },
});

export default function WorkspaceRecord() {
  return (
    <RecordPage
      record={useLoaderData<typeof loader>()}
      title="Record"
      lead="Who did what and when, in your matters, your organizations and your own account. You see only the lines that you may read; there are others."
      crumbs={[{ to: "/", label: "Home" }]}
      path="/record"
    />
  );
}
