import type { HelpBlock } from "#app/domain/help/text.ts";

/** Links to the sections of a page that has several. */
export function HelpContents({ blocks }: { readonly blocks: readonly HelpBlock[] }) {
  const sections = blocks.filter((block) => block.kind === "heading");
  if (sections.length < 3) return null;
  return (
    <nav aria-label="On this page">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[0.9375rem]">
        {sections.map(({ id, words }) => (
          <li key={id}>
            <a href={`#${id}`} className="link">
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
