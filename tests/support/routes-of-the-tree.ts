import path from "node:path";
import type { RouteConfigEntry } from "@react-router/dev/routes";

/** A route of app/routes, as the framework finds it there. */
export interface RouteOfTree extends Omit<RouteConfigEntry, "id" | "children"> {
  readonly id: string;
  readonly parentId: string;
}

export const appDirectory = path.resolve(import.meta.dirname, "../../app");

/** Every route that app/routes.ts finds in the tree, but for the root; each after its parent. */
export async function routesOfTree(): Promise<readonly RouteOfTree[]> {
  // `flatRoutes` asks for it; the framework sets it before it reads app/routes.ts.
  Object.assign(globalThis, { __reactRouterAppDirectory: appDirectory });
  const { default: routes } = await import("#app/routes.ts");
  return flattened(await routes, "root");
}

function flattened(routes: readonly RouteConfigEntry[], parentId: string): RouteOfTree[] {
  return routes.flatMap(({ id, children = [], ...route }) => {
    if (id === undefined) throw new Error(`no id for ${route.file}`);
    return [{ ...route, id, parentId }, ...flattened(children, id)];
  });
}
