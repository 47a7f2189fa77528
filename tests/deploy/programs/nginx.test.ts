import { request as plainRequest } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { flowRoot } from "#app/document/flow/root.ts";
import { COUNCIL, ILRC, MATTER } from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { MAILBOX_READ_METRIC } from "#server/start/inbound-mail.ts";
import { alertRules, dashboardQueries, metricsIn } from "#tests/deploy/examples.ts";
import { HOST_NAME, metricsHeaders, startCluster, TRIES, type DeskCluster } from "./cluster.ts";
import { RunningNginx } from "./nginx.ts";
import { Member } from "./two-servers.ts";
import { Visitor } from "./visitor.ts";

const DRAFT = "demo-request-weekly-reports";
const FILED = "demo-request-weekly-reports-filed";
/** Enough to reach the limit of each process, however they are spread. */
const GUESSES = 10 * TRIES;
const drafter = demoPerson(COUNCIL, "drafter").email;
const staff = demoPerson(COUNCIL, "staff").email;

let cluster: DeskCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

/** Prometheus makes these itself. */
const OF_PROMETHEUS = ["up", "ALERTS"];
/** These two processes take no answers by e-mail. */
const OF_ANSWERS = [MAILBOX_READ_METRIC];

it("[R32] a process has every metric that the alerts and the dashboard ask for", async () => {
  const has = new Set([
    ...OF_PROMETHEUS,
    ...OF_ANSWERS,
    ...(await cluster.processes[0]!.metricNames()),
  ]);
  const asked = [...alertRules().map(({ expr }) => expr), ...dashboardQueries()].flatMap(metricsIn);
  expect(asked.length).toBeGreaterThan(40);
  const missing = new Set(asked.filter((name) => !has.has(name)));
  expect([...missing]).toEqual([]);
});

it("[M22] of two who accept a suggestion on two servers at once, one does, and both see its words once", async () => {
  const [one, other] = [cluster.processes[0]!, cluster.processes[1]!];
  const ana = await Member.signIn(one, drafter, DRAFT);
  const ravi = await Member.signIn(other, demoPerson(ILRC, "drafter").email, DRAFT);
  const rooms = [ana.join(), ravi.join()];
  try {
    const rounds = Array.from({ length: 6 }, (_, at) => `Accepted once, in round ${at}.`);
    for (const words of rounds) {
      const threadId = await ravi.suggestParagraph(words);
      const both = await Promise.all([ana.accepting(threadId), ravi.accepting(threadId)]);
      const statuses = await Promise.all(both.map((accept) => accept()));
      expect(statuses).toContain(200);
    }
    for (const room of rooms) {
      const counts = () =>
        rounds.map((words) => flowRoot(room.doc).toString().split(words).length - 1);
      await expect.poll(counts).toEqual(rounds.map(() => 1));
    }
  } finally {
    for (const room of rooms) room.destroy();
  }
});

/** The processes that a request for this path came to. */
const answeredBy = (address: string) =>
  cluster.processes.filter((each) => each.answered(address)).map((each) => each.portNumber);

const timesAnswered = (address: string) =>
  cluster.processes.reduce((all, each) => all + each.timesAnswered(address), 0);

/** The one process that has a draft's connections. */
async function roomsAt() {
  const open = await Promise.all(
    cluster.processes.map(async (each) => [each, await each.gauge("rooms_connections")] as const),
  );
  return open.filter(([, connections]) => connections > 0).map(([each]) => each);
}

