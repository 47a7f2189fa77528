export { removeUnknown } from "./remove-unknown.ts";
export { flowRoot } from "./root.ts";
export type { Unknown } from "./unknown.ts";
export { type FlowContents, readContents, writeFlow } from "./whole.ts";
