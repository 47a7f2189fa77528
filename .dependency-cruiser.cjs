/** The import rules of the house (docs/decisions/0001): arrows run one way. */
const PURE = "^app/(domain|document|prose|protocol)/";
/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      // Two types may name each other; two modules may not need each other to load.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "pure-stays-pure",
      comment:
        "domain, document, prose and protocol decide; they touch neither the world nor the screen.",
      severity: "error",
      from: { path: PURE },
      to: {
        path: "^(app/(editor|components|http|routes|root|entry)|server)",
        dependencyTypesNot: [],
      },
    },
    {
      name: "pure-without-io-or-react",
      severity: "error",
      from: { path: PURE },
      to: {
        dependencyTypes: ["core"],
      },
    },
    {
      name: "pure-without-frameworks",
      severity: "error",
      from: { path: PURE },
      to: {
        path: "node_modules/(react|react-dom|@remix-run|@tiptap/react|express|@prisma|lucia|y-websocket|y-indexeddb|ws|pino)/",
      },
    },
    {
      name: "domain-knows-only-itself",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: "^app/(?!domain/)" },
    },
    {
      name: "app-takes-only-types-from-server",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^server/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "components-have-no-data-access",
      severity: "error",
      from: { path: "^app/components/" },
      // Signing out deletes the device's copies of drafts, from whichever page it happens on.
      to: {
        path: "^(app/(routes|editor)|server)/",
        pathNot: "^app/editor/device-copies",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "server-takes-only-the-pure-part-of-app",
      severity: "error",
      from: { path: "^server/" },
      to: {
        path: "^app/(?!domain/|document/|prose/|protocol/)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "lucia-stays-in-auth",
      severity: "error",
      from: { pathNot: "^server/auth/" },
      to: { path: "node_modules/lucia/" },
    },
    {
      name: "services-do-not-know-http-or-rooms",
      severity: "error",
      from: { path: "^server/services/" },
      to: { path: "^server/(rooms|http|upgrade|index)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rooms-do-not-know-services",
      severity: "error",
      from: { path: "^server/rooms/" },
      to: { path: "^server/(services|http|auth|mail|index)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nobody-imports-the-composition-root",
      severity: "error",
      from: {},
      to: { path: "^server/index" },
    },
    {
      name: "no-missing-or-undeclared-packages",
      severity: "error",
      from: { path: "^(app|server)/", pathNot: "^server/(bundle|cli/demo)" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown"],
        pathNot: "node_modules/(@types|vite|@remix-run/(fs-routes|route-config))/",
      },
    },
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
