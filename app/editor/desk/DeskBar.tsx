import { Link } from "react-router";
import { ListTree, UsersRound } from "lucide-react";
import type { DocumentView } from "#server/services/index.ts";
import { AccountMenu } from "#app/features/account/AccountMenu.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Logo } from "#app/ui/Logo.tsx";
import { StatusChip } from "#app/features/document/StatusChip.tsx";
import type { NextAction } from "#app/features/document/next-action.ts";
import { FollowMenu } from "#app/features/follow/FollowMenu.tsx";
import { SearchLink } from "#app/features/search/SearchLink.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { type DeskPerson, PeopleRings } from "#app/editor/presence/People.tsx";
import { StatusSteps } from "#app/features/document/StatusSteps.tsx";
import type { DocumentStatus } from "#app/domain/document.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { LiveSaveLine } from "#app/editor/session/SavingParts.tsx";
import type { Saving } from "#app/editor/session/use-saving.ts";
import type { Store } from "#app/ui/store.ts";

interface DeskBarProps {
  readonly view: DocumentView;
  readonly status: DocumentStatus;
  readonly saving: Store<Saving>;
  /** The next action for this reader. */
  readonly next: NextAction | null;
  readonly people: readonly DeskPerson[];
  readonly onOutline: () => void;
  readonly onPeople: () => void;
}

/** The top bar: title, save state, status, people present. */
export function DeskBar({ view, status, saving, next, people, onOutline, onPeople }: DeskBarProps) {
  const frame = usePageFrame();
  return (
    <div className="flex min-h-14 items-center gap-x-3 px-2 sm:px-4">
      <Link to="/" className="grid size-10 shrink-0 place-items-center rounded-md hover:bg-wash">
        <Logo />
        <span className="sr-only">Coalition Desk, your home page</span>
      </Link>
      <div className="min-w-0 flex-1 py-1.5">
        <h1 className="line-clamp-2 leading-tight font-semibold wrap-anywhere">{view.title}</h1>
        <p className="flex flex-wrap items-center gap-x-2">
          <LiveSaveLine saving={saving} />
          <span className="xl:hidden max-sm:hidden">
            <StatusChip status={status} />
          </span>
        </p>
      </div>
      <div className="max-xl:hidden">
        <StatusSteps status={status} />
      </div>
      <div className="ml-2 max-sm:hidden">
        <PeopleRings people={people} />
      </div>
      {next ? (
        <ButtonLink
          to={next.to}
          look={next.waits ? "primary" : "plain"}
          className="max-md:hidden min-h-9 shrink-0 px-3.5 py-1.5"
        >
          {next.label}
        </ButtonLink>
      ) : null}
      <div className="flex shrink-0 items-center">
        <IconButton
          icon={ListTree}
          label="Outline and matter"
          className="min-[68rem]:hidden"
          aria-haspopup="dialog"
          onClick={onOutline}
        />
        <IconButton
          icon={UsersRound}
          label="People and sign-off"
          className="min-[78rem]:hidden"
          aria-haspopup="dialog"
          onClick={onPeople}
        />
        <SearchLink />
        {/* On a phone in the sheet of people: the title needs its place. */}
        <span className="max-sm:hidden">
          <FollowMenu documentId={view.id} />
        </span>
        {frame?.person ? (
          <AccountMenu name={frame.person.name} email={frame.person.email} theme={frame.theme} />
        ) : null}
      </div>
    </div>
  );
}
