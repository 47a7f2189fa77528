/**
 * The layers of the house (docs/ARCHITECTURE.md): arrows run one way. Folders that stand lower here
 * may be used by those above them.
 */
const PURE = "^app/(domain|document|protocol)/";
const TYPES_ONLY = { dependencyTypesNot: ["type-only"] };

/** `from` may not need `to`; a type alone is no need where `types` says so. */
const never = (name, from, to, types = false) => ({
  name,
  severity: "error",
  from: typeof from === "string" ? { path: from } : from,
  to: { ...(typeof to === "string" ? { path: to } : to), ...(types ? TYPES_ONLY : {}) },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    // Not of types either: what two modules need of each other stands in a third.
    never("no-circles", {}, { circular: true }),
    // The pure layers decide; they touch neither the world nor the screen.
    never("pure-stays-pure", PURE, "^(app/(?!domain/|document/|protocol/)|server)"),
    never("pure-without-io-or-react", PURE, { dependencyTypes: ["core"] }),
    never(
      "pure-without-frameworks",
      PURE,
      "node_modules/(react|react-dom|react-router|@react-router|@tiptap/react|express|@prisma|lucia|y-websocket|y-indexeddb|ws|pino)/",
    ),
    never("domain-knows-only-itself", "^app/domain/", "^app/(?!domain/)"),
    never("app-takes-only-types-from-server", "^app/", "^server/", true),
    never("ui-is-of-no-feature", "^app/ui/", "^app/(features|editor|routes)/", true),
    // Who signs in or out at a browser decides what stays there of drafts, from whichever page it happens on.
    never(
      "features-do-not-know-editor-or-routes",
      "^app/features/",
      {
        path: "^app/(routes|editor)/",
        pathNot: "^app/editor/session/(device-(copies|people)|unsaved-drafts|send-unsaved)",
      },
      true,
    ),
    never("nobody-imports-routes", { pathNot: "^app/routes/" }, "^app/routes/", true),
    never(
      "server-takes-only-the-pure-part-of-app",
      "^server/",
      "^app/(?!domain/|document/|protocol/)",
      true,
    ),
    never("lucia-stays-in-auth", { pathNot: "^server/auth/" }, "node_modules/lucia/"),
    never(
      "services-do-not-know-http-or-rooms",
      "^server/services/",
      "^server/(rooms|http|upgrade|index)",
      true,
    ),
    never(
      "rooms-do-not-know-services",
      "^server/rooms/",
      "^server/(services|http|auth|mail|index)",
      true,
    ),
    // A room sees its members through an interface; sessions know rooms, and sockets know nobody.
    never(
      "rooms-see-members",
      "^server/rooms/(room|log|update|socket|drafts)/",
      "^server/rooms/(session|gate|index)",
    ),
    never("sockets-know-bytes", "^server/rooms/socket/", "^server/rooms/(room|log|update|drafts)/"),
    never("the-log-knows-no-room", "^server/rooms/(log|drafts)/", "^server/rooms/(room|socket)/"),
    never(
      "updates-are-judged-without-io",
      "^server/rooms/update/",
      "^server/(?!rooms/update/)|^(fs|net|http|timers|worker_threads|child_process)",
    ),
    never("nobody-imports-the-composition-root", {}, "^server/index"),
    never(
      "no-missing-or-undeclared-packages",
      { path: "^(app|server)/", pathNot: "^server/(bundle|cli/demo)" },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown"],
        pathNot: "node_modules/(@types|vite|@react-router/(fs-routes|dev))/",
      },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "server/database/generated" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
