import { Link } from "react-router";
import { helpPath, type HelpAddress } from "#app/domain/help/pages.ts";

/** A link to the help, for the place at which one can't go on by oneself. */
export function HelpLink({
  about,
  children,
}: {
  readonly about: HelpAddress;
  readonly children: string;
}) {
  return (
    <Link to={helpPath(about)} className="link">
      {children}
    </Link>
  );
}
