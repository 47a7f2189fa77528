import { useBlocker } from "@remix-run/react";
import { SaveLine } from "~/components/desk/SaveLine";
import { Question } from "~/components/Question";
import type { Person } from "./presence";
import { useAnnouncements } from "./use-announcements";
import type { Saving } from "./use-saving";
import { useWatched, type Watched } from "./watched";

/** The parts of the desk that follow each key; they draw themselves, and nothing around them. */

/** The save state beside the title. */
export function LiveSaveLine({ saving }: { readonly saving: Watched<Saving> }) {
  const { words, tone } = useWatched(saving);
  return <SaveLine words={words} tone={tone} />;
}

/** Tells those who hear the page of saves and arrivals, politely. */
export function Announcer({
  saving,
  people,
}: {
  readonly saving: Watched<Saving>;
  readonly people: readonly Person[];
}) {
  return <output className="sr-only">{useAnnouncements(useWatched(saving), people)}</output>;
}

/**
 * Asks before one goes to another page while words would be lost. Closing and loading again are asked
 * about by the session itself.
 */
export function LeaveGuard({ saving }: { readonly saving: Watched<Saving> }) {
  const { losesWords } = useWatched(saving);
  const blocker = useBlocker(losesWords);

  return (
    <Question
      open={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      title="Leave without your last words?"
      confirm="Leave and lose them"
      look="danger"
      onConfirm={() => blocker.proceed?.()}
    >
      Your last changes are neither saved nor kept on this device. Stay until the page says “Saved”,
      or copy them first.
    </Question>
  );
}
