import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import type { PublicPageView } from "#server/services/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import { editingPath } from "./EditFrame.tsx";

interface PartLink {
  readonly to: string;
  readonly label: string;
  readonly state: string;
}

/** The parts of the page with their current content, and links to edit them. */
export function PagePartLinks({ view }: { readonly view: PublicPageView }) {
  const { matter, content, filings, dockets } = view;
  const at = (part: string) => editingPath(matter.slug, part);
  const links: PartLink[] = [
    {
      to: at("words"),
      label: "Title, text and call to action",
      state: content.narrative.es.length > 0 ? "English and Spanish" : "English alone so far",
    },
    { to: at("days"), label: "Days of the story", state: countedParts(content.milestones, "day") },
    ...filings.map(({ documentId, title, filedOn, isOnPage }) => ({
      to: at(`filings/${documentId}`),
      label: title,
      state: `Filed ${shortDate(filedOn)}, ${isOnPage ? "on the page" : "not on the page yet"}`,
    })),
    ...dockets.map(({ docketId, title, isOnPage }) => ({
      to: at(`lawsuits/${docketId}`),
      label: title,
      state: isOnPage ? "On the page" : "Not on the page yet",
    })),
    { to: at("documents"), label: "Documents", state: countedParts(content.documents, "file") },
    {
      to: at("resources"),
      label: "Related resources",
      state: countedParts(content.resources, "resource"),
    },
  ];
  return (
    <Section title="Parts of the page">
      <Card>
        <ul className="divide-y divide-rule">
          {links.map(({ to, label, state }) => (
            <li key={to} className="relative px-5 py-3.5 hover:bg-wash">
              <Link to={to} className="font-medium after:absolute after:inset-0 hover:underline">
                {label}
              </Link>
              <p className="mt-0.5 text-sm text-ink-soft">{state}</p>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function countedParts(parts: readonly unknown[], noun: string): string {
  return parts.length === 0 ? `No ${noun} yet` : counted(parts.length, noun);
}
