import { ButtonLink } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { listed } from "#app/domain/listed.ts";
import { usePerson } from "./use-person.ts";

/** Tells somebody that their sign-in does not reach all of their organizations, and why (P8). */
export function ReachBanner() {
  const person = usePerson();
  if (!person?.beyondReach) return null;
  const { byFactor, byProvider } = person.beyondReach;
  const others = `You are not here for ${listed(byProvider)}, whose people sign in through their organization’s own sign-in.`;
  const here = listed(person.organizations.map(({ shortName }) => shortName));
  return (
    <aside aria-label="How far this sign-in reaches">
      {byFactor.length === 0 ? (
        <Banner
          kind="word"
          action={<ButtonLink to="/account/identities">Sign-in of your organizations</ButtonLink>}
        >
          {others}
        </Banner>
      ) : (
        <Banner
          kind="word"
          action={<ButtonLink to="/account/own-factor">Prove a factor of your own</ButtonLink>}
        >
          You are here for {here === "" ? "no organization." : `${here} alone, which let you in.`}{" "}
          For {listed(byFactor)}, prove a factor of your own.
          {byProvider.length === 0 ? null : ` ${others}`}
        </Banner>
      )}
    </aside>
  );
}
