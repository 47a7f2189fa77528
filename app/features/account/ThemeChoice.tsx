import { Form } from "react-router";
import { THEMES } from "#app/framework/theme-cookie.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { Button } from "#app/ui/Button.tsx";
import { ChoicesField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { THEME_LABELS } from "./theme-labels.ts";

/** Chooses the theme of this device, as the account menu does too. */
export function ThemeChoice() {
  const theme = usePageFrame()?.theme ?? "system";
  const field = {
    id: "theme-choice",
    name: "theme",
    formId: "theme",
    errorId: "theme-error",
    descriptionId: "theme-hint",
    errors: undefined,
    initialValue: theme,
  };
  return (
    <Section title="Theme">
      <Form id="theme" method="post" action="/theme" navigate={false} className="grid gap-5">
        <input type="hidden" name="next" value="/account" />
        {/* Remounted when the menu has changed the theme. */}
        <ChoicesField
          key={theme}
          field={field}
          label="On this device"
          choices={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
        />
        <div>
          <Button type="submit">Use this theme</Button>
        </div>
      </Form>
    </Section>
  );
}
