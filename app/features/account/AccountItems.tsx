import { useFetcher, useNavigate } from "react-router";
import { CircleHelp, FileText, LogOut, UserRound } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { THEMES, type Theme } from "#app/framework/theme-cookie.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM, MENU_SEPARATOR } from "#app/ui/menu-classes.ts";
import { useHelpPath } from "#app/ui/use-help-path.ts";
import { SignOutForm } from "./SignOutForm.tsx";
import { THEME_LABELS } from "./theme-labels.ts";

const ITEM = `${MENU_ITEM} min-h-10 gap-3 px-3`;

interface AccountItemsProps {
  readonly name: string;
  readonly email: string;
  readonly theme: Theme;
  readonly frame: MenuFrame;
}

/** The items of the account menu. */
export default function AccountItems({ name, email, theme, frame }: AccountItemsProps) {
  const navigate = useNavigate();
  const help = useHelpPath();
  const themes = useFetcher();
  const signOut = useRef<HTMLFormElement>(null);

  return (
    <>
      <SignOutForm ref={signOut} />
      <Menu {...frame}>
        <DropdownMenu.Label className="px-3 py-2">
          <span className="block font-medium">{name}</span>
          <span className="block truncate text-sm text-ink-soft">{email}</span>
        </DropdownMenu.Label>
        <DropdownMenu.Separator className={MENU_SEPARATOR} />
        <DropdownMenu.Item className={ITEM} onSelect={() => navigate("/account")}>
          <UserRound aria-hidden className="size-4.5 text-ink-soft" />
          Account
        </DropdownMenu.Item>
        <DropdownMenu.Item className={ITEM} onSelect={() => navigate("/record")}>
          <FileText aria-hidden className="size-4.5 text-ink-soft" />
          Record
        </DropdownMenu.Item>
        <DropdownMenu.Item className={ITEM} onSelect={() => navigate(help)}>
          <CircleHelp aria-hidden className="size-4.5 text-ink-soft" />
          Help
        </DropdownMenu.Item>
        <DropdownMenu.Separator className={MENU_SEPARATOR} />
        <DropdownMenu.Label className="px-3 pt-1 pb-0.5 text-sm text-ink-soft">
          Theme
        </DropdownMenu.Label>
        <DropdownMenu.RadioGroup
          value={theme}
          onValueChange={(chosen) => {
            themes.submit({ theme: chosen }, { method: "post", action: "/theme" });
          }}
        >
          {THEMES.map((value) => (
            <DropdownMenu.RadioItem
              key={value}
              value={value}
              className={ITEM}
              onSelect={(event) => event.preventDefault()}
            >
              <span
                aria-hidden
                className="grid size-4.5 place-items-center rounded-full border border-rule-strong"
              >
                <DropdownMenu.ItemIndicator className="size-2.5 rounded-full bg-accent forced-color-adjust-none forced-colors:bg-[CanvasText]" />
              </span>
              {THEME_LABELS[value]}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className={MENU_SEPARATOR} />
        <DropdownMenu.Item className={ITEM} onSelect={() => signOut.current?.requestSubmit()}>
          <LogOut aria-hidden className="size-4.5 text-ink-soft" />
          Sign out
        </DropdownMenu.Item>
      </Menu>
    </>
  );
}
