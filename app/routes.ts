import type { RouteConfigEntry } from "@react-router/dev/routes";
import { flatRoutes } from "@react-router/fs-routes";

/**
 * A route in the letters in which it is written: guards and logs compare paths so, and must not differ.
 * An index route would be matched in any letters; one with a path of its own is the same without being
 * one, since nothing stands below it.
 */
const asWritten = (route: RouteConfigEntry): RouteConfigEntry => ({
  ...route,
  index: route.path === undefined ? route.index : undefined,
  caseSensitive: true,
  children: route.children?.map(asWritten),
});

export default flatRoutes().then((routes) => routes.map(asWritten));
