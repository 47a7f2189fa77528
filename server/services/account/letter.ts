import { escaped } from "#server/mail/escaped.ts";

/** A paragraph of a letter: words, or a link on a line of its own. */
export type LetterPart = string | { readonly label: string; readonly link: string };

/** A letter about somebody's own account, as text and as HTML; its words are given by the caller. */
export function accountLetter(
  name: string,
  subject: string,
  parts: readonly LetterPart[],
): { readonly subject: string; readonly text: string; readonly html: string } {
  const text = [
    `Dear ${name},`,
    ...parts.map((part) => (typeof part === "string" ? part : `${part.label}:\n\n${part.link}`)),
  ].join("\n\n");
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>
<p>Dear ${escaped(name)},</p>
${parts
  .map((part) =>
    typeof part === "string"
      ? `<p>${escaped(part)}</p>`
      : `<p><a href="${escaped(part.link)}">${escaped(part.label)}</a></p>`,
  )
  .join("\n")}
</body></html>
`;
  return { subject, text: `${text}\n`, html };
}
