import { expect } from "@playwright/test";
import { pdfOf } from "#tests/support/pdf.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const MATTER = "/matters/ice-enforcement-priorities";
const file = (buffer: Buffer) => ({ name: "letter.pdf", mimeType: "application/pdf", buffer });

for (const width of [1300, 390]) {
  test(`[L59] staff bring in a request that was filed elsewhere, ${width} pixels wide`, async ({
    browser,
    sharedServer: { url },
  }) => {
    const person = await Person.signIn(browser, url, "council.staff@example.org");
    const { page } = person;
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${url}${MATTER}`);
    await page.getByRole("link", { name: "Bring in a paper that was filed" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Bring in a paper that was filed",
    );
    await expectClean(page);
    await page.getByRole("radio", { name: "FOIA request" }).check();
    await page.getByLabel("Title").fill(`Request for memos, ${width}`);
    await page.getByLabel("Date of filing").fill("2020-03-02");
    await page.getByRole("radio", { name: "Mail", exact: true }).check();
    await page.getByLabel("What it asks for").fill("1. All memos\n(a) of each office");
    const pdf = pdfOf([`Filed ${width}`, "Her number is 123-45-6789."]);
    await page.getByLabel("The PDF that was filed").setInputFiles(file(pdf));

    // A connection that breaks off takes nothing away.
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Bring it in" }).click();
    await expect(page.getByRole("alert").first()).toContainText(
      "You are offline, so this was not sent",
    );
    await page.context().setOffline(false);
    await expect(page.getByLabel("What it asks for")).toHaveValue(
      "1. All memos\n(a) of each office",
    );

    // Its findings are named first, and all that was typed is still there.
    await page.getByRole("button", { name: "Bring it in" }).click();
    await expect(page.getByRole("alert").first()).toContainText(
      /Nothing was brought in yet.*Social Security/u,
    );
    await expectClean(page);
    await expect(page.getByLabel("Title")).toHaveValue(`Request for memos, ${width}`);
    await page.getByLabel("I looked at what was found, and it may stand").check();
    await page.getByLabel("Why it may stand").fill("It was filed so.");
    await page.getByRole("button", { name: "Bring it in" }).click();

    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Request for memos, ${width}`);
    await expect(page.getByText("Coalition Desk did not make it, and no approval")).toBeVisible();
    await expect(page.getByText("1(a).")).toBeVisible();
    // It never was a draft here, nor approved.
    await expect(page.getByText("Approved", { exact: true })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Desk", exact: true })).toHaveCount(0);
    await expect(page.getByText("It was filed so.")).toBeVisible();
    await expectClean(page);
    const id = new URL(page.url()).pathname.split("/")[2] ?? "";
    const served = await page.context().request.get(`${url}/documents/${id}.pdf`);
    expect((await served.body()).equals(pdf)).toBe(true);
    const part = await page.context().request.get(`${url}/documents/${id}.pdf`, {
      headers: { Range: "bytes=0-3", "If-Range": served.headers()["etag"] ?? "" },
    });
    expect([part.status(), await part.text()]).toEqual([206, "%PDF"]);
    const certificate = await page.context().request.get(`${url}/documents/${id}/certificate.pdf`);
    expect(certificate.status()).toBe(200);

    // Its desk is its filing, and where versions would be, it says that it has none.
    await page.goto(`${url}/documents/${id}`);
    await expect(page).toHaveURL(new RegExp(`/documents/${id}/filed$`, "u"));
    await page.getByRole("link", { name: "Versions" }).click();
    await expect(page.getByText("it has no versions to read or compare")).toBeVisible();
    await page.goto(`${url}/documents/${id}/record`);
    await expect(page.getByText("All memos").first()).toBeVisible();
    await page.goto(`${url}/documents/${id}/filed`);
    await page.getByRole("link", { name: "Verify" }).click();
    await expect(
      page.getByText("This file was brought in here as a paper that was filed elsewhere."),
    ).toBeVisible();
    await expectClean(page);
  });
}
