export { flowRoot } from "./root";
export { ROOT } from "./layout";
export { readFlow } from "./read";
export { flowUpdate, writeFlow } from "./convert";
