import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "#app/root.tsx";

/** The signed-in person as the root knows them, or null. */
export function usePerson() {
  return useRouteLoaderData<typeof loader>("root")?.person ?? null;
}
