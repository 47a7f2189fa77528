import { shortMessageOf } from "#server/message-of.ts";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { roomAccess, standingIn, threadOrganizations } from "#app/domain/permissions.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { CLOSE, type CloseCode, closeReason, isPermanentClose } from "#app/protocol/close-codes.ts";
import { parseRoomAddress, type RoomAddress } from "#app/protocol/room-address.ts";
import type { Identity, RoomsPorts } from "#server/rooms/ports.ts";
import type { Registry } from "#server/rooms/room/registry.ts";
import type { Room } from "#server/rooms/room/room.ts";
import type { Seat } from "#server/rooms/session/session-state.ts";
import { SyncSession, type SyncSessionPorts } from "#server/rooms/session/sync-session.ts";
import { Socket } from "#server/rooms/socket/socket.ts";
import { sha256 } from "#server/digest.ts";
import { pause } from "#server/rooms/session/pause.ts";
import { JoiningCount } from "./joining-count.ts";
import { RecentRefusals } from "./recent-refusals.ts";

interface ConnectionGatePorts extends Omit<SyncSessionPorts, "onJoined"> {
  readonly ports: RoomsPorts;
  readonly schemaVersion: number;
  readonly registry: Registry;
  readonly sessions: Set<SyncSession>;
  /** Incremented with every revocation: sockets that join meanwhile are checked again (R5). */
  readonly revocations: () => number;
}

/** Bytes of a message around its update. */
const ENVELOPE = 64;

class RoomSocket extends WebSocket {
  /** Called when it is closed for good (44xx). */
  onRefused: () => void = () => undefined;

  override close(code?: number, reason?: string | Buffer): void {
    const isForGood = code !== undefined && (code === 1009 || isPermanentClose(code));
    // `ws` closes again when the other side answers.
    if (isForGood && this.readyState === WebSocket.OPEN) this.onRefused();
    // `ws` would close on an oversized message with 1009, after which pages reconnect forever.
    if (code !== 1009) super.close(code, reason);
    else super.close(CLOSE.malformed, closeReason(CLOSE.malformed, "too large"));
  }
}

/** Admits sockets: who, which draft, with which rights (R1 to R4). */
export class ConnectionGate {
  readonly #ports: ConnectionGatePorts;
  readonly #server: WebSocketServer;
  readonly #joining: JoiningCount;
  readonly #refusals: RecentRefusals;
  #isShut = false;

