import { Link } from "react-router";
import { Section } from "#app/ui/Page.tsx";

/** The address with which somebody signs in, and the way to change it. */
export function OwnAddress({ email }: { readonly email: string }) {
  return (
    <Section title="E-mail address">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <span className="min-w-0 break-all">{email}</span>
        <Link to="/account/address" className="link">
          Change it
        </Link>
      </p>
    </Section>
  );
}
