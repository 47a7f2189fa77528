import { describe, expect, it, vi } from "vitest";
import { openBringing, ownZip, send, workOff } from "./bringing-sent.ts";
import { value } from "./workspace.ts";

// Each checks an archive by its script, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe("[A3] sentences about an archive", () => {
  it("speak of no choice where its bringer lost the right before they chose", async () => {
    const story = await openBringing();
    const { people, services, database } = story;
    const { admin } = people;
    const { archiveId } = value(await send(story, admin, await ownZip(story)));
    await database.client.membership.deleteMany({ where: { userId: admin.userId } });
    await workOff(story);
    const { progress } = value(await services.bringing.showOne(admin, archiveId));
    expect(progress).toMatchObject({ is: "failed" });
    const why = progress.is === "failed" ? progress.why : "";
    expect(why).toContain("for any organization any more");
    expect(why).not.toContain("chosen");
  });
});
