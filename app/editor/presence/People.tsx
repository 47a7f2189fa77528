import { clsx } from "clsx";
import { organizationClass } from "#app/features/organization/OrganizationChip.tsx";

/** A person at the desk, by name and organization. */
export interface DeskPerson {
  readonly userId: string;
  readonly name: string;
  readonly initials: string;
  readonly organization: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

/** The most rings that fit into the bar. */
const SHOWN = 4;

/** Rings of the people present, for the bar. The margin has their names. */
export function PeopleRings({ people }: { readonly people: readonly DeskPerson[] }) {
  const rest = people.length - SHOWN;
  const names = people.map(({ name, organization }) => `${name} (${organization})`).join(", ");
  return (
    <span className="flex items-center -space-x-1.5">
      <span className="sr-only">
        {people.length > 0 ? `Also here: ${names}` : "Nobody else is here"}
      </span>
      {people.slice(0, SHOWN).map((person) => (
        <Ring key={person.userId} person={person} />
      ))}
      {rest > 0 ? (
        <span aria-hidden className="pl-3 text-sm text-ink-soft">
          +{rest}
        </span>
      ) : null}
    </span>
  );
}

/** A list of the people present, the reader first. */
export function PeopleList({
  you,
  people,
}: {
  readonly you: DeskPerson;
  readonly people: readonly DeskPerson[];
}) {
  return (
    <ul className="grid gap-2.5">
      {[you, ...people].map((person) => (
        <li key={person.userId} className="flex items-center gap-2.5">
          <Ring person={person} />
          <span className="min-w-0 leading-tight">
            <span className="block truncate text-[0.9375rem]">
              {person.name}
              {person === you ? <span className="text-ink-soft"> (you)</span> : null}
            </span>
            <span
              className={clsx(
                organizationClass(person.colour),
                "block truncate text-sm text-(--org-text)",
              )}
            >
              {person.organization}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Ring({ person }: { person: DeskPerson }) {
  return (
    <span
      aria-hidden
      title={`${person.name} · ${person.organization}`}
      className={clsx(
        organizationClass(person.colour),
        "grid size-8 shrink-0 place-items-center rounded-full border-[2.5px] border-(--org-ring) bg-paper text-xs font-semibold text-(--org-text)",
      )}
    >
      {person.initials}
    </span>
  );
}
