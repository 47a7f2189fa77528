import { afterEach, describe, expect, it, vi } from "vitest";
import { ChangesClient } from "#app/editor/changes/changes-client.ts";
import { Unreachable } from "#app/ui/unreachable.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";

afterEach(() => vi.unstubAllGlobals());

function answering(answer: Partial<Response>) {
  const asked: Headers[] = [];
  vi.stubGlobal("fetch", async (_address: string, { headers }: RequestInit = {}) => {
    asked.push(new Headers(headers));
    return answer;
  });
  return asked;
}

const NONE = { inserted: [], deleted: [] };

describe("[M16] what somebody has seen of the changes", () => {
  it("is asked for and kept as them alone, whoever signed in at this browser meanwhile", async () => {
    const asked = answering({ ok: true, redirected: false, json: async () => ({ baselines: [] }) });
    const client = new ChangesClient("d", "ana");
    await client.look();
    await client.tick(true, NONE);
    await client.doers(1);
    expect(asked.map((headers) => headers.get(PERSON_HEADER))).toEqual(["ana", "ana", "ana"]);
  });

  it("is not taken for kept where the sign-in page answers", async () => {
    answering({ ok: true, redirected: true });
    const client = new ChangesClient("d", "ana");
    await expect(client.look()).rejects.toThrow("looking");
    await expect(client.tick(true, NONE)).rejects.toThrow("ticking");
    await expect(client.doers(1)).rejects.toThrow(Unreachable);
  });
});
