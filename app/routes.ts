import { flatRoutes } from "@remix-run/fs-routes";

type RouteOfTree = Awaited<ReturnType<typeof flatRoutes>>[number];

/** In the letters in which they are written: guards and logs compare paths so, and must not differ. */
const asWritten = (route: RouteOfTree): RouteOfTree => ({
  ...route,
  caseSensitive: true,
  children: route.children?.map(asWritten),
});

export default flatRoutes().then((routes) => routes.map(asWritten));
