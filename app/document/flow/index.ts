export { readContents, type FlowContents } from "./contents";
export { flowUpdate, writeFlow } from "./convert";
export { ROOT } from "./layout";
export { readFlow } from "./read";
export { removeUnknown } from "./remove-unknown";
export { flowRoot } from "./root";
export type { Unknown } from "./unknown";
