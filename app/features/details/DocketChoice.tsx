import { Link } from "react-router";
import type { DocumentDetailsView } from "#server/services/index.ts";
import { EditElsewhere } from "./EditElsewhere.tsx";
import type { FormField } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { DetailsTable } from "#app/features/versions/DetailsTable.tsx";

/** Chooses the lawsuit of a document, with the resulting values of its caption. */
export function DocketChoice({
  field,
  view,
  docketId,
}: {
  readonly field: FormField;
  readonly view: DocumentDetailsView;
  /** The current lawsuit; empty if none is recorded. */
  readonly docketId: string;
}) {
  const { caption, dockets, document, may } = view;
  if (caption === null) return null;
  const { slug } = document.matter;
  const edit =
    docketId === "" ? null : <EditElsewhere field="docket-court" what="court and parties" />;
  return (
    <Section id="docket" title="Docket" actions={edit}>
      <div className="grid gap-5">
        {dockets.length > 0 ? (
          <SelectField
            field={field}
            label="Lawsuit"
            hint="The caption takes court, case number and parties from it; another lawsuit changes them."
            unchosen="None recorded"
            options={dockets.map(({ id, name }) => ({ value: id, label: name }))}
            optional
          />
        ) : null}
        <Card className="p-5">
          <DetailsTable
            details={[
              { what: "Court", says: lines(caption.court, caption.district, caption.division) },
              { what: "Case number", says: lines(caption.caseNumber) },
              { what: "Plaintiffs", says: caption.plaintiffs.map(({ name }) => name) },
              { what: "Defendants", says: caption.defendants.map(({ name }) => name) },
            ]}
          />
        </Card>
        {docketId === "" && may.createDocket ? (
          <p className="text-ink-soft">
            This paper has a caption of its own.{" "}
            <Link to={`/matters/${slug}/dockets/new?from=${document.id}`} className="link">
              Make a docket of it
            </Link>
            , and it is edited there.
          </p>
        ) : null}
      </div>
    </Section>
  );
}

const lines = (...said: (string | null)[]) => said.filter((line) => line !== null);
