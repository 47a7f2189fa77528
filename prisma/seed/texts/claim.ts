import { everyFactAbove, heading, numbered, type DemoBlock } from "#prisma/seed/writing.ts";

/** One claim: its title with the statute, then its paragraphs. */
export function claim(title: string, statute: string, ...paragraphs: DemoBlock[]): DemoBlock[] {
  return [
    heading(2, `${title}: ${statute}`),
    numbered(1, "Plaintiffs incorporate the allegations of ", everyFactAbove, "."),
    ...paragraphs,
  ];
}
