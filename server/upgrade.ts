import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { parseRoomAddress } from "#app/protocol/room-address.ts";
import { isOwnOrigin } from "./http/origin.ts";
import { refuseUpgrade } from "./rooms/gate/connection-gate.ts";

export interface UpgradeOptions {
  /** The origin that browsers use; null: what `Host` says (R1). */
  readonly appOrigin: string | null;
  readonly rooms: {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  };
  /** Sockets that somebody else serves: in development, Vite's. */
  readonly isOthers?: (request: IncomingMessage) => boolean;
}

/**
 * The only upgrade listener of the server (R1). Before anything is allocated: the path is a room's,
 * the method GET, the origin ours; otherwise 404 or 403.
 */
export function upgradeListener(
  options: UpgradeOptions,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    if (options.isOthers?.(request)) return;
    if (request.method !== "GET" || !parseRoomAddress(request.url ?? "")) {
      refuseUpgrade(socket, "404 Not Found");
    } else if (!isFromOurPages(request, options.appOrigin)) refuseUpgrade(socket, "403 Forbidden");
    else options.rooms.handleUpgrade(request, socket, head);
  };
}

/** Whether Vite's own client asks, which has a subprotocol by which to know it. */
export function isVites(request: IncomingMessage): boolean {
  return (request.headers["sec-websocket-protocol"] ?? "").startsWith("vite-");
}

/** A socket must say where it comes from: every browser does, and so can a program. */
function isFromOurPages({ headers }: IncomingMessage, appOrigin: string | null): boolean {
  return headers.origin !== undefined && isOwnOrigin(headers.origin, headers.host, appOrigin);
}
