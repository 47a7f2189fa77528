/** The first Tab stop on every page: skips to the main content. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="link sr-only z-50 bg-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:rounded-md focus:px-4 focus:py-3 focus:shadow-sheet"
    >
      Skip to main content
    </a>
  );
}