describe("the example for nginx", () => {
  let proxy: RunningNginx;
  let visitor: Visitor;
  const destroyed: (() => void)[] = [];
  const join = (documentId: string) => {
    const client = visitor.join(documentId);
    destroyed.push(() => client.destroy());
    return client;
  };

  beforeAll(async () => {
    await cluster.revive();
    proxy = await RunningNginx.start(cluster.addresses);
    visitor = new Visitor(proxy);
    await visitor.signIn(drafter);
  });
  afterAll(() => proxy.stop());
  beforeEach(() => cluster.revive());
  afterEach(() => {
    for (const destroy of destroyed.splice(0)) destroy();
  });

  it("is a file in which its own program finds no mistake", async () => {
    await expect(proxy.check()).resolves.toContain("successful");
  });

  it("sends whoever comes without TLS to the address with it", async () => {
    const location = await new Promise<string | undefined>((resolve, reject) => {
      const headers = { Host: HOST_NAME };
      const { plainPort: port } = proxy;
      plainRequest({ host: "127.0.0.1", port, path: "/p?page=2", headers }, (answer) => {
        answer.resume();
        resolve(answer.headers.location);
      })
        .once("error", reject)
        .end();
    });
    expect(location).toMatch(/^https:\/\/desk\.example\.org(?::\d+)?\/p\?page=2$/u);
  });

  it("[R26] leads all addresses of one draft to one process, and the drafts to all of them", async () => {
    const used = new Set<number>();
    for (let at = 0; at < 16; at += 1) {
      const draft = `nginx-${at}`;
      const addresses = ["", "/versions", ".pdf", "/preview/1"].map(
        (rest) => `/documents/${draft}${rest}`,
      );
      for (const address of addresses) await visitor.send(`${address}?any=${at}`);
      const ports = new Set(addresses.flatMap(answeredBy));
      expect([draft, ports.size]).toEqual([draft, 1]);
      for (const port of ports) used.add(port);
    }
    expect(used.size).toBe(cluster.processes.length);
  });

  it("[L72] keeps no public page, and tells at each look whether the one that a reader has still stands", async () => {
    const page = `/p/${MATTER.slug}`;
    const before = timesAnswered(page);
    const { status, cacheControl, tag = "" } = await visitor.send(page);
    expect([status, cacheControl]).toEqual([200, "public, no-cache"]);
    expect((await visitor.send(page, { headers: { "If-None-Match": tag } })).status).toBe(304);
    for (let at = 0; at < 2; at += 1) expect((await visitor.send(page)).status).toBe(200);
    await expect.poll(() => timesAnswered(page)).toBe(before + 4);
  });

  it("spreads what belongs to no draft", async () => {
    for (let at = 0; at < 40; at += 1) await visitor.send("/accounts/nginx");
    expect(answeredBy("/accounts/nginx")).toHaveLength(cluster.processes.length);
  });

  it("[R26] carries the words of a room both ways, in the process that its page comes from", async () => {
    const [mine, theirs] = await Promise.all([join(DRAFT).synced(), join(DRAFT).synced()]);
    const words = `Through nginx. `;
    flowRoot(mine.doc).insert(1, words);
    expect(await mine.receipt()).toBe("kept");
    await expect.poll(() => theirs.text).toContain(words);
    const page = `/documents/${DRAFT}/no-page-of-nginx`;
    await visitor.send(page);
    expect((await roomsAt()).map((each) => each.portNumber)).toEqual(answeredBy(page));
  });

  it("names the visitor as TRUST_PROXY=1 believes it, whatever they say of themselves", async () => {
    const guesser = new Visitor(proxy, "127.0.1.2");
    const statuses: number[] = [];
    for (let at = 1; at <= GUESSES; at += 1) {
      const forged = `192.0.1.${at}`;
      const headers = {
        "X-Forwarded-For": forged,
        "X-Real-IP": forged,
        Forwarded: `for=${forged}`,
      };
      const guess = await guesser.signIn(`nobody-${at}@example.org`, "x", headers);
      statuses.push(guess.status);
    }
    // Failed sign-ins are counted by address: theirs is known, and nobody else's is taken for it.
    expect([statuses.at(0), statuses.at(-1)]).toEqual([400, 429]);
    expect((await guesser.signIn(staff)).status).toBe(429);
    expect((await new Visitor(proxy, "127.0.1.3").signIn(staff)).status).toBe(302);
  });

  it.each(["/metrics", "/metrics?x=1", "/%6Detrics", "/metrics/", "/METRICS"])(
    "[R32] keeps %s to itself, with the token as without",
    async (address) => {
      const inside = await fetch(`${cluster.processes[0]!.url}/metrics`, {
        headers: metricsHeaders,
      });
      expect(inside.status).toBe(200);
      const answer = await visitor.send(address, { headers: metricsHeaders });
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain("process_cpu");
    },
  );

  it("lets an attachment through, and what is too large be refused by the server in its own words", async () => {
    const clerk = new Visitor(proxy);
    await clerk.signIn(staff);
    const attachment = new FormData();
    attachment.append("intent", "attach");
    attachment.append("role", "stamped-copy");
    const bytes = Buffer.alloc(3_000_000, "A line of plain text.\n");
    attachment.append(ATTACHMENT_FILE_FIELD, new Blob([bytes]), `nginx.txt`);
    const sent = await clerk.send(`/attach-file/filing/${FILED}`, {
      method: "POST",
      body: attachment,
    });
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining("Attached")]);

    const form = new URLSearchParams({ words: "x".repeat(3_000_000) });
    const refused = await clerk.send("/account", { method: "POST", body: form });
    expect([refused.status, refused.text]).toEqual([
      413,
      expect.stringContaining("That is more than 2 MB, so nothing of it was stored."),
    ]);
  });

  it("goes on without a process that dies, with the words of its rooms, and with it when it is back", async () => {
    const client = await join(DRAFT).synced();
    const [owner] = await roomsAt();
    await owner!.stop("SIGKILL");
    const address = `/documents/${DRAFT}/settings`;
    expect((await visitor.send(address)).status).toBe(200);
    expect((await new Visitor(proxy).signIn(drafter)).status).toBe(302);
    await expect.poll(async () => (await openRooms()).length).toBe(1);
    await client.synced();
    flowRoot(client.doc).insert(1, "After the end. ");
    expect(await client.receipt()).toBe("kept");

    await owner!.start();
    await expect
      .poll(async () => {
        await visitor.send(address);
        return owner!.answered(address);
      })
      .toBe(true);
  });

  it("fails no page while a process stops as SIGTERM tells it to", async () => {
    const [stopping] = cluster.processes;
    let over = false;
    const answers: unknown[] = [];
    const look = (async () => {
      for (let at = 0; !over; at += 1) {
        const page = visitor.send(`/documents/nginx-${at % 16}/versions`);
        answers.push(await page.then(({ status }) => status, String));
      }
    })();
    const code = await stopping!.stop();
    await expect.poll(() => answers.length).toBeGreaterThan(30);
    over = true;
    await look;
    expect([code, stopping!.output.slice(-2_000)]).toEqual([0, expect.stringContaining("stopped")]);
    expect(new Set(answers)).toEqual(new Set([404]));
  });

  it("takes over a change without a failed request, and its sockets go on or come back", async () => {
    const client = await join(DRAFT).synced();
    await proxy.reload();
    for (let at = 0; at < 10; at += 1) expect((await visitor.send("/p")).status).toBe(200);
    await expect.poll(() => client.provider.synced).toBe(true);
    flowRoot(client.doc).insert(1, "After the change. ");
    expect(await client.receipt()).toBe("kept");
  });

  /** The same as roomsAt, of those that run. */
  async function openRooms() {
    const running = await Promise.all(
      cluster.processes.map(async (each) => ((await each.ready()) ? each : null)),
    );
    const open = await Promise.all(
      running.map(async (each) => (each ? await each.gauge("rooms_connections") : 0)),
    );
    return open.filter((connections) => connections > 0);
  }
});
