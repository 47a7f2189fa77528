import { describe, expect, it } from "vitest";
import { FORM_LIMIT } from "#app/framework/form-bounds.ts";
import { value } from "#tests/services/workspace.ts";
import { alerts, control, openSite, ORIGIN } from "./site.ts";

const NARRATIVE = "First paragraph.\n\nSecond paragraph with “quotes” & signs.";

describe("a form with something missing", () => {
  it("says which, in a sentence at the top and at the field, and keeps what was typed", async () => {
    const { as, organizations } = await openSite();
    const admin = await as("admin");
    const answer = await admin.post("/matters/new", {
      title: "  ",
      narrative: NARRATIVE,
      leadOrganizationId: organizations.council,
      partyIds: [organizations.ilrc],
      agencyComponent: "A component",
    });
    expect(answer.status).toBe(400);
    expect(alerts(answer)).toContain("Enter the matter’s title.");
    expect(alerts(answer)).toContain("what you typed is still here");
    const title = control(answer, "Title");
    expect(title.getAttribute("aria-invalid")).toBe("true");
    const described = title.getAttribute("aria-describedby")?.split(" ") ?? [];
    const sentences = described.map((id) => answer.document.getElementById(id)?.textContent);
    expect(sentences).toContain("Enter the matter’s title.");
    const link = answer.document.querySelector<HTMLAnchorElement>("[role=alert] a");
    expect(link?.getAttribute("href")).toBe(`#${title.id}`);
    expect(control(answer, "Narrative").value).toBe(NARRATIVE);
    expect(control(answer, "Component").value).toBe("A component");
    const ticked = [...answer.document.querySelectorAll<HTMLInputElement>("[name=partyIds]")];
    expect(ticked.filter(({ checked }) => checked).map((input) => input.value)).toEqual([
      organizations.ilrc,
    ]);
  });

  it("names the fields of a choice too", async () => {
    const { as, slug } = await openSite();
    const drafter = await as("drafter");
    const answer = await drafter.post(`/matters/${slug}/documents/new`, { title: "A request" });
    expect(answer.status).toBe(400);
    expect(alerts(answer)).toContain("Choose the kind of document.");
    expect(control(answer, "Title").value).toBe("A request");
  });

  it("is told by the service what the schema can't know, with what was typed", async () => {
    const { as, organizations } = await openSite();
    const admin = await as("admin");
    const answer = await admin.post("/matters/new", {
      title: "A matter",
      narrative: NARRATIVE,
      leadOrganizationId: organizations.council,
      partyIds: ["no-such-organization"],
    });
    expect(answer.status).toBe(400);
    expect(alerts(answer)).toContain("Choose from the organizations shown.");
    expect(control(answer, "Title").value).toBe("A matter");
    expect(control(answer, "Narrative").value).toBe(NARRATIVE);
  });
});

