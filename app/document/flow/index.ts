export { ROOT, rootOf } from "./layout";
export { flowUpdate, readFlow, writeFlow } from "./whole";
