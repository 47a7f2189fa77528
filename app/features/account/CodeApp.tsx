import { Link } from "react-router";
import { Section } from "#app/ui/Page.tsx";

/** Leads to the page of the second factor. */
export function CodeApp() {
  return (
    <Section title="Code app">
      <p>
        With a code app, a code is asked for after your password, so that nobody comes in by your
        password alone.{" "}
        <Link to="/account/second-factor" className="link">
          Code app and recovery codes
        </Link>
      </p>
    </Section>
  );
}
