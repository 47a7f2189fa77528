import { Link } from "react-router";

/** On the sign-in page, where an organization has a sign-in of its own. */
export function OrganizationSignIn({
  isOffered,
  search,
}: {
  readonly isOffered: boolean;
  /** Of the sign-in page: where to go on afterwards. */
  readonly search: string;
}) {
  if (!isOffered) return null;
  return (
    <p className="mt-6">
      <Link to={`/sign-in/organization${search}`} className="link">
        Sign in with your organization
      </Link>
    </p>
  );
}
