import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { roomAccess, standingIn } from "#app/domain/permissions.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { parseRoomAddress, type RoomAddress } from "#app/protocol/room-address.ts";
import type { ClientAllowance } from "./client-allowance.ts";
import { Connection, type ConnectionPorts } from "#server/rooms/session/connection.ts";
import type { Identity, RoomsLog, RoomsPorts } from "#server/rooms/ports.ts";
import { SyncSession } from "#server/rooms/session/sync-session.ts";
import type { Registry } from "#server/rooms/room/registry.ts";
import type { Room } from "#server/rooms/room/room.ts";

export interface ConnectionGatePorts {
  readonly ports: RoomsPorts;
  readonly limits: Limits;
  readonly logger: RoomsLog;
  readonly ticks: () => number;
  readonly newClients: ClientAllowance;
  readonly schemaVersion: number;
  readonly registry: Registry;
  readonly connections: Set<Connection>;
  readonly connectionPorts: Omit<ConnectionPorts, "onJoined">;
  /** Counts up with every revocation: whoever joins meanwhile is looked at again (R5). */
  readonly revocations: () => number;
}

/** Bytes of a message around its update. */
const ENVELOPE = 64;

/** `ws` closes a message that is too large with 1009, on which pages would come back for ever. */
class RoomSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === 1009 ? CLOSE.malformed : code, reason);
  }
}

/** Lets sockets in: who, which draft, may they (R1 to R4). */
export class ConnectionGate {
  readonly #ports: ConnectionGatePorts;
  readonly #server: WebSocketServer;
  readonly #joining = new Map<string, number>();
  #joiningInAll = 0;
  #isShut = false;

  constructor(ports: ConnectionGatePorts) {
    this.#ports = ports;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: ports.limits.firstSyncBytes + ENVELOPE,
      WebSocket: RoomSocket,
    });
  }

  /** No new sockets from now on (R21). */
  shut(): void {
    this.#isShut = true;
  }

  /** Sockets that have connected and are in no room yet. */
  get joining(): number {
    return this.#joiningInAll;
  }

  /** Takes a socket whose path and origin were found right (upgrade.ts). */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = parseRoomAddress(request.url ?? "");
    if (!address) return refuseUpgrade(socket, "404 Not Found");
    if (this.#isShut) return refuseUpgrade(socket, "503 Service Unavailable");
    const from = this.#ports.ports.addressOf(request);
    const { joiningPerAddress, joiningInAll } = this.#ports.limits;
    const fromThere = this.#joining.get(from) ?? 0;
    // Twice the limit: those above it only wait for their close code to arrive.
    if (this.#joiningInAll >= 2 * joiningInAll || fromThere >= 2 * joiningPerAddress) {
      return refuseUpgrade(socket, "503 Service Unavailable");
    }
    const isTooMany = this.#joiningInAll >= joiningInAll || fromThere >= joiningPerAddress;
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const connection = this.#welcome(ws, socket, request, from);
      if (isTooMany) connection.close(CLOSE.comeBack);
      else void this.#join(connection, address);
    });
  }

  #welcome(ws: WebSocket, socket: Duplex, request: IncomingMessage, from: string): Connection {
    const { cookie } = request.headers;
    const joined = this.#countJoining(from);
    const { connectionPorts } = this.#ports;
    const connection = new Connection(socket, ws, cookie, { ...connectionPorts, onJoined: joined });
    this.#ports.connections.add(connection);
    ws.on("close", () => {
      joined();
      connection.leave();
      this.#ports.connections.delete(connection);
    });
    // The close that follows says all; sockets break for a hundred reasons.
    ws.on("error", () => undefined);
    ws.on("pong", () => {
      connection.missedPings = 0;
    });
    // Nothing is read before it is known who asks.
    connection.hold();
    return connection;
  }

  /** Counts a socket as joining, until the function that it answers is called (R1). */
  #countJoining(from: string): () => void {
    this.#joiningInAll += 1;
    this.#joining.set(from, (this.#joining.get(from) ?? 0) + 1);
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      this.#joiningInAll -= 1;
      const rest = (this.#joining.get(from) ?? 1) - 1;
      if (rest > 0) this.#joining.set(from, rest);
      else this.#joining.delete(from);
    };
  }

  async #join(connection: Connection, address: RoomAddress): Promise<void> {
    try {
      const refusal = await this.#admit(connection, address);
      if (refusal !== null) connection.close(refusal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#ports.logger.error({ error: message.slice(0, 300) }, "a connection could not join");
      connection.close(CLOSE.comeBack);
    }
  }

  /** Why the connection may not join, as a close code; null where it has. */
  async #admit(connection: Connection, address: RoomAddress): Promise<CloseCode | null> {
    const { ports, registry, revocations } = this.#ports;
    for (;;) {
      const seen = revocations();
      const identity = await ports.identify(connection.cookieHeader);
      if (!identity) return CLOSE.signInAgain;
      const facts = await ports.loadDocumentFacts(address.documentId);
      if (!facts || roomAccess(identity.actor, facts) === "none") return CLOSE.noSuchDraft;
      const { schemaVersion } = this.#ports;
      if (address.schema !== schemaVersion) return CLOSE.reload;
      if ((facts.draftSchema ?? schemaVersion) !== schemaVersion) return CLOSE.reload;
      const room = await registry.open(address.documentId);
      if (!room) return CLOSE.noSuchDraft;
      if (room.status !== facts.status || !hasGeneration(address, room)) await room.catchUp();
      if (!hasGeneration(address, room)) return CLOSE.reload;
      if (connection.state.kind !== "joining") return null;
      // Rights or rooms that changed while we asked: ask again (R5, R20).
      if (revocations() !== seen || registry.get(address.documentId) !== room) continue;
      if (this.#isCrowded(room, identity)) return CLOSE.tooMany;
      this.#seat(connection, room, identity, facts);
      return null;
    }
  }

  #isCrowded(room: Room, identity: Identity): boolean {
    const { connectionsPerRoom, connectionsPerPersonAndRoom } = this.#ports.limits;
    if (room.connections.size >= connectionsPerRoom) return true;
    let theirs = 0;
    for (const other of room.connections) {
      if (other.identity?.actor.userId === identity.actor.userId) theirs += 1;
    }
    return theirs >= connectionsPerPersonAndRoom;
  }

  #seat(connection: Connection, room: Room, identity: Identity, facts: DocumentSubject): void {
    const access = roomAccess(identity.actor, { ...facts, status: room.status });
    connection.identity = identity;
    connection.matterId = facts.matter.matterId;
    connection.personJson = this.#personJson(identity, facts);
    connection.state = { kind: access === "write" ? "live" : "read-only", room };
    room.add(connection);
    const reception = new SyncSession(connection, room, this.#ports);
    connection.ws.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) reception.receive(data);
      else connection.close(CLOSE.malformed);
    });
    connection.release();
  }

  /** Who someone is, from the session and not from what their client says (R14). */
  #personJson({ actor }: Identity, facts: DocumentSubject): string {
    const standing = standingIn(actor, facts.matter);
    return JSON.stringify({
      id: actor.userId,
      name: shownName(actor),
      organization: standing?.organizationShortName ?? "",
      organizationId: standing?.organizationId ?? "",
      colour: standing?.organizationColour ?? 0,
      color: this.#ports.ports.colourOf(standing?.organizationColour ?? 0),
    });
  }
}

function hasGeneration(address: RoomAddress, room: Room): boolean {
  return address.generation === null || address.generation === room.generation;
}

/** Answers an upgrade request with a status line and nothing else. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
