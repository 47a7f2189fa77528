import { Link } from "react-router";
import { listed } from "#app/domain/listed.ts";
import type { WelcomeView } from "#server/services/index.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { ROLE_LABELS } from "#app/features/organization/role-labels.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Card } from "#app/ui/Page.tsx";

const SHOWN_MATTERS = 3;

/** Says to a new person who invited them, to what, and one thing to do. */
export function Welcome({ welcome }: { readonly welcome: WelcomeView }) {
  const { organization, roles, invitedBy, matters, todo } = welcome;
  const names = roles.map((role) => ROLE_LABELS[role].toLowerCase());
  return (
    <Card className="grid gap-3 px-5 py-4">
      <p className="text-lg font-medium">Welcome</p>
      <p>
        {invitedBy === null ? "You were invited to " : `${invitedBy} invited you to `}
        <OrganizationChip organization={organization} />
        {names.length > 0 ? ` as ${listed(names)}` : null}.{" "}
        {matters.length === 0
          ? "It is not party to a matter yet; once it is, its documents appear here."
          : "It works on:"}
      </p>
      {matters.length > 0 ? (
        <ul className="list-disc pl-5">
          {matters.slice(0, SHOWN_MATTERS).map(({ slug, title }) => (
            <li key={slug}>
              <Link to={`/matters/${slug}`} className="link">
                {title}
              </Link>
            </li>
          ))}
          {matters.length > SHOWN_MATTERS ? <li>and others, below.</li> : null}
        </ul>
      ) : null}
      {todo ? (
        <p>
          <ButtonLink to={todo.path} look="primary" className="max-w-full">
            {todo.what}: {todo.about}
          </ButtonLink>
        </p>
      ) : null}
      <p className="text-sm">
        <HelpLink about="people#roles">What your role may do</HelpLink>
      </p>
    </Card>
  );
}
