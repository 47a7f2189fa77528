import { Link } from "react-router";
import type { WaitingWordFileView } from "#server/services/index.ts";
import { Section } from "#app/ui/Page.tsx";

/** The Word files that wait for whoever sent them, each until its hour. */
export function WaitingFiles({ files }: { readonly files: readonly WaitingWordFileView[] }) {
  if (files.length === 0) return null;
  return (
    <Section title="Files that wait for you">
      <ul className="grid gap-2">
        {files.map(({ id, fileName, until }) => (
          <li key={id} className="wrap-anywhere">
            <Link className="link" to={`/from-word/${id}`}>
              {fileName}
            </Link>
            <span className="block text-sm text-ink-soft">Waits for you until {until}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
