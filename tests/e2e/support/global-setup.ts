import { openSeededFolder } from "./server.ts";

/** Seeds one data folder, which every test's server copies. */
export default function setup(): () => void {
  return openSeededFolder().remove;
}
