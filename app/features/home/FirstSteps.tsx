import { Link } from "react-router";
import { clsx } from "clsx";
import { Circle, CircleCheck } from "lucide-react";
import type { FirstStep } from "#server/services/index.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

/** The first steps of an administrator, each with whether it is done. */
export function FirstSteps({ steps }: { readonly steps: readonly FirstStep[] }) {
  return (
    <Section
      title="First steps"
      actions={<HelpLink about="first-hour#you-start-a-workspace">How they go</HelpLink>}
    >
      <Card>
        <ol className="divide-y divide-rule">
          {steps.map(({ step, isDone, path, of }) => {
            const Icon = isDone ? CircleCheck : Circle;
            const { label, done, open } = STEP_TEXTS[step];
            const element = (
              <>
                {label(of)}
                <span className="sr-only">{isDone ? " (done)" : " (not done yet)"}</span>
              </>
            );
            return (
              <li
                key={step}
                className={clsx("relative flex gap-3 px-5 py-3", path !== null && "hover:bg-wash")}
              >
                <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
                <div>
                  {path === null ? (
                    <span className="font-medium">{element}</span>
                  ) : (
                    <Link
                      to={path}
                      className="font-medium after:absolute after:inset-0 hover:underline"
                    >
                      {element}
                    </Link>
                  )}
                  <p className="text-sm text-ink-soft">{isDone ? done : open}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </Card>
    </Section>
  );
}

interface StepTexts {
  readonly label: (of: string) => string;
  readonly done: string;
  readonly open: string;
}

const STEP_TEXTS: Readonly<Record<FirstStep["step"], StepTexts>> = {
  people: {
    label: (of) => `Invite the people of ${of}`,
    done: "Somebody is invited or has joined.",
    open: "You are alone so far. Whoever is to sign needs an account of their own.",
  },
  roles: {
    label: () => "Choose your roles",
    done: "Somebody may write, sign or file.",
    open: "You may only administer. To begin documents, be a drafter; to sign them, a reviewer; to file them and record answers, staff.",
  },
  mail: {
    label: () => "Let the server send mail",
    done: "Invitations and reminders go out by mail.",
    open: "It sends none yet, so you pass on each invitation’s link yourself. Set SMTP_URL, MAIL_FROM and APP_URL where the server is started (docs/self-hosting.md says how).",
  },
  matter: {
    label: () => "Create the first matter",
    done: "A matter holds one effort, with its parties and documents.",
    open: "It holds one effort: the organizations that work on it, its documents and its lawsuits.",
  },
  draft: {
    label: () => "Start the first draft",
    done: "A draft is there to be written in.",
    open: "A drafter begins it in a matter, with the sections that its kind needs.",
  },
  submit: {
    label: () => "Submit it for review",
    done: "A version is there to be signed.",
    open: "Its text is then frozen, each organization is asked for its signature, and these steps go away.",
  },
};
