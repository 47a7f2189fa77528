import { describe, expect, it } from "vitest";
import { isFlowFormat } from "#app/document/flow/vocabulary.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import { webAddress } from "#app/domain/public-page/content.ts";

describe("the address of a link", () => {
  it.each([
    "https://www.ice.gov/foia",
    "http://localhost:3000/a?b=c#d",
    "HTTPS://example.org",
    "https://example.org?q=a@b",
    "https://example.org/@name",
    "mailto:foia@ice.gov",
    "mailto:foia@ice.gov?subject=Request%20of%20May",
    "tel:+1-202-555-0100",
  ])("may be %s", (address) => {
    expect(isSafeAddress(address)).toBe(true);
    expect(isFlowFormat("link", { href: address })).toBe(true);
  });

  it.each([
    "https://user:pw@host",
    "https://www.ice.gov@elsewhere.example/foia",
    "https://@host/",
    "http:\\\\host",
    "http:/host",
    "http:host",
    "https://host\\@elsewhere.example",
    "https://host/a\\b",
    "https://",
    "https:///host",
    "https://[",
    "mailto:?bcc=someone@example.org",
    "mailto:foia@ice.gov?bcc=someone@example.org",
    "mailto:foia@ice.gov?subject=a&bcc=someone@example.org",
    "mailto:",
    "//host/path",
    "https://host/\ud800",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    " https://example.org",
  ])("may not be %j, wherever it comes from", (address) => {
    expect(isSafeAddress(address)).toBe(false);
    expect(isFlowFormat("link", { href: address })).toBe(false);
    if (!address.startsWith(" ")) expect(webAddress.safeParse(address).success).toBe(false);
  });
});
