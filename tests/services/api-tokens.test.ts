import { describe, expect, it } from "vitest";
import { sweepAnswers } from "#server/services/api-tokens/answers.ts";
import { createProgramDoor } from "#server/services/api-tokens/door.ts";
import { MINUTE, openCoalition } from "./workspace.ts";

/** Two processes at one database, as far as programs come to them. */
async function openDoors() {
  const coalition = await openCoalition();
  const doors = [createProgramDoor(coalition.resources), createProgramDoor(coalition.resources)];
  return { ...coalition, doors };
}

describe("[I1] a request to write, over two processes", () => {
  it("is worked on once at a time, and answered alike by both", async () => {
    const { doors, people } = await openDoors();
    const request = { key: "k", hash: "h", form: "f" };
    let worked = 0;
    const work = async () => {
      worked += 1;
      return { status: 201, body: `{"id":"${worked}"}` };
    };
    const asked = [...doors, ...doors, ...doors].map((door) =>
      door.once(people.drafter, request, work),
    );
    const answers = await Promise.all(asked);
    expect(worked).toBe(1);
    for (const answer of answers) {
      expect(answer).toMatchObject(
        answer.is === "answered" ? { status: 201, body: '{"id":"1"}' } : { is: "under-way" },
      );
    }
    for (const door of doors) {
      expect(await door.once(people.drafter, request, work)).toMatchObject({ isAgain: true });
      expect(await door.once(people.drafter, { ...request, hash: "x" }, work)).toEqual({
        is: "another",
      });
      // Somebody else's key of the same name is theirs.
      expect(await door.once(people.staff, { ...request, hash: "x" }, work)).toMatchObject({
        status: 201,
      });
    }
    expect(worked).toBe(2);
  });

  it("that one process left undone is taken up by another, but not while it may go on", async () => {
    const { doors, people, pass, database } = await openDoors();
    const request = { key: "k", hash: "h", form: "f" };
    void doors[0]?.once(people.drafter, request, () => new Promise(() => undefined));
    await expect.poll(() => database.client.apiAnswer.count()).toBe(1);
    const work = async () => ({ status: 201, body: "{}" });
    expect(await doors[1]?.once(people.drafter, request, work)).toEqual({ is: "under-way" });
    pass(6 * MINUTE);
    expect(await doors[1]?.once(people.drafter, request, work)).toMatchObject({ status: 201 });
  });

  it("that failed by our fault is taken up at once, unless it was done before it failed", async () => {
    const { doors, people, database, clock } = await openDoors();
    const request = { key: "k", hash: "h", form: "f" };
    const failing = () => Promise.reject(new Error("lost"));
    await expect(doors[0]?.once(people.drafter, request, failing)).rejects.toThrow("lost");
    await expect(doors[1]?.once(people.drafter, request, failing)).rejects.toThrow("lost");
    const { userId } = people.drafter;
    await database.client.formKey.create({ data: { userId, key: "f", hash: "a", at: clock() } });
    for (const door of doors) {
      expect(await door.once(people.drafter, request, failing)).toEqual({ is: "done-before" });
    }
  });

  it("that was refused is forgotten, so that it can be mended under its key", async () => {
    const { doors, people, database } = await openDoors();
    const refusing = async () => ({ status: 409, body: "" });
    await doors[0]?.once(people.drafter, { key: "k", hash: "h", form: "f" }, refusing);
    expect(await database.client.apiAnswer.count()).toBe(0);
  });

  it("is known for a day, and then kept nowhere, also where its program never comes back", async () => {
    const { doors, people, database, clock, pass } = await openDoors();
    const work = async () => ({ status: 201, body: "{}" });
    await doors[0]?.once(people.drafter, { key: "k", hash: "h", form: "f" }, work);
    pass(23 * 60 * MINUTE);
    await doors[0]?.once(people.staff, { key: "l", hash: "h", form: "g" }, work);
    await sweepAnswers(database, clock());
    expect(await database.client.apiAnswer.count()).toBe(2);
    pass(2 * 60 * MINUTE);
    await sweepAnswers(database, clock());
    expect(await database.client.apiAnswer.findMany()).toMatchObject([{ key: "l" }]);
  });
});
