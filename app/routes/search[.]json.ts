import { REFUSAL_STATUS, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { SearchView } from "#app/domain/search/found.ts";
import { admit } from "#app/framework/access-requirement.ts";
import { searchQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";
import { visitOf } from "#app/framework/visit.ts";

/**
 * Results as one types, for the box's script: an `Outcome` as JSON, with the refusal's status. Somebody
 * signed out gets a sentence, since no page would follow a redirection.
 */
export async function loader(args: LoaderArgs): Promise<Response> {
  const found = await foundFor(args);
  return Response.json(found, {
    status: found.ok ? 200 : REFUSAL_STATUS[found.refusal.code],
    headers: { "Cache-Control": "private, no-store" },
  });
}

async function foundFor(args: LoaderArgs): Promise<Outcome<SearchView>> {
  const visit = visitOf(args, undefined);
  if (!visit.ok) return visit;
  const admitted = admit(visit.value, "signed in");
  if (!admitted.ok) return refuse("not-signed-in", SIGNED_OUT);
  const { actor, context, url } = admitted.value;
  const query = readQuery(searchQuery, url);
  return query.ok
    ? context.services.palette.search(actor, query.value.q, { isTyped: true })
    : query;
}

const SIGNED_OUT = "You were signed out. Sign in again in another window, then search once more.";
