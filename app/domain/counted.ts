import { thousands } from "./thousands.ts";

/** "1 comment", "4 comments", "1,204 people". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : several}`;
}
