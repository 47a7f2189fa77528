import { describe, expect, it } from "vitest";
import { isFromDomain } from "#server/inbound-mail/authentication-results.ts";
import { readInboundMail } from "#server/inbound-mail/read.ts";
import {
  newReplySecret,
  readReplySettings,
  replyAddress,
  secretIn,
} from "#server/inbound-mail/settings.ts";
import { ADDRESS, answerMail, AUTHSERV } from "#tests/support/answers-by-mail.ts";
import { fc } from "#tests/support/fast-check.ts";

const secret = newReplySecret();
const to = replyAddress(ADDRESS, secret);
const from = "ana@example.org";

const OF = {
  address: ADDRESS,
  authservId: AUTHSERV,
  letters: { appUrl: "https://desk.example.org", name: "Ana" },
};
const read = (parts: Partial<Parameters<typeof answerMail>[0]> = {}) =>
  readInboundMail({
    bytes: answerMail({ from, to, ...parts }),
    isWhole: true,
    ...OF,
  });
const bytesRead = (bytes: Uint8Array, isWhole = true) => readInboundMail({ bytes, isWhole, ...OF });

const html = (body: string) =>
  `Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{color:red}</style></head><body>${body}</body></html>\r\n`;
const parts = (boundary: string, kind: string, ...inner: string[]) =>
  `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner.map((one) => `--${boundary}\r\n${one}\r\n`).join("")}--${boundary}--\r\n`;

