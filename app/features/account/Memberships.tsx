import type { AccountView } from "#server/services/index.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { ROLE_LABELS } from "#app/features/organization/role-labels.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

/** The person's organizations and roles. */
export function Memberships({ account }: { readonly account: AccountView }) {
  const { memberships, workspaceAdmin } = account;
  return (
    <Section title="Your organizations">
      {memberships.length > 0 ? (
        <Card>
          <ul className="divide-y divide-rule">
            {memberships.map(({ organization, roles }) => (
              <li
                key={organization.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-4"
              >
                <div className="flex min-w-0 flex-wrap items-center gap-2">
                  <OrganizationChip organization={organization} /> {organization.name}
                </div>
                <p className="text-[0.9375rem] text-ink-soft">
                  {roles.map((role) => ROLE_LABELS[role]).join(", ")}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      ) : (
        <Empty action={<HelpLink about="first-hour#you-were-invited">How one is invited</HelpLink>}>
          <p>You belong to no organization. Ask an administrator of yours to invite you.</p>
        </Empty>
      )}
      {workspaceAdmin ? (
        <p className="mt-3 text-sm text-ink-soft">
          You administer this workspace: you may create organizations.
        </p>
      ) : null}
    </Section>
  );
}
