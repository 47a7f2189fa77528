import { ButtonLink } from "#app/ui/Button.tsx";
import type { FilingChoices, FilingCopyView } from "#server/services/index.ts";

/** The second step of filing: downloads the exact bytes for the agency or court. */
export function TakeFilingCopy({
  view: { document, exhibits },
  copy,
}: {
  readonly view: FilingChoices;
  readonly copy: FilingCopyView;
}) {
  return (
    <div className="grid gap-4">
      <p>
        Download it and file exactly this file: do not print it anew, sign it or save it with
        another program, as any of that makes another file.
      </p>
      <div>
        <ButtonLink
          to={`/documents/${document.id}/filing-copies/${copy.id}.pdf`}
          look="primary"
          reloadDocument
        >
          Download the filing copy
        </ButtonLink>
        <p className="mt-2 text-sm break-all text-ink-soft">{copy.pdfName}</p>
      </div>
      {copy.exhibits === "separate" ? (
        <div>
          <p>Its exhibits are filed as files of their own:</p>
          <ul className="mt-1 list-disc pl-5">
            {exhibits.map(({ id, letter, title }) => (
              <li key={id}>
                <a className="link" href={`/documents/${document.id}/exhibits/${id}.pdf`}>
                  Exhibit {letter}: {title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