describe("the words of a mail", () => {
  it.each([
    [
      "Gmail",
      "Yes.\r\n\r\nOn Thu, Oct 7, 2021 at 2:04 PM Desk <\r\ndesk@example.org> wrote:\r\n\r\n> Dear Ana,\r\n",
    ],
    [
      "Apple Mail",
      "Yes.\r\n\r\n> On Oct 7, 2021, at 2:04 PM, Desk <desk@example.org> wrote:\r\n> \r\n> Dear Ana\r\n",
    ],
    [
      "Outlook",
      "Yes.\r\n\r\n________________________________\r\nFrom: Desk <desk@example.org>\r\nSent: Thursday, October 7, 2021\r\nTo: Ana\r\nSubject: mentioned you\r\n\r\nDear Ana,\r\n",
    ],
    ["a signature", "Yes.\r\n\r\n-- \r\nAna Example\r\nCouncil\r\n"],
    ["a phone", "Yes.\r\n\r\nSent from my iPhone\r\n"],
    [
      "German",
      "Yes.\r\n\r\nAm 07.10.2021 um 14:04 schrieb Desk <desk@example.org>:\r\n> Dear Ana,\r\n",
    ],
  ])(
    "[33.4] are what was written above what %s adds, and it is known that there was more",
    async (_, words) => {
      const content = `Content-Type: text/plain; charset=utf-8\r\n\r\n${words}`;
      expect(await read({ content })).toMatchObject({ words: "Yes.", wasCut: true });
    },
  );

  const LETTER =
    "Dear Ana,\r\n\r\ndrafter mentioned you · Weekly reports\r\nhttps://desk.example.org/documents/1#thread-2\r\n\r\nWhen you are told of what: https://desk.example.org/account\r\nNo more such e-mails: https://desk.example.org/mail/unsubscribe/a.secret\r\n";
  const WORDS = "Dear Bob,\r\n\r\nNote: that is so, see https://desk.example.org/documents/9.";
  it.each([
    [
      "Swedish Outlook",
      `Från: Desk <desk@example.org>\r\nSkickat: den 7 oktober 2021 14:04\r\nTill: Ana <ana@example.org>\r\nÄmne: mentioned you\r\n\r\n${LETTER}`,
    ],
    [
      "a rule and Finnish headers",
      `________________________________\r\nLähettäjä: Desk <desk@example.org>\r\nLähetetty: torstai 7. lokakuuta 2021\r\nVastaanottaja: Ana\r\nAihe: mentioned you\r\n\r\n${LETTER}`,
    ],
    ["a sentence and no marks", `Dne 7. 10. 2021 napsal Desk <desk@example.org>:\r\n\r\n${LETTER}`],
    ["nothing at all", LETTER],
    [
      "a filter that writes links anew",
      LETTER.replaceAll(
        "https://desk.example.org/mail/unsubscribe/",
        "https://safe.example/?url=https%3A%2F%2Fdesk.example.org%2Fmail%2Funsubscribe%2F",
      ),
    ],
  ])(
    "[33.4] never hold our own letter, and so no link that ends somebody’s e-mails, above which a program writes %s",
    async (_, beneath) => {
      const content = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${WORDS}\r\n\r\n${beneath}`;
      expect(await read({ content })).toMatchObject({
        words: WORDS.replaceAll("\r\n", "\n"),
        wasCut: true,
      });
    },
  );

  it("[33.4] end at that link at the latest, whoever is greeted", async () => {
    const content = `Content-Type: text/plain\r\n\r\nYes.\r\n\r\nNo more such e-mails: https://desk.example.org/mail/unsubscribe/a.secret\r\nMore.\r\n`;
    expect(await read({ content })).toMatchObject({ words: "Yes.", wasCut: true });
    const renamed = `Content-Type: text/plain\r\n\r\nYes.\r\n\r\n${LETTER.replace("Ana", "Ann")}`;
    expect(await read({ content: renamed })).toMatchObject({ words: "Yes.", wasCut: true });
    const linked = html(
      '<p>Yes.</p><p>Dear Ana,</p><p><a href="https://desk.example.org/mail/unsubscribe/a.secret">No more such e-mails</a></p>',
    );
    expect(await read({ content: linked })).toMatchObject({ words: "Yes.", wasCut: true });
  });

  it("[33.4] are a person’s, also where their provider writes a Feedback-ID", async () => {
    expect(await read({ headers: ["Feedback-ID: 1.us-east-1.x:AmazonSES"] })).toMatchObject({
      isAutomatic: false,
    });
  });

  it("[33.4] keep their paragraphs, and lawyers' strings as they are", async () => {
    const words =
      "See 5 U.S.C. § 552(b)(7)(E) — “weekly reports”.\r\n\r\n1. Item 2 is so.\r\n2. Item 3 isn’t.";
    const content = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${words}\r\n`;
    expect(await read({ content })).toMatchObject({
      words: words.replaceAll("\r\n", "\n"),
      wasCut: false,
    });
  });

  it("[33.4] are read in the charset that they were written in", async () => {
    const latin = new Uint8Array([
      ...new TextEncoder().encode("Content-Type: text/plain; charset=iso-8859-1\r\n\r\n"),
      0xa7,
      0x20,
      0x35,
      0x35,
      0x32,
      0xe9,
    ]);
    const head = answerMail({ from, to, content: "" });
    // Without the blank line that ends the headers.
    const bytes = new Uint8Array([...head, ...latin]);
    expect(await bytesRead(bytes)).toMatchObject({ words: "§ 552é" });
    const quoted =
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nS=C3=AD =\r\nse=C3=B1or\r\n";
    expect(await read({ content: quoted })).toMatchObject({ words: "Sí señor" });
    const japanese =
      "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u001b$B$O$$\u001b(B\r\n";
    expect(await read({ content: japanese })).toMatchObject({ words: "はい" });
    const unknown = "Content-Type: text/plain; charset=x-nobodys\r\n\r\nYes.\r\n";
    expect(await read({ content: unknown })).toMatchObject({ words: "Yes." });
  });

  it("[33.4] of a mail of HTML alone are its text, without scripts, hidden marks and quotations", async () => {
    const body =
      "<div>Yes &amp; no.</div><div><br></div><div>Second.</div><script>alert(1)</script><br><div>On Thu, Oct 7, 2021 at 2:04 PM Desk &lt;desk@example.org&gt; wrote:<br></div><blockquote>Dear Ana,<br>drafter mentioned you</blockquote>";
    const mail = await read({ content: html(body) });
    expect(mail).toMatchObject({ wasCut: true });
    expect(mail?.words).toBe("Yes & no.\n\nSecond.");
    const hidden = await read({ content: html("a\u202eb\u200bc&#0;d") });
    for (const mark of ["\u202e", "\u200b", "\u0000"]) expect(hidden?.words).not.toContain(mark);
  });

  it("[33.4] are those of the plain part where there are two, and a logo is no file", async () => {
    const plain = "Content-Type: text/plain\r\n\r\nYes.";
    const logo =
      'Content-Type: image/png; name="logo.png"\r\nContent-ID: <logo>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=';
    const alternative = parts("a", "alternative", plain, html("<p>Yes.</p><img src='cid:logo'>"));
    const content = parts("r", "related", alternative, logo);
    expect(await read({ content })).toMatchObject({ words: "Yes.", files: 0, wasCut: true });
    const signed = parts(
      "s",
      'signed; protocol="application/pkcs7-signature"',
      plain,
      'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Disposition: attachment\r\n\r\nx',
    );
    expect(await read({ content: signed })).toMatchObject({ words: "Yes.", files: 0 });
    const forwarded = parts(
      "f",
      "mixed",
      plain,
      "Content-Type: message/rfc822\r\n\r\nFrom: mallory@elsewhere.example\r\nSubject: x\r\n\r\nOther words.",
    );
    expect(await read({ content: forwarded })).toMatchObject({ words: "Yes.", files: 1 });
  });

  it("[33.4] are not looked for in what is too long, nests too deep, or is no mail", async () => {
    expect(await read({ words: "word ".repeat(9_000) })).toMatchObject({ words: null });
    const huge = html(`<p>${"word ".repeat(90_000)}</p>`);
    expect(await read({ content: huge })).toMatchObject({ words: null });
    let nested = "Content-Type: text/plain\r\n\r\nYes.";
    for (let level = 0; level < 40; level += 1) nested = parts(`b${level}`, "mixed", nested);
    expect(await read({ content: nested })).toBeNull();
    const deep = html("<div>".repeat(50_000));
    expect(await read({ content: deep })).toMatchObject({ from });
    expect(await bytesRead(new Uint8Array([0, 255, 10, 10, 0]))).toMatchObject({ from: null });
  });

  it("[33.4] never take longer than a few seconds, whatever lines a sender repeats", async () => {
    const lines = [
      "Op x\r\n",
      "On a b ",
      "W dniu x\r\n",
      "> ",
      "-- \r\n",
      "从在x\r\n",
      "abc. skrev ",
      "\r\n\r\n\r\n",
    ];
    for (const line of lines) {
      const began = performance.now();
      await read({ words: line.repeat(Math.floor(39_000 / line.length)) });
      expect(performance.now() - began, JSON.stringify(line)).toBeLessThan(15_000);
    }
  }, 120_000);
});

describe("who sent a mail", () => {
  it("[33.4] is one plain address in one header, or nobody", async () => {
    const fromHeader = async (...headers: string[]) => {
      const mail = new TextDecoder()
        .decode(answerMail({ from, to }))
        .replace(/^From: .*$/mu, headers.join("\r\n"));
      return (await bytesRead(new TextEncoder().encode(mail)))?.from;
    };
    expect(await fromHeader('From: "Ana, Esq." <Ana@Example.org>')).toBe("ana@example.org");
    expect(await fromHeader("From: ana@example.org")).toBe("ana@example.org");
    expect(await fromHeader('From: "ana@example.org" <mallory@elsewhere.example>')).toBe(
      "mallory@elsewhere.example",
    );
    for (const strange of [
      ["From: ana@example.org, mallory@elsewhere.example"],
      ["From: ana@example.org", "From: mallory@elsewhere.example"],
      ["From: Group: ana@example.org;"],
      ["From: <ana@example.org>@elsewhere.example"],
      ["From: nobody"],
      ["X-From: ana@example.org"],
    ]) {
      expect(await fromHeader(...strange), strange.join()).not.toBe("ana@example.org");
    }
  });

  it("[33.4] is who they say where the trusted server alone says so, of their very domain", () => {
    const trusted = { authservId: "mx.example.net", domain: "example.org" };
    const believed = (...headers: string[]) => isFromDomain(headers, trusted);
    for (const header of [
      "mx.example.net; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org",
      "MX.example.net 1; spf=pass smtp.mailfrom=x@example.org; dkim=pass header.d=example.org; dmarc=pass header.from=Example.ORG",
      'mx.example.net; dmarc = pass policy.dmarc="none; x" header.from="example.org"',
      "mx.example.net (a \\) comment; dmarc=fail); dmarc/1=pass reason=x header.from=example.org",
    ]) {
      expect(believed(header), header).toBe(true);
    }
    for (const header of [
      "",
      "mx.example.net; none",
      "mx.example.net; dkim=pass header.d=example.org",
      "mx.example.net; dmarc=none header.from=example.org",
      "mx.example.net; dmarc=fail (dmarc=pass) header.from=example.org",
      "mx.example.net; dmarc=pass header.from=elsewhere.example",
      "mx.example.net; dmarc=pass",
      "mx.example.net; dmarc=pass (header.from=example.org)",
      "mx.example.net; dmarc=pass header.from=example.org header.from=elsewhere.example",
      'mx.example.net; x="; dmarc=pass header.from=example.org"',
      "mx.example.net.elsewhere.example; dmarc=pass header.from=example.org",
      "elsewhere.example; dmarc=pass header.from=example.org",
      '"mx.example.net; dmarc=pass header.from=example.org',
    ]) {
      expect(believed(header), header).toBe(false);
    }
    const pass = "mx.example.net; dmarc=pass header.from=example.org";
    expect(believed("mx.example.net; dmarc=fail header.from=example.org", pass)).toBe(false);
    expect(believed("mx.example.net; dkim=pass", pass, "elsewhere.example; dmarc=fail")).toBe(true);
  });

  it("[33.4] no words of another server make a mail authentic", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (words) => {
        const trusted = { authservId: "mx.example.net", domain: "example.org" };
        expect(isFromDomain([`elsewhere.example; ${words}`], trusted)).toBe(false);
      }),
    );
  });
});

describe("the address for answers", () => {
  it("[33.4] has 256 random bits, fits into what mail servers take, and survives their folding of case", () => {
    fc.assert(
      fc.property(fc.constant(null), () => {
        const own = newReplySecret();
        const address = replyAddress({ prefix: "abcdefghijklm", domain: "x.example" }, own);
        expect(address.split("@")[0]).toHaveLength(64);
        return (
          secretIn({ prefix: "abcdefghijklm", domain: "x.example" }, address.toUpperCase()) === own
        );
      }),
    );
    expect(secretIn(ADDRESS, "reply+@desk.example.org")).toBeNull();
    expect(secretIn(ADDRESS, `reply+${secret}@desk.example.org.elsewhere.example`)).toBeNull();
  });

  it("[33.4] is read with all that it needs, or a sentence says what is missing", () => {
    const others = { smtpUrl: "smtp://127.0.0.1", appUrl: "https://desk.example.org" };
    const whole = {
      REPLY_ADDRESS: "Reply@Desk.example.org",
      IMAP_URL: "imaps://ana%40x:p%2Fw@mail.example.org/Answers%20here",
      TRUSTED_AUTHSERV_ID: "mx.example.org",
    };
    expect(readReplySettings(whole, others)).toEqual({
      address: ADDRESS,
      authservId: "mx.example.org",
      imap: {
        host: "mail.example.org",
        port: 993,
        secure: true,
        user: "ana@x",
        password: "p/w",
        folder: "Answers here",
      },
      token: null,
    });
    expect(readReplySettings({}, others)).toBeNull();
    const problems: readonly (readonly [Parameters<typeof readReplySettings>[0], RegExp])[] = [
      [{ ...whole, TRUSTED_AUTHSERV_ID: undefined }, /anybody could answer in another's name/u],
      [{ ...whole, IMAP_URL: undefined }, /IMAP_URL or MAIL_IN_TOKEN/u],
      [{ ...whole, IMAP_URL: "https://user:password@x" }, /IMAP_URL must be imaps/u],
      [{ ...whole, REPLY_ADDRESS: "answers-of-the-desk@x.example" }, /at most 13 letters/u],
      [{ ...whole, MAIL_IN_TOKEN: "short" }, /at least 32/u],
      [{ IMAP_URL: whole.IMAP_URL }, /needs REPLY_ADDRESS/u],
    ];
    for (const [variables, sentence] of problems) {
      expect(() => readReplySettings(variables, others)).toThrow(sentence);
    }
    expect(() => readReplySettings(whole, { ...others, smtpUrl: undefined })).toThrow(/SMTP_URL/u);
    const wrong = { ...whole, IMAP_URL: "imaps://user:secret-word@" };
    expect(() => readReplySettings(wrong, others)).toThrow(/^(?!.*secret-word)/u);
  });
});
