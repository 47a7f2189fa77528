import { Link } from "react-router";

/** On the account page: the way to the tokens of one's programs. */
export function TokensLink() {
  return (
    <p>
      <Link to="/account/tokens" className="link">
        Tokens for programs
      </Link>
    </p>
  );
}
