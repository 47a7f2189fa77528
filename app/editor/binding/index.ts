export { FlowBinding } from "./binding.ts";
export { bindingIn } from "./binding-in.ts";
export { readSelection } from "./browser-selection.ts";
export { nodeDecorations } from "./node-decorations.ts";
export { isCarried, isRemote } from "./pending.ts";
export { flowPlugin } from "./plugin.ts";
export { redo, undo } from "./undo-commands.ts";
