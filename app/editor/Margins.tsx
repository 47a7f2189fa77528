import { Link } from "@remix-run/react";
import type { DocumentView } from "../../server/services/views";
import { KIND_WORDS, LAYOUT_WORDS } from "~/components/document-words";
import { OrganizationChip } from "~/components/OrganizationChip";
import { MatterDocuments } from "~/components/desk/MatterDocuments";
import { Outline } from "~/components/desk/Outline";
import { type DeskPerson, PeopleList } from "~/components/desk/People";
import type { TextFacts } from "./outline";

/** Left: the document's outline and the matter around it. */
export function LeftMargin({
  view,
  facts,
  onGoTo,
}: {
  readonly view: DocumentView;
  readonly facts: TextFacts;
  readonly onGoTo: (id: string) => void;
}) {
  return (
    <div className="grid gap-6">
      <section>
        <MarginTitle>Outline</MarginTitle>
        <Outline headings={facts.outline} words={facts.words} onGoTo={onGoTo} />
      </section>
      <section>
        <MarginTitle>Matter</MarginTitle>
        <MatterDocuments matter={view.matter} documents={view.matter.documents} current={view.id} />
      </section>
    </div>
  );
}

/** Right: who is here, whose sign-off the document needs, what kind it is. */
export function RightMargin({
  view,
  you,
  people,
  authors,
}: {
  readonly view: DocumentView;
  readonly you: DeskPerson;
  readonly people: readonly DeskPerson[];
  /** While authors are shown: who wrote what the caret stands in. */
  readonly authors: { readonly atCaret: string | null } | null;
}) {
  return (
    <div className="grid gap-6">
      {authors ? (
        <section>
          <MarginTitle>Written by</MarginTitle>
          <output className="block px-2 text-[0.9375rem]">
            {authors.atCaret ?? (
              <span className="text-ink-soft">
                Put the caret into the text to see who wrote it and when.
              </span>
            )}
          </output>
        </section>
      ) : null}
      <section>
        <MarginTitle>Here now</MarginTitle>
        <div className="px-2">
          <PeopleList you={you} people={people} />
        </div>
      </section>
      <section>
        <MarginTitle>Sign-off needed from</MarginTitle>
        <ul className="flex flex-wrap gap-1.5 px-2">
          {view.requiredOrganizations.map((organization) => (
            <li key={organization.id}>
              <OrganizationChip organization={organization} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <MarginTitle>Document</MarginTitle>
        <p className="px-2 text-sm text-ink-soft">
          {KIND_WORDS[view.kind]}
          <br />
          Layout: {LAYOUT_WORDS[view.layoutProfile]}
        </p>
        {view.may.rename || view.may.setRequiredOrganizations ? (
          <p className="mt-2 px-2 text-sm">
            <Link to={`/documents/${view.id}/settings`} className="link">
              Change title or sign-off
            </Link>
          </p>
        ) : null}
      </section>
    </div>
  );
}

function MarginTitle({ children }: { children: string }) {
  return <h2 className="mb-2 px-2 text-sm font-semibold text-ink-soft">{children}</h2>;
}
