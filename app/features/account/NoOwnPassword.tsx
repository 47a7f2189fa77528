import { Link } from "react-router";
import { Section } from "#app/ui/Page.tsx";
import { NoLettersHere } from "./NoLettersHere.tsx";

/** For who has no password, having joined through their organization's sign-in. */
export function NoOwnPassword({
  isMailed,
  isConfirmed,
}: {
  /** Whether this server mails links. */
  readonly isMailed: boolean;
  /** Whether the address is known to be the reader's: no other one is sent a link. */
  readonly isConfirmed: boolean;
}) {
  return (
    <Section title="Password">
      <p className="mb-4">You have none.</p>
      {!isMailed ? (
        <NoLettersHere />
      ) : isConfirmed ? (
        <p>
          <Link to="/password/forgotten" className="link">
            Have a link mailed to you
          </Link>
          , by which you choose one.
        </p>
      ) : (
        <p className="text-ink-soft">
          Nobody has confirmed yet that your address is yours, so no link is mailed to it. Ask the
          workspace’s administrator to confirm your account; then you can choose a password.
        </p>
      )}
    </Section>
  );
}
