import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { stampHead } from "#server/services/audit/timestamps.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { createTimestamping } from "#server/timestamping/index.ts";
import { TimestampProblem } from "#server/timestamping/problem.ts";
import { openAuthority } from "#tests/support/timestamp-authority.ts";
import { bytesOf } from "./bytes-of.ts";
import { openWithdrawn } from "./filed-fixtures.ts";
import { openCoalition, value } from "./workspace.ts";

// openssl runs as a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let authority: Awaited<ReturnType<typeof openAuthority>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "authority-"));
  authority = await openAuthority(folder);
});
afterAll(async () => {
  await authority.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a head of the record, where a time-stamping authority is configured", () => {
  it("is stamped once, checked by audit:verify, and by openssl for anybody else", async () => {
    const { database, system } = await openCoalition();
    const timestamping = createTimestamping(authority);
    const head = await system.head();
    const stamped = await stampHead(database, timestamping);
    expect(stamped).toMatchObject({ ...head, authority: "Example Time Stamps" });
    expect(Math.abs(Date.now() - (stamped?.at.getTime() ?? 0))).toBeLessThan(600_000);
    expect(await stampHead(database, timestamping)).toBeNull();
    expect(await verifyAll(database, { timestamping })).toMatchObject({
      timestamps: { checked: 1, differences: [] },
    });
    const { response } = await database.client.headTimestamp.findFirstOrThrow();
    await writeFile(path.join(folder, "kept.tsr"), response);
    const verify = [
      "-verify",
      "-in",
      "kept.tsr",
      "-CAfile",
      "root.pem",
      "-untrusted",
      "stamps.pem",
    ];
    const said = await authority.openssl("ts", ...verify, "-digest", head.hash);
    expect(said.stdout + said.stderr).toContain("Verification: OK");
  });

  it("stands with its stamp on the certificates of what it holds, and not on those of later lines", async () => {
    const timestamping = createTimestamping(authority);
    const { services, people, documentId, database, system } = await openWithdrawn({
      timestamping,
    });
    const certificate = async () => {
      const pdf = value(await services.filings.certificate(people.observer, documentId));
      return (await bytesOf(pdf)).toString();
    };
    const { sequence } = await system.head();
    expect(await certificate()).not.toContain("RFC 3161");
    await stampHead(database, timestamping);
    const stamped = await certificate();
    expect(stamped).toContain("Example Time Stamps");
    expect(stamped).toContain("What this certificate proves");
    // The first certificate handed out was a line, and the stamped head holds it.
    expect(stamped).toContain(`signed that line ${sequence + 1} of the record`);
    expect(stamped).toContain(`${sequence + 1}: `);
    await database.client.headTimestamp.updateMany({ data: { authority: "Another" } });
    expect(await certificate()).not.toContain("RFC 3161");
  });

  it("has no stamp from an authority that is not trusted, of another line, or of other bytes", async () => {
    const { database } = await openCoalition();
    const timestamping = createTimestamping(authority);
    const others = await mkdtemp(path.join(tmpdir(), "others-"));
    onTestFinished(() => rm(others, { recursive: true, force: true }));
    const stranger = await openAuthority(others);
    onTestFinished(async () => void (await stranger.close()));
    const trusting = createTimestamping({ url: stranger.url, pem: authority.pem });
    await expect(stampHead(database, trusting)).rejects.toThrow(TimestampProblem);
    // One byte of the signature, at the very end.
    authority.change((answer) => {
      const last = answer.length - 1;
      return Buffer.from(answer.map((byte, index) => (index === last ? byte ^ 1 : byte)));
    });
    await expect(stampHead(database, timestamping)).rejects.toThrow(TimestampProblem);
    authority.change(() => Buffer.from("no time stamp"));
    await expect(stampHead(database, timestamping)).rejects.toThrow(TimestampProblem);
    authority.change(() => Buffer.alloc(100_000));
    await expect(stampHead(database, timestamping)).rejects.toThrow("too long");
    authority.change(null);
    expect(await database.client.headTimestamp.count()).toBe(0);
    // Kept, and then put beside another line, or given another time.
    const stamped = await stampHead(database, timestamping);
    const where = { sequence: stamped?.sequence ?? 0 };
    const two = await database.client.auditEvent.findUniqueOrThrow({ where: { sequence: 2 } });
    const moved = { sequence: 2, hash: two.hash };
    for (const data of [moved, { at: new Date(0) }, { authority: "Another" }]) {
      const before = await database.client.headTimestamp.findUniqueOrThrow({ where });
      await database.client.headTimestamp.update({ where, data });
      const { timestamps } = await verifyAll(database, { timestamping });
      expect(timestamps?.differences).toHaveLength(1);
      await database.client.headTimestamp.deleteMany();
      await database.client.headTimestamp.create({ data: before });
    }
  });

  it("is left unstamped, with a sentence, where the authority doesn't answer", async () => {
    const { database } = await openCoalition();
    const { pem } = authority;
    const away = createTimestamping({ url: "http://127.0.0.1:9/", pem });
    await expect(stampHead(database, away)).rejects.toThrow("could not be asked");
    expect(() => createTimestamping({ url: "http://127.0.0.1:9/", pem: "none" })).toThrow(
      TimestampProblem,
    );
  });
});
