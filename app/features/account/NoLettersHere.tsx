import { Notice } from "#app/ui/Notice.tsx";

/** For pages that would mail a link: what stands in its place on a server that sends no mail. */
export function NoLettersHere() {
  return (
    <Notice kind="word">
      This server sends no e-mails, so no link can be mailed to you. An administrator of your
      organization can let you in again: they make a link and hand it over. So can whoever runs this
      server.
    </Notice>
  );
}
