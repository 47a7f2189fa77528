import { Link, useLoaderData, type MetaFunction } from "@remix-run/react";
import { Plus } from "lucide-react";
import { ButtonLink } from "~/components/Button";
import { OrganizationChip } from "~/components/OrganizationChip";
import { Card, Empty, Page } from "~/components/Page";
import { UnreadableDrafts } from "~/components/UnreadableDrafts";
import { guardedLoader } from "~/http/guarded-loader";

export const meta: MetaFunction = () => [{ title: "Organizations · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.organizations.list(actor),
});

export default function Organizations() {
  const { organizations, unreadableDrafts, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Organizations"
      crumbs={[{ to: "/", label: "Home" }]}
      actions={
        may.create ? (
          <ButtonLink to="/organizations/new" look="primary">
            <Plus aria-hidden className="size-4" />
            New organization
          </ButtonLink>
        ) : null
      }
    >
      <UnreadableDrafts drafts={unreadableDrafts} />
      {organizations.length === 0 ? (
        <Empty>
          <p>You belong to no organization. Ask an administrator of yours to invite you.</p>
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {organizations.map((organization) => (
              <li
                key={organization.id}
                className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 has-[a]:hover:bg-wash"
              >
                <div className="min-w-0">
                  <OrganizationName organization={organization} />
                  <p className="mt-0.5 text-sm text-ink-soft">
                    {organization.city ?? <span className="italic">City not recorded</span>}
                    {organization.peopleCount === null ? null : (
                      <> · {people(organization.peopleCount)}</>
                    )}
                    {organization.mine ? " · yours" : null}
                  </p>
                </div>
                <OrganizationChip organization={organization} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

/** The workspace's administrator sees all organizations, but the people of their own alone. */
function OrganizationName({
  organization: { id, name, may },
}: {
  organization: { id: string; name: string; may: { viewPeople: boolean } };
}) {
  if (!may.viewPeople) return <p className="font-medium">{name}</p>;
  return (
    <Link
      to={`/organizations/${id}`}
      className="font-medium after:absolute after:inset-0 hover:underline"
    >
      {name}
    </Link>
  );
}
