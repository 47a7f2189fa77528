import { useLoaderData, type MetaFunction } from "react-router";
import { RecordPage } from "#app/features/audit-record/RecordPage.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { readRecordQuery } from "#app/framework/query.ts";
import { matterParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Record: ${data?.matter?.title ?? "a matter"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const query = readRecordQuery(url);
    if (!query.ok) return query;
    return context.services.auditRecord.show(actor, params.slug, query.value);
  },
});

export default function MatterRecord() {
  const record = useLoaderData<typeof loader>();
  const { slug, title } = record.matter ?? { slug: "", title: "Matter" };
  return (
    <RecordPage
      record={record}
      title="Record"
      lead="Who did what in this matter, and when, for its parties. No line here is about what one organization says in conversations of its own."
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${slug}`, label: title },
      ]}
      path={`/matters/${slug}/record`}
    />
  );
}
