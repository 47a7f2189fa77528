export { FlowBinding, type FlowFailure } from "./binding";
export { bindingIn } from "./binding-in";
export { FlowText } from "./extension";
export { flowKey, isRemote } from "./pending";
export { flowPlugin } from "./plugin";
