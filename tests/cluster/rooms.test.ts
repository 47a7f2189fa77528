import { describe, expect, it } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import type { Cluster } from "#server/cluster/index.ts";
import { ILRC } from "#tests/support/cast.ts";
import { editByCommand } from "#tests/rooms/support/command-edit.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually, openStock, rootOf, writeParagraph } from "#tests/rooms/support/stock.ts";
import { IS_POSTGRESQL, openTwoProcesses } from "./support/clusters.ts";

/** The people whom a page shows, itself left out, by the ids of their accounts. */
function peopleAt(provider: WebsocketProvider): string[] {
  const { awareness, doc } = provider;
  return [...awareness.getStates()]
    .filter(([clientId]) => clientId !== doc.clientID)
    .map(([, state]) => String((state as { user?: { id?: string } }).user?.id))
    .toSorted();
}

function cursorOf(provider: WebsocketProvider, clientId: number): unknown {
  return provider.awareness.getStates().get(clientId)?.["cursor"];
}

/** A connection to the others that says nothing about rows: as if every such notification were lost. */
function withoutRows(cluster: Cluster): Cluster {
  return {
    ...cluster,
    publish: (message) => {
      if (message.kind !== "rows" && message.kind !== "open") cluster.publish(message);
    },
  };
}

describe.skipIf(!IS_POSTGRESQL)("one draft in two processes", () => {
  it("has the words of both, in both and in the database [R23]", async () => {
    const { one, other } = await openTwoProcesses();
    const ana = openStock(one);
    const ida = openStock(other, { who: "ida" });
    await eventually("in sync", () => ana.provider.synced && ida.provider.synced);
    for (let index = 0; index < 20; index += 1) {
      writeParagraph(ana.doc, `ana ${index}`);
      writeParagraph(ida.doc, `ida ${index}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const all = () => rootOf(ana.doc).toString();
    await eventually(
      "the same",
      () => all() === rootOf(ida.doc).toString() && all().split("ida ").length === 21,
    );
    expect(all().split("ana ").length).toBe(21);
  });

  it("has what a command wrote in one of them, in both at once [R40, R23]", async () => {
    const { one, other, fixture } = await openTwoProcesses();
    const ana = openStock(one);
    const ida = openStock(other, { who: "ida" });
    await eventually("in sync", () => ana.provider.synced && ida.provider.synced);
    const [first, second] = [
      await editByCommand(fixture, "accepted here"),
      await editByCommand(fixture, "accepted there"),
    ];
    // Of two who accept at once in two processes, one is first; the other is built again.
    const stored = await Promise.all([first.store(), second.store()]);
    expect(stored.filter((sequence) => sequence === null)).toHaveLength(1);
    await one.rooms.rowsWritten(fixture.documentId, 1);
    const words = (doc: typeof ana.doc) => rootOf(doc).toString();
    await eventually("here and there", () =>
      [ana, ida].every(({ doc }) => words(doc).includes("accepted")),
    );
    writeParagraph(ida.doc, "typed after");
    await eventually("the same", () => words(ana.doc).includes("typed after"));
    expect(words(ana.doc)).toBe(words(ida.doc));
  });

  it("shows each who is with the other, where they are, and that they left [R24]", async () => {
    const { one, other } = await openTwoProcesses();
    const ana = openStock(one);
    const ida = openStock(other, { who: "ida" });
    ana.provider.awareness.setLocalStateField("cursor", { at: 1 });
    ida.provider.awareness.setLocalStateField("cursor", { at: 2 });
    await eventually("Ida", () => peopleAt(ana.provider).includes("user-ida"));
    await eventually("Ana", () => peopleAt(ida.provider).includes("user-ana"));
    ana.provider.awareness.setLocalStateField("cursor", { at: 3 });
    await eventually(
      "moved",
      () => JSON.stringify(cursorOf(ida.provider, ana.doc.clientID)) === '{"at":3}',
    );
    // Whoever comes later is shown both, whichever process they come to.
    const ben = openStock(other, { who: "ben" });
    await eventually("both", () => peopleAt(ben.provider).length === 2);
    ana.provider.destroy();
    await eventually("left", () => !peopleAt(ida.provider).includes("user-ana"));
    await eventually("left for Ben", () => !peopleAt(ben.provider).includes("user-ana"));
    expect(peopleAt(ben.provider)).toEqual(["user-ida"]);
  });

  it("no longer shows the people of a process that stops [R24]", async () => {
    const { one, other, clusters } = await openTwoProcesses();
    const ana = openStock(one);
    const ida = openStock(other, { who: "ida" });
    ana.provider.awareness.setLocalStateField("cursor", { at: 1 });
    ida.provider.awareness.setLocalStateField("cursor", { at: 2 });
    await eventually("Ana", () => peopleAt(ida.provider).includes("user-ana"));
    await clusters[0].close();
    await eventually("gone", () => peopleAt(ida.provider).length === 0);
    expect(ida.provider.wsconnected).toBe(true);
  });

  it("shows a page that comes to the other process as it was, once the first has let it go [R24]", async () => {
    const { one, other, clusters } = await openTwoProcesses();
    const ana = openStock(one);
    const ida = openStock(other, { who: "ida" });
    ana.provider.awareness.setLocalStateField("cursor", { at: 1 });
    await eventually("Ana", () => peopleAt(ida.provider).includes("user-ana"));
    // The same page: its document keeps its client id. The first process does not see it go.
    const { doc } = ana;
    const again = openStock(other, { doc });
    again.provider.awareness.setLocalStateField("cursor", { at: 9 });
    await eventually("in sync", () => again.provider.synced);
    await clusters[0].close();
    await eventually(
      "at nine",
      () => JSON.stringify(cursorOf(ida.provider, doc.clientID)) === '{"at":9}',
    );
    // Nor did the page take its own earlier state for news.
    expect(again.provider.awareness.getLocalState()).toMatchObject({ cursor: { at: 9 } });
  });

  it("finds by itself what no notification told of [R23]", async () => {
    const { one, other } = await openTwoProcesses(withoutRows);
    const ana = new RawClient(one);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("unheard of");
    expect(await ana.barrier()).toBe("receipt");
    await ida.until("found", () => rootOf(ida.doc()).toString().includes("unheard of"));
  });

  it("takes words that build on what this process has not heard of yet [R6, R24]", async () => {
    const { one, other } = await openTwoProcesses(withoutRows);
    const ana = new RawClient(one);
    const moved = new RawClient(other);
    await Promise.all([ana.join(), moved.join()]);
    ana.write("before the move");
    expect(await ana.barrier()).toBe("receipt");
    // Her next words go to the other process, and begin where the first ones end.
    const updates: Uint8Array[] = [];
    ana.own.on("update", (update: Uint8Array) => updates.push(update));
    writeParagraph(ana.own, "and after");
    for (const update of updates) moved.update(update);
    expect(await moved.barrier()).toBe("receipt");
    expect(rootOf((await readDoc(other)).doc()).toString()).toBe(rootOf(ana.own).toString());
  });

  it("is frozen in both, and tells the pages of both [R16, R24]", async () => {
    const { fixture, one, other } = await openTwoProcesses();
    const ana = new RawClient(one);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    await Promise.all([ana.barrier(), ida.barrier()]);
    await fixture.setStatus("draft-1", "in_review");
    await one.rooms.documentChanged("draft-1");
    for (const each of [ana, ida]) {
      await each.until("told", () =>
        each.received.some(
          (message) =>
            message.type === "notice" &&
            message.notice.kind === "status" &&
            message.notice.status === "in_review",
        ),
      );
      each.write("too late");
      expect(await each.barrier()).toMatch(/frozen|read-only/);
    }
    expect(await fixture.database.client.draftUpdate.count()).toBe(0);
  });

  it("holds the commits of both while a version is made, and goes on after [R16, R24]", async () => {
    const { one, other, clusters } = await openTwoProcesses();
    const ida = new RawClient(other, { who: "ida" });
    await ida.join();
    await ida.barrier();
    const release = one.rooms.hold("draft-1");
    await eventually("held", () =>
      clusters[1].heard.some(({ message }) => message.kind === "hold"),
    );
    ida.write("meanwhile");
    await eventually("waiting", () => other.rooms.stats().waiting === 1);
    await ida.roundTrip();
    expect(other.rooms.stats().waiting).toBe(1);
    const answer = ida.barrier();
    release();
    expect(await answer).toBe("receipt");
  });

  it("commits again when the process that held it is gone [R16, R24]", async () => {
    const { one, other, clusters } = await openTwoProcesses();
    const ida = new RawClient(other, { who: "ida" });
    await ida.join();
    one.rooms.hold("draft-1");
    await eventually("held", () =>
      clusters[1].heard.some(({ message }) => message.kind === "hold"),
    );
    ida.write("meanwhile");
    await eventually("waiting", () => other.rooms.stats().waiting === 1);
    await clusters[0].close();
    expect(await ida.barrier()).toBe("receipt");
  });

  it("loads anew in both where it was restored, and takes nothing of the text before [R17, R35]", async () => {
    const { fixture, one, other } = await openTwoProcesses();
    const ana = new RawClient(one);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("kept");
    await ana.barrier();
    await ida.until("kept", () => rootOf(ida.doc()).toString().includes("kept"));
    const release = other.rooms.hold("draft-1");
    ida.write("of the generation before");
    await eventually("waiting", () => other.rooms.stats().waiting === 1);
    await fixture.reopen("draft-1");
    release();
    expect((await ida.close()).code).toBe(4426);
    expect((await ana.close()).code).toBe(4426);
    const reader = await readDoc(other, "ida");
    expect(rootOf(reader.doc()).toString()).toBe("<block></block>kept");
  });

  it("goes on whatever a process of another release says of it [R30]", async () => {
    const { fixture, one, other } = await openTwoProcesses();
    const ana = new RawClient(one);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    const documentId = "draft-1";
    const messages = [
      { kind: "presence", documentId, sequence: 0, states: 5, gone: null },
      { kind: "presence", documentId, sequence: 0, states: [[7, "{"]], gone: [] },
      { kind: "presence", documentId, sequence: 9, states: 5, gone: null },
      { kind: "rows" },
      { kind: "hold", documentId, id: {} },
      { kind: "release", documentId, id: {} },
    ];
    for (const message of messages) {
      const payload = JSON.stringify({ from: "later", messages: [message] });
      await fixture.database.client
        .$queryRaw`SELECT 1 FROM (SELECT pg_notify('coalition_desk', ${payload})) AS told`;
    }
    ana.write("all the same");
    expect(await ana.barrier()).toBe("receipt");
    await ida.until("heard", () => rootOf(ida.doc()).toString().includes("all the same"));
    expect(ida.closed).toBeNull();
  });

  it("tells the pages of both of threads, and of one organization's only its people [M2, M5, R24]", async () => {
    const { one, other } = await openTwoProcesses();
    const told = (desk: RawClient) =>
      desk.received.flatMap((message) =>
        message.type === "notice" && message.notice.kind === "threads" ? message.notice.ids : [],
      );
    const ana = new RawClient(other);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    await Promise.all([ana.barrier(), ida.barrier()]);
    // A page that only listens is told as well, by a process that has loaded nothing for it (R39).
    const olga = new RawClient(other, { who: "olga", listens: true });
    await olga.join();
    one.rooms.threadsChanged("draft-1", ["theirs"], ILRC.id);
    one.rooms.threadsChanged("draft-1", ["everybody's"], null);
    await ana.until("told", () => told(ana).includes("everybody's"));
    await ida.until("told", () => told(ida).includes("everybody's"));
    await olga.until("told", () => told(olga).includes("everybody's"));
    expect(told(ida)).toContain("theirs");
    expect(told(olga)).toContain("theirs");
    expect(told(ana)).not.toContain("theirs");
  });

  it("is folded by whichever is first, and the other goes on from that [R19, R24]", async () => {
    const { fixture, one, other } = await openTwoProcesses();
    const ana = new RawClient(one);
    const ida = new RawClient(other, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    for (let index = 0; index < 600; index += 1) ana.write(`word ${index}`);
    expect(await ana.barrier()).toBe("receipt");
    for (let index = 0; index < 600; index += 1) ida.write(`answer ${index}`);
    expect(await ida.barrier()).toBe("receipt");
    const count = (reader: RawClient, word: string) =>
      rootOf(reader.doc()).toString().split(word).length - 1;
    await eventually("Ana's at the other", () => count(ida, "word ") === 600);
    await eventually("Ida's at the first", () => count(ana, "answer ") === 600);
    const text = rootOf((await readDoc(one)).doc()).toString();
    expect(text).toBe(rootOf((await readDoc(other)).doc()).toString());
    expect(text.split("answer ").length).toBe(601);
    expect((await fixture.database.client.document.findFirst())?.sequence).toBeGreaterThan(0);
  });
});

/** Somebody who knows nothing and has read the whole draft. */
async function readDoc(server: Parameters<typeof openStock>[0], who = "ana"): Promise<RawClient> {
  const reader = new RawClient(server, { who });
  await reader.join();
  return reader;
}
