// Loaded with the pages, and by itself: see pages.ts. Bundled, a package of CommonJS has no names of its
// own where it is imported on demand.
export { createRequestHandler } from "@react-router/express";
