export { FlowBinding, flowKey, isRemote } from "./binding";
export { FlowText } from "./extension";
export { bindingIn } from "./binding-in";
