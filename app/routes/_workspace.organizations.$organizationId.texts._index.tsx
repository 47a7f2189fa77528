import { Form, Link, useLoaderData, useSearchParams, type MetaFunction } from "react-router";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { KeptTextLine } from "#app/features/organization-texts/KeptTextLine.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams, textsQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `Templates and clauses of ${data?.organization.name ?? "an organization"} · Coalition Desk`,
  },
];

export const loader = guardedLoader({
  params: organizationParams,
  need: permitted("organization.view", ofOrganization),
  load: async ({ actor, params, context, url }) => {
    const asked = readQuery(textsQuery, url);
    if (!asked.ok) return asked;
    const { q = "" } = asked.value;
    return context.services.organizationTexts.show(actor, params.organizationId, q);
  },
});

/** The answer to removing one, by its place in the addresses. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ["templates", "The template was removed. What was begun with it stays as it is."],
  ["clauses", "The clause was removed. Texts into which it was put keep it."],
]);

export default function OrganizationTexts() {
  const { organization, query, templates, clauses, total, mayKeep } =
    useLoaderData<typeof loader>();
  const at = `/organizations/${organization.id}/texts`;
  const isSearch = query.trim() !== "";
  const [search] = useSearchParams();
  return (
    <Page
      title="Templates and clauses"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
      ]}
      lead={`Texts that ${organization.name} keeps to write with. Only its own people see them.`}
      narrow
    >
      <StatusMessage>{REMOVED.get(search.get("removed") ?? "")}</StatusMessage>
      {total > 0 ? (
        <Form method="get" className="mb-8 flex flex-wrap items-end gap-3">
          <div className="grid min-w-0 flex-1 basis-64 gap-1.5">
            <label htmlFor="texts-query" className="font-medium">
              Words in the name, the note or the text
            </label>
            <input
              id="texts-query"
              type="search"
              name="q"
              defaultValue={query}
              maxLength={200}
              className={BOX}
            />
          </div>
          <Button type="submit">Search</Button>
          {isSearch ? (
            <Link to={at} className="link">
              Show all
            </Link>
          ) : null}
        </Form>
      ) : null}
      {isSearch && templates.length + clauses.length === 0 ? (
        <p className="text-ink-soft">
          Nothing that {organization.shortName} keeps holds all of these words. Try fewer of them,
          or{" "}
          <Link to={at} className="link">
            see all that it keeps
          </Link>
          .
        </p>
      ) : (
        <div className="grid gap-10">
          <Section title="Templates">
            {templates.length > 0 ? (
              <Card>
                <ul className="divide-y divide-rule">
                  {templates.map((template) => (
                    <li key={template.id} id={`template-${template.id}`} className="px-5 py-4">
                      <KeptTextLine
                        text={template}
                        to={`${at}/templates/${template.id}`}
                        of={KINDS[template.kind].name}
                      />
                    </li>
                  ))}
                </ul>
              </Card>
            ) : (
              <p className="text-ink-soft">
                {isSearch
                  ? "No template has all of these words in its name or its note."
                  : mayKeep
                    ? "No template yet. Open a document’s versions and choose “Keep as a template”: its text is then offered wherever a document of that kind is begun."
                    : "No template yet. Drafters, reviewers and staff of your organization keep them from a document’s versions."}{" "}
                {isSearch ? null : <MattersLink organization={organization} />}
              </p>
            )}
          </Section>
          <Section title="Clauses">
            {clauses.length > 0 ? (
              <Card>
                <ul className="divide-y divide-rule">
                  {clauses.map((clause) => (
                    <li key={clause.id} id={`clause-${clause.id}`} className="px-5 py-4">
                      <KeptTextLine text={clause} to={`${at}/clauses/${clause.id}`} />
                    </li>
                  ))}
                </ul>
              </Card>
            ) : (
              <p className="text-ink-soft">
                {isSearch
                  ? "No clause holds all of these words."
                  : mayKeep
                    ? "No clause yet. Select paragraphs of a draft and choose “Clauses…” in its Insert menu: there they are kept, and put into other drafts."
                    : "No clause yet. Drafters, reviewers and staff of your organization keep them from the paragraphs of a draft."}{" "}
                {isSearch ? null : <MattersLink organization={organization} />}
              </p>
            )}
          </Section>
        </div>
      )}
    </Page>
  );
}

function MattersLink({
  organization: { id, shortName },
}: {
  readonly organization: { readonly id: string; readonly shortName: string };
}) {
  return (
    <Link to={`/organizations/${id}/matters`} className="link">
      Matters of {shortName}
    </Link>
  );
}
