import { counted } from "#app/domain/counted.ts";
import { ChevronDown } from "lucide-react";
import type { PartyView } from "#server/services/index.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { ROLE_LABELS } from "#app/features/organization/role-labels.ts";

/** A party of a matter, with its people in a disclosure. */
export function Party({ party }: { readonly party: PartyView }) {
  const { name, city, lead, people } = party;
  return (
    <>
      <OrganizationChip organization={party} part={lead ? "leads" : undefined} />
      {/* A search leads here, and to each person. */}
      <p id={`party-${party.id}`} className="mt-2 font-medium">
        {name}
      </p>
      <p className="text-sm text-ink-soft">
        {city ?? <span className="italic">City not recorded</span>}
      </p>
      {people.length > 0 ? (
        <details className="group mt-2">
          <summary className="-mx-1 inline-flex cursor-pointer list-none items-center gap-1 rounded px-1 py-0.5 text-sm text-accent hover:underline [&::-webkit-details-marker]:hidden">
            {counted(people.length, "person", "people")}
            <span className="sr-only"> of {party.shortName}</span>
            <ChevronDown aria-hidden className="size-4 group-open:rotate-180" />
          </summary>
          <ul className="mt-1 grid gap-1 text-sm">
            {people.map((person) => (
              <li key={person.userId} id={`person-${party.id}-${person.userId}`}>
                {person.name}
                <span className="text-ink-soft">
                  , {person.roles.map((role) => ROLE_LABELS[role].toLowerCase()).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <p className="mt-2 text-sm text-ink-soft">
          {party.isHere
            ? "Nobody has joined yet."
            : "It came with the archive: nobody of it is here, and nothing waits for it."}
        </p>
      )}
    </>
  );
}
