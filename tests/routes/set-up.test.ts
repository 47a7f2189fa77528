import { describe, expect, it } from "vitest";
import { cookieHeader, openWorkspace, PASSWORD } from "#tests/services/workspace.ts";
import { alerts, control, openSite, siteOf } from "./site.ts";

const FIELDS = {
  organization: "First Example Organization",
  shortName: "First",
  city: "",
  name: "Ada Admin",
  email: "ada@example.org",
  password: PASSWORD,
  writes: "yes",
};

async function openEmptySite() {
  // The pages ask the workspace for no more than this.
  const site = siteOf(await openWorkspace({ appUrl: null }));
  return { ...site, token: (await site.services.setUp.issueToken()) ?? "" };
}

describe("[P7] a workspace that nobody has set up", () => {
  it("leads from every page that asks for a session to the one that sets it up", async () => {
    const { nobody } = await openEmptySite();
    for (const address of ["/", "/account", "/matters/new", "/organizations", "/documents/x"]) {
      const asked = await nobody.get(address);
      expect(asked.location, address).toMatch(/^\/login/u);
      expect((await nobody.get(asked.location ?? "")).location, address).toBe("/set-up");
    }
    const page = await nobody.get("/set-up");
    expect(page.status).toBe(200);
    expect(page.words).toContain("set-up token in its log");
  });

  it("is set up by one form, which leads home with a session", async () => {
    const { nobody, withCookie, token } = await openEmptySite();
    const answer = await nobody.post("/set-up", { ...FIELDS, token });
    expect([answer.status, answer.location]).toEqual([302, "/"]);
    const browser = withCookie(cookieHeader(answer.headers.get("Set-Cookie") ?? ""));
    expect((await browser.get("/")).status).toBe(200);
    // From now on it leads nowhere but to what there is.
    expect((await nobody.get("/set-up")).location).toBe("/");
    expect((await nobody.get("/login")).status).toBe(200);
    const again = await nobody.post("/set-up", { ...FIELDS, token });
    expect(again.status).toBe(409);
    expect(alerts(again)).toContain("set up already");
  });

  it("ticks at first that its first person is a drafter, who begins a document then", async () => {
    const site = await openEmptySite();
    const page = await site.nobody.get("/set-up");
    const ticked = [...page.document.querySelectorAll<HTMLInputElement>("[name=writes]:checked")];
    expect(ticked.map(({ value }) => value)).toEqual(["yes"]);
    const begun = async (writes: string, way: Awaited<ReturnType<typeof openEmptySite>>) => {
      const answer = await way.nobody.post("/set-up", { ...FIELDS, token: way.token, writes });
      const browser = way.withCookie(cookieHeader(answer.headers.get("Set-Cookie") ?? ""));
      const { id = "" } = (await way.database.client.organization.findFirst()) ?? {};
      const matter = { title: "Weekly reports", narrative: "", leadOrganizationId: id };
      const { location } = await browser.post("/matters/new", matter);
      return browser.get(`${location}/documents/new`);
    };
    expect((await begun(ticked[0]?.value ?? "", site)).status).toBe(200);
    expect((await begun("no", await openEmptySite())).status).toBe(403);
  });

  it("says field by field what is missing, keeps what was typed, and sends no password back", async () => {
    const { nobody, token } = await openEmptySite();
    const secret = "Ada Admin 2021";
    const weak = await nobody.post("/set-up", { ...FIELDS, token, password: secret });
    expect(weak.status).toBe(400);
    expect(control(weak, "Set-up token").value).toBe(token);
    expect(control(weak, "Full name").value).toBe(FIELDS.organization);
    expect(weak.body).not.toContain(secret);
    const wrong = await nobody.post("/set-up", { ...FIELDS, token: "0000-0000-0000-0000-0000" });
    expect(wrong.status).toBe(400);
    expect(alerts(wrong)).toContain("not the set-up token");
    const empty = await nobody.post("/set-up", {});
    expect(alerts(empty)).toContain("Enter the set-up token");
    expect(alerts(empty)).toContain("Say whether you write documents yourself.");
  });
});

describe("[P7] a workspace with people in it", () => {
  it("has no page that sets it up", async () => {
    const { nobody, as, services } = await openSite();
    expect(await services.setUp.issueToken()).toBeNull();
    expect((await nobody.get("/set-up")).location).toBe("/");
    expect((await (await as("drafter")).get("/set-up")).location).toBe("/");
    const answer = await nobody.post("/set-up", { ...FIELDS, token: "0000-0000-0000-0000-0000" });
    expect(answer.status).toBe(409);
  });
});
