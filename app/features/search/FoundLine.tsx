import {
  FileText,
  FolderOpen,
  Gavel,
  Info,
  Mail,
  MessagesSquare,
  Paperclip,
  TextQuote,
  UserRound,
  Zap,
  type LucideIcon,
} from "lucide-react";
import type { ExcerptPiece, FoundItem, FoundKind } from "#app/domain/search/found.ts";

const ICONS: Readonly<Record<FoundKind, LucideIcon>> = {
  act: Zap,
  document: FileText,
  matter: FolderOpen,
  comment: MessagesSquare,
  letter: Mail,
  docket: Gavel,
  attachment: Paperclip,
  clause: TextQuote,
  person: UserRound,
  help: Info,
};

/** The sign of a kind. */
export function FoundIcon({ kind }: { readonly kind: FoundKind }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-soft" />;
}

/** Where it is, and the words in their sentence. */
export function FoundText({ where, excerpt }: Pick<FoundItem, "where" | "excerpt">) {
  // Of a person both are the organization.
  const said = excerpt.map(({ words }) => words).join("");
  return (
    <>
      {where === "" || where === said ? null : <span className="found-where">{where}</span>}
      {excerpt.length > 0 ? (
        <span className="found-excerpt">
          <Excerpt pieces={excerpt} />
        </span>
      ) : null}
    </>
  );
}

function Excerpt({ pieces }: { readonly pieces: readonly ExcerptPiece[] }) {
  return pieces.map(({ words, isHit }, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- pieces are drawn once, and never move
    isHit ? <mark key={index}>{words}</mark> : <span key={index}>{words}</span>,
  );
}
