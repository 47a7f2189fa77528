import type { Editor } from "#app/editor/editor.ts";
import { ReadinessList } from "./lazy-parts.ts";
import { Link } from "react-router";
import type { DocumentView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { LAYOUTS } from "#app/domain/layout.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import type { NextAction } from "#app/features/document/next-action.ts";
import { SignOffs } from "#app/features/review/SignOffs.tsx";
import { Exhibits } from "./Exhibits.tsx";
import type { NamedExhibit } from "#app/document/numbering/exhibits.ts";
import { MatterDocuments } from "./MatterDocuments.tsx";
import { ReturnedPoints } from "./lazy-parts.ts";
import { Outline } from "./Outline.tsx";
import { type DeskPerson, PeopleList } from "#app/editor/presence/People.tsx";
import type { DocumentOutline } from "#app/document/rendering/outline.ts";
import { rememberBeside } from "#app/editor/threads/beside-choice.ts";
import type { LostReference } from "#app/editor/references/lost.ts";
import { FollowMenu } from "#app/features/follow/FollowMenu.tsx";
import { LostReferences } from "#app/editor/references/LostReferences.tsx";

/** The left margin: the document's outline, and its matter. */
export function LeftMargin({
  view,
  outline,
  lost,
  onGoTo,
}: {
  readonly view: DocumentView;
  readonly outline: DocumentOutline;
  /** Blocks with a cross-reference that needs attention. */
  readonly lost: readonly LostReference[];
  readonly onGoTo: (id: string) => void;
}) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <LostReferences references={lost} onGoTo={onGoTo} />
      <section>
        <MarginTitle>Outline</MarginTitle>
        <Outline headings={outline.outline} words={outline.words} onGoTo={onGoTo} />
      </section>
      <section>
        <MarginTitle>Matter</MarginTitle>
        <MatterDocuments matter={view.matter} documents={view.matter.documents} current={view.id} />
      </section>
    </div>
  );
}

/** Chooses what the right margin shows. */
export function BesideChoice({
  showsThreads,
  onToggle,
}: {
  readonly showsThreads: boolean;
  readonly onToggle: () => void;
}) {
  const choices = [
    { name: "threads", label: "Comments", isShown: showsThreads },
    { name: "people", label: "People and sign-off", isShown: !showsThreads },
  ] as const;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is of a form
    <div role="group" aria-label="Beside the text" className="desk-choice">
      {choices.map(({ name, label, isShown }) => (
        <button
          key={label}
          type="button"
          aria-pressed={isShown}
          // Remembers the side that is asked for while shown, so that it stays when comments come
          // that would be shown unasked.
          onClick={isShown ? () => rememberBeside(name) : onToggle}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** The right margin: people present, required sign-offs, and the document's kind. */
export function RightMargin({
  view,
  you,
  people,
  authors,
  exhibits,
  next,
  editor,
}: {
  readonly view: DocumentView;
  readonly you: DeskPerson;
  readonly people: readonly DeskPerson[];
  /** Set while authors are shown: the author of the text at the caret. */
  readonly authors: { readonly atCaret: string | null } | null;
  /** The exhibits that the text names, with their letters; null where that is not known. */
  readonly exhibits: readonly NamedExhibit[] | null;
  /** The next action for the reader, where the bar has no room for it. */
  readonly next: NextAction | null;
  /** Null while nobody writes here. */
  readonly editor: Editor | null;
}) {
  return (
    <div className="grid grid-cols-1 gap-6">
      {authors ? (
        <section>
          <MarginTitle>Written by</MarginTitle>
          <output className="block px-2 text-[0.9375rem]">
            <WrittenBy view={view} author={authors.atCaret} />
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
        <MarginTitle>Sign-off</MarginTitle>
        <div className="grid gap-3 px-2">
          {view.status === "draft" ? <Needed view={view} /> : <SignOffs {...view.standing} />}
          {next ? (
            <ButtonLink
              to={next.to}
              look={next.waits ? "primary" : "plain"}
              className="justify-self-start md:hidden"
            >
              {next.label}
            </ButtonLink>
          ) : null}
        </div>
      </section>
      <section>
        <MarginTitle>Exhibits</MarginTitle>
        <div className="px-2">
          <Exhibits view={view} named={exhibits} />
        </div>
      </section>
      <section>
        <MarginTitle>Document</MarginTitle>
        <div className="grid gap-2 px-2 text-sm">
          <p className="flex items-center sm:hidden">
            What you hear of it
            <FollowMenu documentId={view.id} />
          </p>
          <p className="text-ink-soft">
            {KINDS[view.kind].name}
            <br />
            Layout: {LAYOUTS[view.layoutProfile].name}
          </p>
          <Pages view={view} />
        </div>
      </section>
      {/* The last, as it grows when its answer comes: nothing moves under the pointer. */}
      {view.status === "draft" && view.standing.may.submit ? (
        <section>
          <MarginTitle>Before it goes out</MarginTitle>
          <div className="px-2">
            <ReadinessList documentId={view.id} editor={editor} />
          </div>
        </section>
      ) : null}
    </div>
  );
}

/** While authors are shown: who wrote the text at the caret and when; or how to find out. */
export function WrittenBy({
  view,
  author,
}: {
  readonly view: DocumentView;
  readonly author: string | null;
}) {
  if (author !== null) return author;
  return (
    <span className="text-ink-soft">
      {view.access === "write"
        ? "Put the caret into the text to see who wrote it and when."
        : "Click into the text, or go to it with Tab and through it with ↓ and ↑, to see who wrote it and when."}
    </span>
  );
}

/** The sign-offs that a draft will need, and why it was returned, if it was. */
function Needed({ view: { id, requiredOrganizations, standing } }: { view: DocumentView }) {
  return (
    <>
      <ul className="flex flex-wrap gap-1.5">
        {requiredOrganizations.map((organization) => (
          <li key={organization.id}>
            <OrganizationChip organization={organization} />
          </li>
        ))}
      </ul>
      {standing.returned ? <ReturnedPoints documentId={id} standing={standing} /> : null}
    </>
  );
}

/** Links to the document's other pages that this reader can use. */
function Pages({ view: { id, status, may } }: { view: DocumentView }) {
  const at = `/documents/${id}`;
  const pages = [
    [`${at}/versions`, "Versions"],
    [`${at}/history`, "History"],
    ...(status === "draft" && may.edit
      ? [[`${at}/facts`, "Parties, signers and addresses"] as const]
      : []),
    ...(may.rename || may.setRequiredOrganizations
      ? [[`${at}/settings`, "Document settings"] as const]
      : []),
    [`${at}/word`, "To Word"],
    [`/from-word?document=${id}`, "Bring in a Word file"],
  ] as const;
  return (
    <ul className="grid gap-1.5">
      {pages.map(([to, label]) => (
        <li key={label}>
          <Link to={to} className="link">
            {label}
          </Link>
        </li>
      ))}
      <li>
        <a href={`${at}.pdf`} className="link">
          PDF{status === "filed" ? "" : " (not filed)"}
        </a>
      </li>
    </ul>
  );
}

function MarginTitle({ children }: { children: string }) {
  return <h2 className="mb-2 px-2 text-sm font-semibold text-ink-soft">{children}</h2>;
}
