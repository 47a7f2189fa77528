import { Link } from "react-router";

/** On the account page: the way to the sign-ins of one's organizations. */
export function IdentitiesLink() {
  return (
    <p>
      <Link to="/account/identities" className="link">
        Sign-in of your organizations
      </Link>
    </p>
  );
}