  constructor(ports: ConnectionGatePorts) {
    this.#ports = ports;
    this.#joining = new JoiningCount(ports.limits);
    this.#refusals = new RecentRefusals(ports.limits.refusalsAtOnce, ports.monotonicNow);
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: ports.limits.firstSyncBytes + ENVELOPE,
      WebSocket: RoomSocket,
    });
  }

  /** Refuses new sockets from now on (R21). */
  shut(): void {
    this.#isShut = true;
  }

  /** The number of connected sockets that are in no room yet. */
  get joining(): number {
    return this.#joining.inAll;
  }

  /** Takes a socket whose path and origin upgrade.ts has accepted. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = parseRoomAddress(request.url ?? "");
    if (!address) return refuseUpgrade(socket, "404 Not Found");
    if (this.#isShut) return refuseUpgrade(socket, "503 Service Unavailable");
    const from = this.#ports.ports.addressOf(request);
    const crowd = this.#joining.crowdAt(from);
    // Sockets above the limit only wait for their close code to be sent.
    if (crowd === "far-too-many") return refuseUpgrade(socket, "503 Service Unavailable");
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const client = clientOf(request.headers.cookie ?? from, address);
      const wait = this.#refusals.waitOf(client);
      if (ws instanceof RoomSocket) ws.onRefused = () => this.#refusals.add(client);
      const session = this.#open(ws, socket, request, from);
      if (crowd === "too-many") session.close(CLOSE.comeBack);
      else void this.#join(session, address, wait);
    });
  }

  #open(ws: WebSocket, stream: Duplex, request: IncomingMessage, from: string): SyncSession {
    const { sessions } = this.#ports;
    const onJoined = this.#joining.add(from);
    const socket = new Socket(stream, ws, this.#ports);
    const session = new SyncSession(socket, request.headers.cookie, { ...this.#ports, onJoined });
    sessions.add(session);
    socket.onClose(() => {
      onJoined();
      session.leave();
      sessions.delete(session);
    });
    return session;
  }

  async #join(session: SyncSession, address: RoomAddress, wait: number): Promise<void> {
    try {
      await pause(this.#ports.scheduler, wait);
      const refusal = await this.#admit(session, address);
      if (refusal !== null) session.close(refusal);
    } catch (error) {
      this.#ports.logger.error({ error: shortMessageOf(error) }, "a connection could not join");
      session.close(CLOSE.comeBack);
    }
  }

  /** Why the session may not join, as a close code; null where it joined. */
  async #admit(session: SyncSession, address: RoomAddress): Promise<CloseCode | null> {
    const { ports, registry, revocations } = this.#ports;
    for (;;) {
      const seen = revocations();
      const recordRead = ports.recordRead?.() ?? 0;
      const identity = await ports.identify(session.cookieHeader);
      if (!identity) return CLOSE.signInAgain;
      // The page is of somebody who sat here before: nothing of theirs is sent as this person's (R5).
      if (address.person !== null && address.person !== identity.actor.userId) {
        return CLOSE.signInAgain;
      }
      const subject = await ports.loadDocumentSubject(address.documentId);
      if (!subject || roomAccess(identity.actor, subject) === "none") return CLOSE.noSuchDraft;
      if (address.schema !== this.#ports.schemaVersion) return CLOSE.reload;
      // A connection that only listens needs no room: nothing is loaded for it (R39).
      const room = address.listens ? null : await this.#roomOf(address, subject);
      if (typeof room === "number") return room;
      if (session.state.kind !== "joining") return null;
      // Rights or rooms changed during the check: check again (R5, R20).
      if (revocations() !== seen || (room && registry.get(address.documentId) !== room)) continue;
      if (this.#isCrowded(address.documentId, identity)) return CLOSE.tooMany;
      const seat: Seat = {
        documentId: address.documentId,
        identity,
        matterId: subject.matter.matterId,
        threadOrganizations: new Set(threadOrganizations(identity.actor, subject.matter)),
        recordRead,
      };
      if (!room) session.listen(seat);
      else {
        const access = roomAccess(identity.actor, { ...subject, status: room.status });
        const personJson = this.#personJson(identity, subject);
        session.join(access === "write" ? "live" : "read-only", { ...seat, room, personJson });
      }
      return null;
    }
  }

  /** The room of an address, or why it can't be joined. */
  async #roomOf(
    address: RoomAddress,
    { status, draftSchema }: DocumentSubject & { readonly draftSchema?: number },
  ): Promise<Room | CloseCode> {
    const { registry, schemaVersion } = this.#ports;
    if ((draftSchema ?? schemaVersion) !== schemaVersion) return CLOSE.reload;
    const room = await registry.open(address.documentId);
    if (!room) return CLOSE.noSuchDraft;
    if (room.status !== status || !hasGeneration(address, room)) await room.catchUp();
    return hasGeneration(address, room) ? room : CLOSE.reload;
  }

  #isCrowded(documentId: string, identity: Identity): boolean {
    const { connectionsPerRoom, connectionsPerPersonAndRoom } = this.#ports.limits;
    const there = this.#ports.connections.of(documentId);
    if (there.size >= connectionsPerRoom) return true;
    let theirs = 0;
    for (const { userId } of there) if (userId === identity.actor.userId) theirs += 1;
    return theirs >= connectionsPerPersonAndRoom;
  }

  /** The person as JSON, from the session and not from what their client claims (R14). */
  #personJson({ actor }: Identity, subject: DocumentSubject): string {
    const standing = standingIn(actor, subject.matter);
    return JSON.stringify({
      id: actor.userId,
      name: shownName(actor),
      organization: standing?.organizationShortName ?? "",
      organizationId: standing?.organizationId ?? "",
      colour: standing?.organizationColor ?? 0,
      color: this.#ports.ports.colorOf(standing?.organizationColor ?? 0),
    });
  }
}

/** A client of a draft, without its cookie: what it was refused is remembered (R41). */
function clientOf(who: string, { documentId }: RoomAddress): string {
  return `${sha256(who)} ${documentId}`;
}

function hasGeneration(address: RoomAddress, room: Room): boolean {
  return address.generation === null || address.generation === room.generation;
}

/** Answers an upgrade request with a status line only. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
