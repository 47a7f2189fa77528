export { ROOT } from "./layout";
export { removeUnknown } from "./remove-unknown";
export { flowRoot } from "./root";
export type { Unknown } from "./unknown";
export { type FlowContents, flowUpdate, readContents, readFlow, writeFlow } from "./whole";
