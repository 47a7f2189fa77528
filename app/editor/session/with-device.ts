import type * as devicePeople from "./device-people.ts";
import { reportUnlessUnreachable, unreachable } from "#app/ui/unreachable.ts";

/** Does something with what the device keeps for people, whose code comes when it is needed. */
export function withDevice(act: (device: typeof devicePeople) => unknown): void {
  import("./device-people.ts").catch(unreachable).then(act).catch(reportUnlessUnreachable);
}
