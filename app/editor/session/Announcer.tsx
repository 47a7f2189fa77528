import type { Person } from "#app/editor/presence/people.ts";
import { useAnnouncements } from "#app/editor/desk/use-announcements.ts";
import { useStore, type Store } from "#app/ui/store.ts";
import type { Saving } from "./use-saving.ts";

/** Announces saves and arrivals to screen readers, in a polite live region. */
export default function Announcer({
  saving,
  people,
}: {
  readonly saving: Store<Saving>;
  readonly people: readonly Person[];
}) {
  return <output className="sr-only">{useAnnouncements(useStore(saving), people)}</output>;
}
