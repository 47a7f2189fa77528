import type { ThreadPerson } from "#app/document/margin/thread-view.ts";
import { guestNameParts, isGuestOf } from "#app/domain/guest.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";

/** Names a person, as of the organization through which they took part where that is known. */
export type NamePerson = (userId: string, organizationId?: string) => ThreadPerson;

/** People by id; those who have left keep their name. */
export async function namesOf(
  client: PrismaClient | Transaction,
  userIds: readonly string[],
  organizationIds: readonly string[],
  partyIds: ReadonlySet<string>,
): Promise<NamePerson> {
  const tags = await personTags(client, userIds, partyIds);
  const rows = await client.organization.findMany({
    where: { id: { in: [...new Set(organizationIds)] } },
    select: { id: true, shortName: true, colour: true },
  });
  const organizations = new Map(rows.map((row) => [row.id, row]));
  return (userId, organizationId) => {
    const tag = tags.get(userId);
    const organization = organizations.get(organizationId ?? "") ?? tag?.organization;
    // "Jane Doe" and, where an organization stands beside a name, "guest of ILRC".
    const guest = tag?.isGuest ? guestNameParts(tag.name) : null;
    return {
      userId,
      name: guest?.name ?? tag?.name ?? "Someone who was removed",
      organization: guest?.organization ?? organization?.shortName ?? "",
      colour: organization?.colour ?? 0,
    };
  };
}

/** Their name where no organization stands beside it: a guest is told from the people of the parties. */
export function nameAlone({ name, organization }: ThreadPerson): string {
  return isGuestOf(organization) ? `${name}, ${organization}` : name;
}