describe("a form that is whole", () => {
  it("creates a matter and leads to it", async () => {
    const { as, organizations } = await openSite();
    const admin = await as("admin");
    const answer = await admin.post("/matters/new", {
      title: "A second matter",
      narrative: NARRATIVE,
      leadOrganizationId: organizations.council,
      partyIds: [organizations.ilrc],
    });
    expect([answer.status, answer.location]).toEqual([302, "/matters/a-second-matter"]);
    const page = await admin.get("/matters/a-second-matter");
    expect(page.words).toContain("Second paragraph with “quotes” & signs.");
    expect(page.words).toContain("Not recorded");
    expect(page.words).toContain("No document yet.");
  });

  it("creates a draft and leads to its desk", async () => {
    const { as, slug, services, people } = await openSite();
    const drafter = await as("drafter");
    const answer = await drafter.post(`/matters/${slug}/documents/new`, {
      kind: "complaint",
      title: "A complaint",
      layoutProfile: "nd-cal",
    });
    const { documents } = value(await services.matters.show(people.drafter, slug));
    expect([answer.status, answer.location]).toEqual([302, `/documents/${documents[0]?.id}`]);
    expect(documents).toMatchObject([{ title: "A complaint", kind: "complaint", status: "draft" }]);
    const page = await drafter.get(`/matters/${slug}`);
    expect(page.words).toContain("A complaint");
    expect(page.words).toMatch(/Signed by, or to be signed by\s*Council\s*ILRC/u);
  });

  it("invites, withdraws and removes a party, and says so", async () => {
    const { as, slug, organizations } = await openSite();
    const admin = await as("admin");
    const address = `/matters/${slug}/parties`;
    const organizationId = organizations.outside;
    const added = await admin.post(address, { intent: "add", organizationId });
    expect(added.status).toBe(200);
    expect(added.words).toContain("The organization was invited.");
    const again = await admin.post(address, { intent: "add", organizationId });
    expect(again.status).toBe(409);
    expect(alerts(again)).toContain("is invited already and has not answered yet");
    const removed = await admin.post(address, { intent: "remove", organizationId });
    expect(removed.words).toContain("It was removed.");
    const lead = await admin.post(address, {
      intent: "remove",
      organizationId: organizations.council,
    });
    expect(lead.status).toBe(409);
    expect(alerts(lead)).toContain("The lead organization can’t leave its own matter.");
  });

  it("rewrites the narrative, with line breaks as one types them in a browser", async () => {
    const { as, slug } = await openSite();
    const staff = await as("staff");
    const answer = await staff.post(`/matters/${slug}/edit`, {
      title: "Records about the priorities",
      narrative: "One.\r\n\r\nTwo.",
    });
    expect([answer.status, answer.location]).toEqual([302, `/matters/${slug}`]);
    const page = await staff.get(`/matters/${slug}`);
    const paragraphs = [...page.document.querySelectorAll("main p")].map((p) => p.textContent);
    expect(paragraphs).toEqual(expect.arrayContaining(["One.", "Two."]));
  });
});

describe("what is no form of the page", () => {
  it("is refused when it is too large, before it is read to its end", async () => {
    const { as, cookieOf } = await openSite();
    const admin = await as("admin");
    const answer = await admin.post("/matters/new", { narrative: "a".repeat(FORM_LIMIT) });
    expect(answer.status).toBe(413);
    expect(answer.words).toContain("Nothing of it was saved");

    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(100_000).fill(97));
      },
    });
    const streamed = await admin.send(
      new Request(`${ORIGIN}/matters/new`, {
        method: "POST",
        body: endless,
        duplex: "half",
        headers: {
          Cookie: await cookieOf("admin@example.org"),
          "Content-Type": "application/x-www-form-urlencoded",
        },
      } as RequestInit),
    );
    expect(streamed.status).toBe(413);
    // A browser's body is read and thrown away, or it would show no answer; no more than 2.2 MB.
    expect(sent).toBeLessThan(26);
  });

  it("is refused when it is something else, or asks for what the page does not do", async () => {
    const { as, slug, cookieOf } = await openSite();
    const admin = await as("admin");
    const json = await admin.send(
      new Request(`${ORIGIN}/matters/new`, {
        method: "POST",
        body: JSON.stringify({ title: "A matter" }),
        headers: {
          Cookie: await cookieOf("admin@example.org"),
          "Content-Type": "application/json",
        },
      }),
    );
    expect(json.status).toBe(400);
    expect(json.words).toContain("Nothing was saved");
    for (const intent of ["burn", "toString", "__proto__"]) {
      const answer = await admin.post(`/matters/${slug}/parties`, { intent });
      expect(answer.status).toBe(400);
      expect(answer.words).toContain("This page has changed since you opened it.");
    }
  });
});

describe("a form sent after the session ended", () => {
  it("answers the page's script with the sentence and what was typed, so that nothing is lost", async () => {
    const { nobody, organizations } = await openSite();
    const answer = await nobody.post("/matters/new.data", {
      title: "A matter",
      narrative: NARRATIVE,
      leadOrganizationId: organizations.council,
    });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("You were signed out, so nothing was saved.");
    expect(answer.body).toContain("Second paragraph");
  });
});
