import { writtenDay } from "#app/domain/dates.ts";
import type { ReactNode } from "react";
import type { LetterDetails, OrganizationDetails } from "#app/document/details/document-details.ts";

export interface LetterheadDetails {
  readonly letter: LetterDetails;
  readonly organizations: readonly OrganizationDetails[];
}

/**
 * Everything printed above the text of a letter: sender, date, addressee, subject. Missing details
 * show as labeled blanks.
 */
export function PrintedLetterhead({
  letter,
  organizations,
  children,
}: LetterheadDetails & { readonly children?: ReactNode }) {
  const { date } = letter;
  return (
    <section className="letterhead" aria-label="Letterhead, addressee and subject">
      <div className="letterhead-organizations">
        {organizations.map((organization) => (
          <div key={organization.id}>
            <strong>{organization.name}</strong>
            {linesOf(organization).map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        ))}
      </div>
      <p>{date === null ? <Blank>date of filing</Blank> : writtenDay(date)}</p>
      {letter.delivery === null ? null : <p>{letter.delivery}</p>}
      <Addressee letter={letter} />
      <Subject letter={letter} />
      {children}
    </section>
  );
}

function linesOf({ address, city }: OrganizationDetails): readonly string[] {
  if (address.length > 0) return address;
  return city === null ? [] : [city];
}

function Addressee({ letter: { addressee } }: { readonly letter: LetterDetails }) {
  return (
    <p className="letterhead-lines">
      {addressee.length === 0 ? (
        <Blank>addressee</Blank>
      ) : (
        addressee.map((line, index) => <span key={`${index} ${line}`}>{line}</span>)
      )}
    </p>
  );
}

function Subject({ letter }: { readonly letter: LetterDetails }) {
  const { re, expeditedProcessing, feeWaiver } = letter;
  const flags = [
    ...(expeditedProcessing ? ["Expedited Processing Requested"] : []),
    ...(feeWaiver ? ["Fee Waiver Requested"] : []),
  ];
  if (re === null && flags.length === 0) return null;
  return (
    <div className="letterhead-subject">
      <span>Re:</span>
      <p className="letterhead-lines">
        {re === null ? null : <span>{re}</span>}
        {flags.map((flag) => (
          <span key={flag}>{flag}</span>
        ))}
      </p>
    </div>
  );
}

function Blank({ children }: { readonly children: string }) {
  return <span className="blank">[{children}]</span>;
}
