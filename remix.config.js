/**
 * The options of the framework: Remix, in its continuation as React Router 7. react-router.config.ts hands
 * them to it.
 *
 * @type {import("@react-router/dev/config").Config}
 */
export default {
  appDirectory: "app",
  ssr: true,
  // Whose form is whose is decided once, before the framework (server/http/origin.ts). Its own check would
  // compare the scheme too, which behind a proxy is not that of the request.
  allowedActionOrigins: ["**"],
  // What React Router 8 does by itself, each a move of its own: `v8_middleware` gives loaders another
  // context, `v8_passThroughRequests` other addresses. Unset, each is a warning at every build.
  future: {
    v8_middleware: false,
    v8_passThroughRequests: false,
    v8_splitRouteModules: false,
    v8_trailingSlashAwareDataRequests: false,
    v8_viteEnvironmentApi: false,
  },
};
