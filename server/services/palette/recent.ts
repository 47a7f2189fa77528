import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import type { FoundGroup, FoundItem } from "#app/domain/search/found.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";

/** Documents that are offered before anything is typed. */
const MOST_DOCUMENTS = 6;
/** Documents that are looked through for those that may still be read. */
const MOST_LOOKED_AT = 30;
/** Their matters. */
const MOST_MATTERS = 3;

/** Things the actor saw last and may still read: documents, and the matters that they belong to. */
export async function recentThings(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
): Promise<readonly FoundGroup[]> {
  const marks = await client.draftRead.findMany({
    where: { userId: actor.userId },
    select: {
      at: true,
      document: {
        select: {
          id: true,
          title: true,
          matter: { select: { ...FOR_MATTER_SUBJECT, slug: true, title: true } },
        },
      },
    },
    orderBy: [{ at: "desc" }, { documentId: "asc" }],
    take: MOST_LOOKED_AT,
  });
  const seen = marks
    .filter(
      ({ document: { matter } }) =>
        may(actor, "matter.view", { matter: subjectOfMatter(matter) }).ok,
    )
    .slice(0, MOST_DOCUMENTS);
  const documents = seen.map(({ at, document: { id, title, matter } }) =>
    itemOf("document", id, { title, where: matter.title, path: `/documents/${id}`, at }),
  );
  const matters = new Map(
    seen.map(({ document: { matter } }) => {
      const { id, slug, title } = matter;
      return [id, itemOf("matter", id, { title, where: "", path: `/matters/${slug}`, at: null })];
    }),
  );
  const groups: readonly FoundGroup[] = [
    { kind: "document", items: documents, hasMore: false },
    { kind: "matter", items: [...matters.values()].slice(0, MOST_MATTERS), hasMore: false },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function itemOf(
  kind: FoundItem["kind"],
  id: string,
  { at, ...shown }: Pick<FoundItem, "title" | "where" | "path"> & { readonly at: Date | null },
): FoundItem {
  return { kind, id: `${kind}:${id}`, ...shown, excerpt: [], at: at?.toISOString() ?? null };
}
