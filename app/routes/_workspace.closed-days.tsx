import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { calendarForm } from "#app/domain/forms/calendar.ts";
import { permitted } from "#app/framework/access-requirement.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Closed days · Coalition Desk" }];

const guard = {
  need: permitted("workspace.set-calendar", () => ({})),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.settings.calendar(actor),
});

export const action = guardedAction({
  ...guard,
  form: calendarForm,
  run: ({ actor, context, input }) => context.services.settings.setCalendar(actor, input),
  next: () => ({ said: "Every clock is counted with these days from now on." }),
});

export default function ClosedDays() {
  const { closures, inaugurationDay } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "calendar",
    schema: calendarForm,
    answer,
    defaultValue: { closures: closures.join("\n"), inaugurationDay },
  });
  return (
    <Page
      title="Closed days"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
      ]}
      lead="The eleven legal public holidays (5 U.S.C. 6103(a)) are left out of every clock. Other days to leave out are set here, for the whole workspace; a date that they move says so."
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <SentForm form={form} submit="Save" submitting="Saving…">
        <ParagraphsField
          field={fields.closures}
          label="Closures by executive order"
          hint="One day a line, such as 2025-01-09. A shutdown is not one of them: it stops no clock."
          rows={6}
          optional
        />
        <TickField
          field={fields.inaugurationDay}
          label="Leave out Inauguration Day"
          hint="A holiday in the Washington area only (5 U.S.C. 6103(c)); check this rule for the component."
        />
      </SentForm>
    </Page>
  );
}
