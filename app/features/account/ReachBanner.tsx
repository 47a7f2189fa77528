import { ButtonLink } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { listed } from "#app/domain/listed.ts";
import { usePerson } from "./use-person.ts";

/** Tells somebody that their sign-in does not reach all of their organizations, and why (P8). */
export function ReachBanner() {
  const person = usePerson();
  if (!person?.beyondReach) return null;
  const { organizations, isOwn } = person.beyondReach;
  const beyond = listed([...organizations]);
  const here = listed(person.organizations.map(({ shortName }) => shortName));
  return (
    <aside aria-label="How far this sign-in reaches">
      {isOwn ? (
        <Banner
          kind="word"
          action={<ButtonLink to="/account/identities">Sign-in of your organizations</ButtonLink>}
        >
          You are not here for {beyond}, whose people sign in through an identity provider.
        </Banner>
      ) : (
        <Banner
          kind="word"
          action={<ButtonLink to="/account/own-factor">Prove a factor of your own</ButtonLink>}
        >
          You are here for {here === "" ? "no organization" : `${here} alone`}, which let you in.
          For {beyond}, prove a factor of your own.
        </Banner>
      )}
    </aside>
  );
}
