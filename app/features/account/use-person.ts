import { usePageFrame } from "#app/framework/page-frame.ts";

/** The signed-in person from the root loader, or null. */
export function usePerson() {
  return usePageFrame()?.person ?? null;
}
