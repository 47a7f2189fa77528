import { describe, expect, it } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import {
  aloneCluster,
  type Cluster,
  type ClusterMessage,
  type ClusterSubscriber,
} from "#server/cluster/index.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { awareness } from "./support/awareness.ts";
import { RawClient } from "./support/raw.ts";
import { openRoomServer } from "./support/room-server.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { eventually, openStock } from "./support/stock.ts";

const ELSEWHERE = "another process";

/** Other processes, as far as they are heard: the test says what they say. */
function scriptedCluster() {
  let subscriber: ClusterSubscriber = {};
  const heard: ClusterMessage[] = [];
  const cluster: Cluster = {
    ...aloneCluster(),
    isAlone: false,
    publish: (message) => void heard.push(message),
    subscribe: (each) => void (subscriber = each),
  };
  return {
    cluster,
    /** All that this process told the others. */
    heard,
    say: (message: ClusterMessage, from = ELSEWHERE) => subscriber.received?.(from, message),
    lose: (processId: string) => subscriber.lost?.(processId),
  };
}

/** Rows can't be read from the database until the function that `hold` answers is called. */
function readingThatWaits() {
  let held: Promise<void> = Promise.resolve();
  let reads = 0;
  return {
    reads: () => reads,
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => (release = resolve));
      return () => release();
    },
    wrapLog: (log: UpdateLog): UpdateLog => ({
      ...log,
      since: async (documentId, sequence) => {
        reads += 1;
        await held;
        return log.since(documentId, sequence);
      },
    }),
  };
}

function idsShown({ awareness }: WebsocketProvider): number[] {
  return [...awareness.getStates().keys()];
}

const CARLA = 71;
const DAN = 72;
const person = (name: string) =>
  JSON.stringify({ user: { id: `user-${name}`, name, organization: "Council", color: "#336699" } });

async function anaHere() {
  const others = scriptedCluster();
  const reading = readingThatWaits();
  const { cluster } = others;
  const place = await openRoomServer({ options: { cluster }, wrapLog: reading.wrapLog });
  const { documentId } = place.fixture;
  const { provider } = openStock(place);
  await eventually("in sync", () => provider.synced);
  const saysThere = (clientId: number, name: string, sequence: number, from?: string) =>
    others.say(
      { kind: "presence", documentId, sequence, states: [[clientId, person(name)]], gone: [] },
      from,
    );
  const release = reading.hold();
  const before = reading.reads();
  saysThere(CARLA, "carla", 5);
  await eventually("rows are read", () => reading.reads() > before);
  return { others, documentId, provider, saysThere, release };
}

describe.skipIf(IN_SEVERAL_PROCESSES)("people of another process", () => {
  it("are shown when the text that they stand in was read [R24]", async () => {
    const { provider, release } = await anaHere();
    expect(idsShown(provider)).not.toContain(CARLA);
    release();
    await eventually("Carla", () => idsShown(provider).includes(CARLA));
  });

  it("are not shown any more when it was lost while their text was read [R24]", async () => {
    const { others, provider, saysThere, release } = await anaHere();
    others.lose(ELSEWHERE);
    release();
    saysThere(DAN, "dan", 5, "a third process");
    await eventually("Dan", () => idsShown(provider).includes(DAN));
    expect(idsShown(provider)).not.toContain(CARLA);
  });

  it("are not shown any more when it closed the draft while their text was read [R24]", async () => {
    const { others, documentId, provider, saysThere, release } = await anaHere();
    others.say({ kind: "closed", documentId });
    release();
    saysThere(DAN, "dan", 5, "a third process");
    await eventually("Dan", () => idsShown(provider).includes(DAN));
    expect(idsShown(provider)).not.toContain(CARLA);
  });

  it("are told of a page again that came here before that process saw it end [R24]", async () => {
    const others = scriptedCluster();
    const place = await openRoomServer({ options: { cluster: others.cluster } });
    const { documentId } = place.fixture;
    // It says where it is once, and never again by itself.
    const page = new RawClient(place);
    await page.join();
    others.say({ kind: "open", documentId, sequence: 0, isAnswer: true });
    page.send(awareness([CARLA, { cursor: "here" }]));
    const told = () =>
      others.heard.flatMap((message) => (message.kind === "presence" ? message.states : []));
    await eventually("told", () => told().length > 0);
    others.heard.length = 0;
    // Whoever was told of its earlier connection last has just dropped it.
    others.say({ kind: "presence", documentId, sequence: 0, states: [], gone: [CARLA] });
    await eventually("told again", () => told().length > 0);
    const [clientId, json] = told()[0] ?? [];
    expect(clientId).toBe(CARLA);
    expect(json).toContain("here");
  });

  it("are shown when they come back while their text was read [R24]", async () => {
    const { others, documentId, provider, saysThere, release } = await anaHere();
    others.say({ kind: "closed", documentId });
    saysThere(CARLA, "carla", 5);
    release();
    await eventually("Carla", () => idsShown(provider).includes(CARLA));
    expect(idsShown(provider).filter((id) => id === CARLA)).toEqual([CARLA]);
  });
});
