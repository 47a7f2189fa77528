import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { parseRoomAddress } from "#app/protocol/room-address.ts";
import { isOwnOrigin } from "./http/origin.ts";
import { refuseUpgrade } from "./rooms/gate/connection-gate.ts";

interface UpgradeOptions {
  /** The origin that browsers use; null: that of the Host header (R1). */
  readonly appOrigin: string | null;
  readonly rooms: {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  };
  /** Whether another server handles the socket: in development, Vite. */
  readonly isOthers?: (request: IncomingMessage) => boolean;
}

/**
 * The only upgrade listener of the server (R1). Checks before allocating anything: the path is a
 * room's, the method GET, the origin ours; otherwise responds with 404 or 403.
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

/** Whether it is Vite's own client, recognized by its subprotocol. */
export function isVites(request: IncomingMessage): boolean {
  return (request.headers["sec-websocket-protocol"] ?? "").startsWith("vite-");
}

/** A socket must have an Origin header: every browser sends it, and other programs can. */
function isFromOurPages({ headers }: IncomingMessage, appOrigin: string | null): boolean {
  return headers.origin !== undefined && isOwnOrigin(headers.origin, headers.host, appOrigin);
}
