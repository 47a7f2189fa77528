import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { useEffect, useState } from "react";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { LAYOUTS, layoutHint } from "#app/domain/layout.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { writtenDate } from "#app/domain/dates.ts";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams, newDocumentQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { done } from "#app/domain/refusal.ts";

export const meta: MetaFunction = () => [{ title: "New document · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const asked = readQuery(newDocumentQuery, url);
    if (!asked.ok) return asked;
    const choices = await context.services.documents.choices(actor, params.slug);
    return choices.ok ? done({ ...choices.value, asked: asked.value }) : choices;
  },
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: createDocumentForm,
  run: ({ actor, params, context, input }) =>
    context.services.documents.create(actor, params.slug, input),
  next: ({ documentId }) => ({ to: `/documents/${documentId}` }),
});

export default function NewDocument() {
  const { matter, kinds, parties, dockets, requests, letters, ...rest } =
    useLoaderData<typeof loader>();
  const { mayChooseRequired, asked, ...known } = rest;
  const docketId = asked.docketId ?? known.docketId ?? undefined;
  const [form, fields] = useSentForm({
    id: "new-document",
    schema: createDocumentForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      requiredOrganizationIds: parties.map(({ id }) => id),
      docketId,
      // Of several letters somebody chooses; nothing is taken by itself (L62).
      letterIds: letters.length === 1 ? letters.map(({ id }) => id) : [],
      kind: asked.kind,
      title: asked.kind && KINDS[asked.kind].caption?.title,
      layoutProfile: dockets.find(({ id }) => id === docketId)?.layoutProfile ?? undefined,
    },
  });
  const [kind, setKind] = useState<string | undefined>(fields.kind.initialValue);
  const offered = kinds.find((one) => one.kind === kind);
  const suit = offered?.suit ?? null;
  const layouts = [
    ...new Set(
      kinds
        .filter((one) => kind === undefined || one.kind === kind)
        .flatMap(({ layoutProfiles }) => layoutProfiles),
    ),
  ];
  // The layouts depend on the kind. Without scripts all of them are offered; with scripts none is
  // until a kind is chosen, and the first one is the default.
  const [hasScripts, setHasScripts] = useState(false);
  // oxlint-disable-next-line react/set-state-in-effect -- in one drawing with the kind that was chosen before the scripts ran, whose layout may be chosen already
  useEffect(() => setHasScripts(true), []);
  const undecided = hasScripts && kind === undefined;
  const settled = undecided || layouts.length === 1 ? layouts[0] : undefined;

  return (
    <Page
      title="New document"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      narrow
    >
      <SentForm
        form={form}
        submit="Create draft"
        submitting="Creating…"
        beside={
          <Link to={`/matters/${matter.slug}`} className="link">
            Cancel
          </Link>
        }
      >
        <ChoicesField
          field={fields.kind}
          label="Kind of document"
          hint="The draft begins with the sections that this kind needs."
          choices={kinds.map((one) => ({
            value: one.kind,
            label: KINDS[one.kind].name,
            hint: KINDS[one.kind].hint,
          }))}
          onChoose={setKind}
        />
        <TextField
          field={fields.title}
          label="Title"
          hint="How the parties call it among themselves; it can be changed while it is a draft."
        />
        {settled ? (
          <input type="hidden" name={fields.layoutProfile.name} value={settled} />
        ) : (
          <ChoicesField
            field={fields.layoutProfile}
            label="Layout"
            hint="Courts differ in what a page must look like."
            choices={layouts.map((layout) => ({
              value: layout,
              label: LAYOUTS[layout].name,
              hint: layoutHint(layout),
            }))}
          />
        )}
        {suit !== null && dockets.length > 0 ? (
          <SelectField
            field={fields.docketId}
            label="Docket"
            hint="Court, case number and parties of its caption come from there."
            unchosen={
              suit === "opens" ? "A new lawsuit, with the matter’s parties" : "Choose a lawsuit"
            }
            options={dockets.map(({ id, name }) => ({ value: id, label: name }))}
            optional={suit === "opens"}
          />
        ) : null}
        {kind === "appeal" && letters.length > 0 ? (
          <ChoicesField
            field={fields.letterIds}
            label="Appeals from which letters"
            hint="Its dates, its answers and its exhibits come from these letters alone."
            choices={letters.map(({ id, name, dated, request }) => ({
              value: id,
              label: `${name}, ${writtenDate(dated)}`,
              hint: request,
            }))}
            many
          />
        ) : null}
        {offered !== undefined &&
        kind !== "request" &&
        (suit !== "joins" || KINDS[offered.kind].pleads) &&
        requests.length > 1 ? (
          <ChoicesField
            field={fields.requestIds}
            label="About which filed request"
            hint={
              kind === "appeal"
                ? "For an appeal from silence alone: the request that was not answered."
                : "The draft begins with what is on record of them. If none is ticked, those of the docket, or all."
            }
            choices={requests.map(({ id, title, filedOn }) => ({
              value: id,
              label: title,
              hint: `Filed ${writtenDate(filedOn)}`,
            }))}
            many
          />
        ) : null}
        {mayChooseRequired ? (
          <ChoicesField
            field={fields.requiredOrganizationIds}
            label="Sign-off needed from"
            hint="One reviewer of each of them signs before it can be filed. If none is ticked, all parties sign."
            choices={parties.map(organizationChoice)}
            many
          />
        ) : (
          <div>
            <p className="font-medium">Sign-off needed from</p>
            <p className="mt-0.5 text-sm text-ink-soft">
              Every party; an administrator of the lead organization can change that.
            </p>
            <p className="mt-2 flex flex-wrap gap-1.5">
              {parties.map((party) => (
                <OrganizationChip key={party.id} organization={party} />
              ))}
            </p>
          </div>
        )}
      </SentForm>
    </Page>
  );
}
