import { Link } from "react-router";

/** Under the sign-in form: the ways for who can't sign in any more. */
export function PasswordLost() {
  return (
    <p className="mt-3 text-sm text-ink-soft">
      Password lost?{" "}
      <Link to="/password/forgotten" className="link">
        Choose a new one
      </Link>
      . If you have lost everything else, too, an administrator of your organization can let you in
      again; its only administrator asks whoever runs this server.
    </p>
  );
}
