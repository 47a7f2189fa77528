import { useMatches } from "react-router";

/**
 * The address that leads to the help for the screen one is on. The server knows the page: a list of them
 * would be part of what every screen loads.
 */
export function useHelpPath(): string {
  const screen = useMatches().at(-1)?.id.slice("routes/".length) ?? "";
  return `/help?for=${encodeURIComponent(screen)}`;
}
