import { ENTRY, line, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const transfer = docketKind({
  kind: "transfer",
  label: "Transfer",
  spanish: "Traslado a otro tribunal",
  hint: "The suit goes on in another court. Then change the court and the number of this docket: captions print them.",
  isPublic: true,
  fields: {
    court: needed(
      "Enter the court to which it was transferred.",
      line(200, { label: "To which court", hint: "Such as “D.D.C., No. 1:23-cv-00100”." }),
    ),
    dated: needed("Enter the day.", pastDay({ label: "Entered" })),
    ...ENTRY,
  },
  check: null,
  due: null,
  sentences: ({ details: { court } }) => [`To ${court.replace(/\.$/u, "")}.`],
});
