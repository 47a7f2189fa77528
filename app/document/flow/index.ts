export { ROOT } from "./layout.ts";
export { removeUnknown } from "./remove-unknown.ts";
export { flowRoot } from "./root.ts";
export type { Unknown } from "./unknown.ts";
export { type FlowContents, flowUpdate, readContents, readFlow, writeFlow } from "./whole.ts";
