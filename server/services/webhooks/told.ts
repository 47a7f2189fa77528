import * as z from "zod";

/** A change of a webhook, as a letter to its organization's administrators says it. */
interface ToldWebhook {
  readonly subject: string;
  /** The rest of a sentence that begins with a name; the whole of it where the server did it. */
  readonly deed: string;
  /** Says what the letter's link is for, where nobody has to set anything back. */
  readonly call?: string;
}

const shape = z.object({ name: z.string(), host: z.string(), why: z.string().optional() });

const WHY_OFF: Readonly<Record<string, string>> = {
  failing: "nothing that was sent there arrived for a week",
  gone: "its receiver answered that nothing is taken there any more",
  behind: "more waited to be taken there than is kept",
};

/** The change that a line of the record holds; null for a line of something else. */
export function toldWebhookChange(type: string, details: unknown): ToldWebhook | null {
  const read = shape.safeParse(details);
  if (!read.success) return null;
  const { name, host, why } = read.data;
  switch (type) {
    case "webhook.added":
      return {
        subject: "a webhook was added",
        deed: `added the webhook “${name}”: from now on ${host} is told what happens in the organization’s matters, with the titles of matters and papers.`,
      };
    case "webhook.secret-made":
      return {
        subject: "a webhook has a new secret",
        deed: `made a new secret for the webhook “${name}”, to ${host}.`,
      };
    case "webhook.switched-on":
      return {
        subject: "a webhook was switched on",
        deed: `switched on the webhook “${name}”: from now on ${host} is told again what happens in the organization’s matters.`,
      };
    case "webhook.switched-off": {
      const reason = WHY_OFF[why ?? ""];
      if (reason === undefined) return null;
      return {
        subject: "a webhook was switched off",
        deed: `The webhook “${name}”, to ${host}, was switched off, since ${reason}. What happens from now on is not sent there.`,
        call: "See what did not arrive, have it sent again, and switch the webhook on",
      };
    }
    default:
      return null;
  }
}
