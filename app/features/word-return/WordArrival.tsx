import { thousands } from "#app/domain/thousands.ts";
import { Link } from "react-router";
import type { WordArrivalView, WordTarget } from "#server/services/index.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Empty, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { NotKept, PrintedFromDetails } from "./NotKept.tsx";
import { WordOriginLine } from "./WordOriginLine.tsx";
import { authorsText, commentsLeftOutSentence } from "./return-sentences.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

/** Shows a waiting Word file and what may become of it (W7 to W9). */
export function WordArrival({ arrival }: { readonly arrival: WordArrivalView }) {
  const { id, cameFrom, hasCode, documents, matters, documentId, comments } = arrival;
  const here = documents.find((one) => one.id === documentId);
  return (
    <div className="grid gap-10">
      {cameFrom ? (
        <Notice kind="word">
          <p>
            <WordOriginLine origin={cameFrom} />.
          </p>
          {cameFrom.isElsewhere ? (
            <p className="mt-1 font-medium">
              It belongs to another matter than the one you came from: {cameFrom.document.matter}.
            </p>
          ) : null}
          <p className="mt-3">
            <ButtonLink to={`/from-word/${id}/return/${cameFrom.document.id}`} look="primary">
              See what came back
            </ButtonLink>
          </p>
        </Notice>
      ) : hasCode ? (
        <p>
          It has a code, as files that leave from here do. It is of nothing that you may see here,
          so it is read as any other Word file.
        </p>
      ) : null}
      <InIt arrival={arrival} />
      <Section title="As a new draft">
        {matters.length === 0 ? (
          <Empty action={<HelpLink about="people#roles">Who may do what</HelpLink>}>
            <p>Only drafters of a matter’s parties can begin a draft; you are not one of them.</p>
          </Empty>
        ) : (
          <Links
            items={sortedMatters(arrival).map(({ slug, title }) => ({
              to: `/from-word/${id}/draft/${slug}`,
              label: title,
            }))}
          />
        )}
      </Section>
      <Section title="Compared with a document, as suggestions">
        <p className="mb-2 text-ink-soft">
          For a text that came back without its code, or that somebody wrote from a copy: it is
          compared by its words, and each difference becomes a suggestion.
        </p>
        <Documents
          documents={documents.filter(({ mayBringIn }) => mayBringIn)}
          to={(one) => `/from-word/${id}/return/${one.id}`}
        />
      </Section>
      <Section title="Into an open draft, at the caret">
        <p className="mb-2 text-ink-soft">
          Its paragraphs are put in where you write, as an edit of yours; one Undo takes it back.{" "}
          {comments.length > 0 ? commentsLeftOutSentence(comments) : null}
        </p>
        <Documents
          documents={(here?.mayEdit ? [here] : documents).filter(({ mayEdit }) => mayEdit)}
          to={(one) => `/documents/${one.id}?word=${id}`}
          reload
        />
      </Section>
      <ConfirmForm
        intent="discard"
        label="Throw it away"
        question="Throw this file away?"
        consequence="What was read from it is deleted here at once. The file on your device stays as it is."
        confirm="Throw it away"
      />
    </div>
  );
}

function sortedMatters({ matters, slug }: WordArrivalView) {
  return matters.toSorted((one, other) => Number(other.slug === slug) - Number(one.slug === slug));
}

/** Its counts, each with who made it, and what can't be kept. */
function InIt({ arrival }: { readonly arrival: WordArrivalView }) {
  const { title, paragraphs, words, changes, comments, notKept, printed, bytes, expiresAt } =
    arrival;
  return (
    <Section title="What is in it">
      <dl className="mb-5 grid gap-4 sm:grid-cols-2">
        <LabeledValue label="Title, as the file has it" value={title} />
        <LabeledValue
          label="Text"
          value={`${thousands(paragraphs)} paragraphs, ${thousands(words)} words`}
        />
        <LabeledValue label="Tracked changes" value={authorsText(changes) || "None"} />
        <LabeledValue label="Comments and answers" value={authorsText(comments) || "None"} />
        <LabeledValue label="Size" value={sizeText(bytes)} />
        <div>
          <dt className="text-sm text-ink-soft">Waits here until</dt>
          <dd className="mt-0.5">
            <Timestamp at={expiresAt} />
          </dd>
        </div>
      </dl>
      <div className="grid gap-4">
        <NotKept lines={notKept} />
        <PrintedFromDetails lines={printed} />
      </div>
    </Section>
  );
}

const SHOWN = 5;

function Documents({
  documents,
  to,
  reload = false,
}: {
  readonly documents: readonly WordTarget[];
  readonly to: (document: WordTarget) => string;
  readonly reload?: boolean;
}) {
  if (documents.length === 0) {
    return (
      <Empty action={<HelpLink about="word#bring-it-back">When a file can be brought in</HelpLink>}>
        <p>There is no open draft in which you may do that.</p>
      </Empty>
    );
  }
  return (
    <Links
      items={documents.map((one) => ({ to: to(one), label: one.title, about: one.matter }))}
      reload={reload}
    />
  );
}

function Links({
  items,
  reload = false,
}: {
  readonly items: readonly {
    readonly to: string;
    readonly label: string;
    readonly about?: string;
  }[];
  readonly reload?: boolean;
}) {
  const list = (some: typeof items) => (
    <ul className="grid gap-1">
      {some.map(({ to, label, about }) => (
        <li key={to}>
          <Link to={to} className="link inline-block py-1" reloadDocument={reload}>
            {label}
          </Link>
          {about ? <span className="text-sm text-ink-soft"> · {about}</span> : null}
        </li>
      ))}
    </ul>
  );
  const rest = items.slice(SHOWN);
  return (
    <>
      {list(items.slice(0, SHOWN))}
      {rest.length > 0 ? (
        <details>
          <summary className="link w-fit cursor-pointer py-1">{rest.length} more</summary>
          {list(rest)}
        </details>
      ) : null}
    </>
  );
}
