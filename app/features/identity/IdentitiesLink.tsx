import { Link } from "react-router";

/** On the account page: the way to the sign-ins of one's organizations. */
export function IdentitiesLink() {
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-2">
      <Link to="/account/identities" className="link">
        Sign-in of your organizations
      </Link>
      <Link to="/account/own-factor" className="link">
        How far this sign-in reaches
      </Link>
    </p>
  );
}
