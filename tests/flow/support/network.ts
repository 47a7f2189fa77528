import * as Y from "yjs";
import type { FlowEditor } from "./flow-editor.ts";
import type { Random } from "./random.ts";

/**
 * A network as Yjs's own tests have one: a channel from everybody to everybody in which nothing
 * overtakes, and people who lose it and come back, upon which both tell each other what the other
 * does not have, in one update.
 */
export class Network {
  private readonly online: boolean[];
  /** Updates on their way, to the first from the second. */
  private readonly channels: Uint8Array[][][];

  constructor(
    private readonly people: readonly FlowEditor[],
    private readonly random: Random,
  ) {
    this.online = people.map(() => true);
    this.channels = people.map(() => people.map(() => []));
    for (const [from, { doc }] of people.entries()) {
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin === "net" || !this.online[from]) return;
        for (const to of people.keys()) {
          if (to !== from && this.online[to]) this.channels[to]?.[from]?.push(update);
        }
      });
    }
  }

  /** One message arrives, somewhere; false: none is on its way. */
  deliverOne(): boolean {
    const busy = this.channels.flatMap((from, to) =>
      from.filter((channel) => channel.length > 0).map((channel) => ({ to, channel })),
    );
    if (busy.length === 0) return false;
    const { to, channel } = this.random.oneOf(busy);
    const update = channel.shift();
    if (update) Y.applyUpdate(this.people[to]!.doc, update, "net");
    return true;
  }

  /** Somebody goes; what was on the way to or from there is lost. */
  disconnectOne(): void {
    const who = this.random.below(this.people.length);
    this.online[who] = false;
    for (const other of this.people.keys()) {
      this.channels[who]![other] = [];
      this.channels[other]![who] = [];
    }
  }

  reconnectOne(): void {
    const away = [...this.people.keys()].filter((who) => !this.online[who]);
    if (away.length > 0) this.reconnect(this.random.oneOf(away));
  }

  private reconnect(who: number): void {
    this.online[who] = true;
    const { doc } = this.people[who]!;
    for (const [other, { doc: theirs }] of this.people.entries()) {
      if (other === who || !this.online[other]) continue;
      this.channels[other]![who] = [Y.encodeStateAsUpdate(doc, Y.encodeStateVector(theirs))];
      this.channels[who]![other] = [Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(doc))];
    }
  }

  /** Everybody is back, and has heard everything. */
  settle(): void {
    for (const who of this.people.keys()) this.online[who] = true;
    for (const who of this.people.keys()) this.reconnect(who);
    while (this.deliverOne());
  }
}
