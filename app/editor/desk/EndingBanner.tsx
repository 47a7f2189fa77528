import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { PAGE_SENTENCE } from "#app/domain/page-sentence.ts";
import { type Ending, leavingLosesEdits } from "#app/editor/session/save-state.ts";
import type { SessionState } from "#app/editor/session/session.ts";

interface EndingBannerProps {
  readonly ending: Ending;
  readonly documentId: string;
  /** Null before the page has a session. */
  readonly state: Pick<SessionState, "room" | "keptOnDevice" | "offeredOnlyHere"> | null;
  readonly onTryAgain: () => void;
}

const UNREADABLE =
  "The page sent something that could not be read. What was saved before is safe, and words that are not saved are kept on this device; load the page again.";
const UNREADABLE_ONLY_HERE =
  "The page sent something that could not be read. What was saved before is safe. Words that are not saved are only in this window: copy them before you load the page again.";

const SENTENCES: Readonly<Record<Ending, string>> = {
  "signed-out": PAGE_SENTENCE["not-signed-in"],
  "no-such-draft":
    "This draft was removed, or you no longer take part in its matter. The copy on this device was deleted. Ask an administrator of your organization if you should see it.",
  reload:
    "This page is older than the draft or the workspace. Words that are not saved are kept on this device; load the page again to go on.",
  "too-many":
    "Too many windows are open on this draft. Nothing was lost; close some of them and load this page again.",
  malformed: UNREADABLE,
  unknown: UNREADABLE,
};

const ONLY_IN_WINDOW: typeof SENTENCES = {
  ...SENTENCES,
  "signed-out":
    "You are signed out. Words that are not saved are only in this window: copy them before you sign in again.",
  reload:
    "This page is older than the draft or the workspace. Words that are not saved are only in this window: copy them before you load the page again.",
  "too-many":
    "Too many windows are open on this draft. Words that are not saved are only in this window: keep it open, close some of the others and try again.",
  malformed: UNREADABLE_ONLY_HERE,
  unknown: UNREADABLE_ONLY_HERE,
};

/** Whether words are unsaved, and no copy on the device keeps them: loading the page loses them. */
function losesEdits({
  room: { unsaved },
  keptOnDevice,
  offeredOnlyHere,
}: NonNullable<EndingBannerProps["state"]>): boolean {
  return leavingLosesEdits({ unsaved, keptOnDevice }) || offeredOnlyHere;
}

/** Why the page stopped working on the draft, and the one thing to do (R2). */
export default function EndingBanner({ ending, documentId, state, onTryAgain }: EndingBannerProps) {
  return (
    <Banner kind="stopped" action={<Way ending={ending} to={documentId} onTryAgain={onTryAgain} />}>
      {(state && losesEdits(state) ? ONLY_IN_WINDOW : SENTENCES)[ending]}
    </Banner>
  );
}

function Way({ ending, to, onTryAgain }: { ending: Ending; to: string; onTryAgain: () => void }) {
  switch (ending) {
    case "signed-out":
      return (
        <ButtonLink
          look="primary"
          reloadDocument
          to={`/login?next=${encodeURIComponent(`/documents/${to}`)}`}
        >
          Sign in again
        </ButtonLink>
      );
    case "no-such-draft":
      return (
        <ButtonLink look="primary" to="/">
          Go to your home page
        </ButtonLink>
      );
    case "too-many":
      return (
        <Button look="primary" onClick={onTryAgain}>
          Try again
        </Button>
      );
    case "reload":
    case "malformed":
    case "unknown":
      return (
        <Button look="primary" onClick={() => location.reload()}>
          Load the page again
        </Button>
      );
  }
}
