import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listedAddresses } from "#server/outbound/addresses.ts";
import { createOutbound } from "#server/outbound/index.ts";
import { openWebhooks, type WithWebhooks } from "./webhook-story.ts";
import { MINUTE } from "./workspace.ts";

const nothingListed = () => false;
const loopback = listedAddresses("127.0.0.1") ?? nothingListed;
const LIMITS = { milliseconds: 1_500, bytes: 10_000 };

/** The problem that the only delivery has after one try. */
async function problemOf(story: WithWebhooks, url: string): Promise<string | null> {
  const { webhookId } = await story.add(["review"], { url });
  await story.begin();
  await story.deliver();
  const [row] = await story.deliveries(webhookId);
  expect(row?.attempts, url).toBe(1);
  return row?.problem ?? null;
}

/** A server of which nobody but its neighbors should hear. */
async function openInside(host: string) {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end("confidential");
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

describe("[I3] an address that events are sent to", () => {
  it.each([
    "https://10.1.2.3/",
    "https://192.168.0.1:8443/admin",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
  ])("%s lies inside of a network, and nothing is sent there", async (url) => {
    const story = await openWebhooks({
      outbound: createOutbound({ isListed: nothingListed, limits: LIMITS }),
    });
    expect(await problemOf(story, url)).toMatch(
      / (?:has|is) an address inside of a private network\.$/u,
    );
  });

  it("inside of a network is told of nothing where the operator lists another one", async () => {
    const inside = await openInside("127.0.0.2");
    const story = await openWebhooks({
      outbound: createOutbound({ isListed: loopback, limits: LIMITS }),
    });
    expect(await problemOf(story, `http://127.0.0.2:${inside.port}/`)).toMatch(/private network/u);
    expect(inside.asked()).toBe(0);
  });

  it("without TLS is told of nothing, unless the operator lists it", async () => {
    const story = await openWebhooks({
      outbound: createOutbound({
        isListed: nothingListed,
        limits: LIMITS,
        resolve: async () => [{ address: "93.184.215.14", family: 4 }],
      }),
    });
    expect(await problemOf(story, "http://hooks.example.org/")).toBe(
      "It could not be sent: hooks.example.org would be asked without TLS.",
    );
  });

  it("is looked up for each try, and a name that leads inside the second time gets nothing then", async () => {
    const inside = await openInside("127.0.0.2");
    let resolved = 0;
    const outbound = createOutbound({
      isListed: loopback,
      limits: LIMITS,
      // DNS rebinding: the receiver's at first, a neighbor's from then on.
      resolve: async () => {
        resolved += 1;
        return [{ address: resolved === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
      },
    });
    const story = await openWebhooks({ outbound });
    const { receiver, add, begin, deliver, pass, deliveries } = story;
    const url = `http://hooks.example:${receiver.port}/desk`;
    const { webhookId } = await add(["review"], { url });
    receiver.answers(500);
    await begin();
    await deliver();
    expect(receiver.taken()).toHaveLength(1);
    pass(60 * MINUTE);
    await deliver();
    pass(60 * MINUTE);
    await deliver();
    expect(resolved).toBeGreaterThan(1);
    expect(receiver.taken()).toEqual([]);
    expect(inside.asked()).toBe(0);
    expect((await deliveries(webhookId))[0]?.problem).toMatch(/private network/u);
  });

  it("of a name that has an address inside beside another one gets nothing", async () => {
    const story = await openWebhooks({
      outbound: createOutbound({
        isListed: nothingListed,
        limits: LIMITS,
        resolve: async () => [
          { address: "93.184.215.14", family: 4 },
          { address: "10.0.0.1", family: 4 },
        ],
      }),
    });
    expect(await problemOf(story, "https://hooks.example.org/")).toMatch(/private network/u);
  });
});

describe("[I3] a receiver", () => {
  it("that leads elsewhere is not followed, wherever it leads", async () => {
    const inside = await openInside("127.0.0.1");
    const story = await openWebhooks();
    for (const status of [301, 302, 303, 307, 308]) {
      story.receiver.answers((response) =>
        response.writeHead(status, { Location: `http://127.0.0.1:${inside.port}/` }).end(),
      );
      const { webhookId } = await story.add(["review"]);
      await story.begin();
      await story.deliver();
      const [row] = await story.deliveries(webhookId);
      expect(row).toMatchObject({ state: "waiting", status, attempts: 1 });
      expect(row?.problem).toContain("leads elsewhere");
    }
    expect(inside.asked()).toBe(0);
  });

  it("that is silent, or answers letter by letter, is left after its time", async () => {
    const story = await openWebhooks();
    story.receiver.answers(() => undefined);
    expect(await problemOf(story, story.receiver.url)).toMatch(/took too long\.$/u);
    story.receiver.answers((response) => {
      const timer = setInterval(() => response.write("x"), 50);
      response.on("close", () => clearInterval(timer));
    });
    expect(await problemOf(story, story.receiver.url)).toMatch(/took too long\.$/u);
  });

  it("that answers with more than is read is cut off", async () => {
    const story = await openWebhooks();
    let written = 0;
    story.receiver.answers((response) => {
      const piece = "x".repeat(65_536);
      const timer = setInterval(() => {
        written += piece.length;
        response.write(piece);
      }, 1);
      response.on("close", () => clearInterval(timer));
    });
    expect(await problemOf(story, story.receiver.url)).toMatch(/answered with too much\.$/u);
    expect(written).toBeLessThan(20_000_000);
  });

  it("that is none, or speaks nothing of HTTP, is told of again later", async () => {
    const story = await openWebhooks();
    const babble = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("220 mail.example.org ESMTP\r\n\r\n");
    });
    await new Promise<void>((resolve) => babble.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void babble.close());
    const { port } = babble.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    expect(await problemOf(story, url)).toBe(
      `It could not be sent: 127.0.0.1:${port} answered with something that is not HTTP.`,
    );
    expect(await problemOf(story, "http://127.0.0.1:1/")).toBe(
      "It could not be sent: 127.0.0.1:1 refused the connection.",
    );
  });

  it("without TLS where https:// stands is said to have none, and the system’s code is in the log alone", async () => {
    const story = await openWebhooks();
    const url = story.receiver.url.replace("http:", "https:");
    expect(await problemOf(story, url)).toBe(
      `It could not be sent: 127.0.0.1:${story.receiver.port} does not speak TLS, which an address with https:// needs.`,
    );
    expect(story.logged()).toMatch(/"code":"(?:ERR_SSL_WRONG_VERSION_NUMBER|EPROTO)"/u);
    expect(story.logged()).not.toContain(url);
  });

  it("gets no header that a receiver's answer or a title could put there", async () => {
    const story = await openWebhooks();
    await story.add(["review"]);
    await story.begin("Reports “weekly” of <b>units</b>\\r\\nX-Added: 1");
    await story.deliver();
    const [event] = story.receiver.taken();
    expect(Object.keys(event?.headers ?? {}).sort()).toEqual([
      "accept-encoding",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
      "webhook-id",
      "webhook-signature",
      "webhook-timestamp",
    ]);
    expect(JSON.parse(event?.body ?? "")).toMatchObject({ type: "document.created" });
  });
});
