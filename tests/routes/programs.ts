import { SCOPES, type Scope } from "#app/domain/api-token.ts";
import type { Workspace } from "#tests/services/workspace.ts";
import { clientOf } from "#tests/support/openapi-client.ts";
import { siteOf } from "./site.ts";
import { serve } from "./served.ts";

/** That coalition behind a server, with tokens made on the page and clients made of the description. */
export async function openPrograms<Told extends Workspace & Parameters<typeof serve>[0]>(
  coalition: Told,
) {
  const site = siteOf(coalition);
  const server = await serve(coalition);
  const tokenOf = async (
    name: string,
    scopes: readonly Scope[] = SCOPES,
    days = "30",
  ): Promise<string> => {
    const visitor = await site.as(name);
    const fields = { intent: "create", name: "A program", scopes, days };
    const made = await visitor.post("/account/tokens", fields);
    if (made.status !== 200) throw new Error(made.words);
    return made.document.querySelector<HTMLInputElement>("[aria-label=Token]")?.value ?? "";
  };
  return {
    ...coalition,
    site,
    server,
    tokenOf,
    programOf: async (name: string, scopes?: readonly Scope[]) =>
      clientOf(server.url, await tokenOf(name, scopes)),
  };
}

export type Programs = Awaited<ReturnType<typeof openPrograms>>;
