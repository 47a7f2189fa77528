import { reportUnlessUnreachable } from "./unreachable.ts";

/** Reports a bug of what the device keeps. Neither a server out of reach nor storage that the browser refuses is one. */
export function reportUnlessRefused(error: unknown): void {
  if (!(error instanceof DOMException)) reportUnlessUnreachable(error);
}
