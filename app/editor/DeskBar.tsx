import { Link, useRouteLoaderData } from "@remix-run/react";
import { ListTree, UsersRound } from "lucide-react";
import type { DocumentView } from "../../server/services/views";
import { AccountMenu } from "~/components/AccountMenu";
import { ButtonLink } from "~/components/Button";
import { Mark } from "~/components/Mark";
import { StatusChip } from "~/components/StatusChip";
import type { NextAction } from "~/components/review/next-action";
import { IconButton } from "~/components/desk/IconButton";
import { type DeskPerson, PeopleRings } from "~/components/desk/People";
import { StatusSteps } from "~/components/desk/StatusSteps";
import type { DocumentStatus } from "~/domain/document";
import type { loader as rootLoader } from "~/root";
import { LiveSaveLine } from "./SavingParts";
import type { Saving } from "./use-saving";
import type { Watched } from "./watched";

interface DeskBarProps {
  readonly view: DocumentView;
  readonly status: DocumentStatus;
  readonly saving: Watched<Saving>;
  /** The one action that comes next for this reader. */
  readonly next: NextAction | null;
  readonly people: readonly DeskPerson[];
  readonly onOutline: () => void;
  readonly onPeople: () => void;
}

/** The bar on top: which document, how safe its words are, where it stands, who is here. */
export function DeskBar({ view, status, saving, next, people, onOutline, onPeople }: DeskBarProps) {
  const frame = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <div className="flex min-h-14 items-center gap-x-3 px-2 sm:px-4">
      <Link
        to={`/matters/${view.matter.slug}`}
        className="grid size-10 shrink-0 place-items-center rounded-md hover:bg-wash"
      >
        <Mark />
        <span className="sr-only">To the matter {view.matter.title}</span>
      </Link>
      <div className="min-w-0 flex-1 py-1.5">
        <h1 className="truncate leading-tight font-semibold">{view.title}</h1>
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
          className="min-[82rem]:hidden"
          aria-haspopup="dialog"
          onClick={onPeople}
        />
        {frame?.person ? (
          <AccountMenu name={frame.person.name} email={frame.person.email} theme={frame.theme} />
        ) : null}
      </div>
    </div>
  );
}
