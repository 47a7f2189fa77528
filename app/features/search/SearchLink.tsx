import { Link } from "react-router";
import { Search } from "lucide-react";

/** Opens the box; before its code has come, and without scripts, the page. */
export function SearchLink() {
  return (
    <Link
      data-search=""
      to="/search"
      aria-label="Search"
      className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-wash"
    >
      <Search aria-hidden className="size-[1.125rem] shrink-0" />
    </Link>
  );
}
