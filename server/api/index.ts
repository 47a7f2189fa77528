/** The API for programs (I1): loaded with the first of their requests. */
export { createApi } from "./handle.ts";
export { describeApi } from "./describe.ts";
