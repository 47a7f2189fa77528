import type { MouseEvent } from "react";
import { Link } from "react-router";
import { Search } from "lucide-react";
import { openSearch } from "./search-opened.ts";

/**
 * Opens the box; before the page is hydrated, and without scripts, the page. React hydrates the page for
 * a press, and so none is too early for the box once its code is there.
 */
export function SearchLink() {
  return (
    <Link
      to="/search"
      aria-label="Search"
      className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-wash"
      onClick={(event) => {
        if (isPlain(event)) openSearch(event);
      }}
    >
      <Search aria-hidden className="size-[1.125rem] shrink-0" />
    </Link>
  );
}

/** Whether a click opens the box; others open the page, as links do. */
function isPlain({ ctrlKey, metaKey, altKey, shiftKey }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && !shiftKey;
}
