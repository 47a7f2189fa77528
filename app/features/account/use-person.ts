import { usePageFrame } from "#app/framework/page-frame.ts";

/** The signed-in person as the root knows them, or null. */
export function usePerson() {
  return usePageFrame()?.person ?? null;
}
