import { describe, expect, it } from "vitest";
import { form, openFiled, RECEIVED } from "./filed-request.ts";
import { refused, value } from "./workspace.ts";

type Filed = Awaited<ReturnType<typeof openFiled>>;

const record = async ({ services, people, documentId }: Filed, fields: object) =>
  services.agencyRecord.record(people.staff, documentId, form(fields));
const shown = async ({ services, people, documentId }: Filed) =>
  value(await services.agencyRecord.show(people.staff, documentId));

const CBP = "CBP FOIA Division";
const AT_CBP = { ...RECEIVED, received: "2021-09-30", office: CBP };

/** A request that two components have; today is October 20, 2021. */
async function openShared() {
  const filed = await openFiled();
  value(await record(filed, RECEIVED));
  value(await record(filed, AT_CBP));
  return filed;
}

describe("[L51] a second component on the record", () => {
  it("has a clock of its own from its receipt on, which is said before it is recorded", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const { services, people, documentId } = filed;
    const effect = value(
      await services.agencyRecord.preview(people.staff, documentId, form(AT_CBP)),
    );
    expect(effect.before?.exhaustion).toBe("constructively exhausted");
    expect(effect.after).toMatchObject({ exhaustion: "open", latest: "2021-10-29" });
    value(await record(filed, AT_CBP));
    const { clock, components, numbersOwed } = await shown(filed);
    expect(components).toEqual(["ICE FOIA", CBP]);
    expect(clock?.exhaustion.why).toBe(
      "Open at CBP FOIA Division until 2021-10-29; constructively exhausted at ICE FOIA since 2021-10-08.",
    );
    expect(numbersOwed).toEqual([
      { component: "ICE FOIA", since: "2021-09-20" },
      { component: CBP, since: "2021-10-11" },
    ]);
  });

  it("is offered by name to the letters that come after, which count for it alone", async () => {
    const filed = await openShared();
    const { services, people, documentId } = filed;
    const begun = value(await services.agencyRecord.begin(people.staff, documentId));
    expect(begun.components).toEqual(["ICE FOIA", CBP]);
    value(
      await record(filed, {
        kind: "extended",
        dated: "2021-10-10",
        component: CBP,
        reasons: true,
        workingDays: 10,
        helpTold: "neither",
      }),
    );
    const { clock, events } = await shown(filed);
    expect(clock?.components.map((one) => one.clock.due.latest)).toEqual([
      "2021-10-07",
      "2021-11-15",
    ]);
    expect(events.at(-1)?.event.details).toMatchObject({ component: CBP, helpTold: "neither" });
  });

  it("that never had the request is refused at its field, and so is taking back a receipt that letters need", async () => {
    const filed = await openShared();
    const stranger = { kind: "acknowledged", dated: "2021-10-10", component: "USCIS" };
    const { fields = {} } = refused(await record(filed, stranger), "bad-input");
    expect(fields["component"]).toContain("By this record USCIS never had the request");
    value(await record(filed, { ...stranger, component: CBP }));
    const { services, people } = filed;
    const { events } = await shown(filed);
    const receipt = events.find(
      ({ event }) => event.kind === "received" && event.details.office === CBP,
    );
    const { sentence } = refused(
      await services.agencyRecord.retract(people.staff, receipt?.event.id ?? "", {
        reason: "Never came",
      }),
      "bad-input",
    );
    expect(sentence).toContain("With this the record can’t be");
  });

  it("whose name was misspelled is corrected at its receipt, and its letters go with it", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const wrong = { ...AT_CBP, office: "CPB FOIA Division" };
    const { eventId } = value(await record(filed, wrong));
    const letter = { kind: "acknowledged", dated: "2021-10-10", component: wrong.office };
    value(await record(filed, letter));
    const { services, people } = filed;
    value(await services.agencyRecord.correct(people.staff, eventId, form(AT_CBP)));
    const { components, clock, events } = await shown(filed);
    expect(components).toEqual(["ICE FOIA", CBP]);
    expect(clock?.components).toHaveLength(2);
    expect(events.at(-1)?.event.details).toMatchObject({ component: CBP });
  });

  it("has its own answers in the changes of the clock, though the request's as a whole stay", async () => {
    const filed = await openShared();
    const determined = {
      kind: "determined",
      dated: "2021-10-10",
      sent: "2021-10-10",
      statesReasonsAndAppeal: true,
    };
    value(await record(filed, { ...determined, component: CBP, appealUntil: "2022-02-01" }));
    const { length } = (await shown(filed)).changes;
    value(await record(filed, { ...determined, component: "ICE FOIA", appealUntil: "2022-02-08" }));
    const { changes } = await shown(filed);
    expect(changes).toHaveLength(length + 1);
    expect(changes[0]).toMatchObject({
      before: { appealUntil: "2022-02-01", exhaustion: "must appeal" },
      after: {
        appealUntil: "2022-02-01",
        exhaustion: "must appeal",
        components: [
          { component: "ICE FOIA", appealUntil: "2022-02-08", exhaustion: "must appeal" },
          { component: CBP, appealUntil: "2022-02-01", exhaustion: "must appeal" },
        ],
      },
    });
  });
});

describe("[L58] the agency's own estimate on the record", () => {
  it("stands there until its day has passed or an answer came, as on Home", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const letter = { kind: "acknowledged", dated: "2021-10-01" };
    value(await record(filed, { ...letter, estimatedCompletion: "2021-10-19" }));
    expect((await shown(filed)).estimates).toEqual([]);
    value(
      await record(filed, { ...letter, dated: "2021-10-04", estimatedCompletion: "2021-12-01" }),
    );
    expect((await shown(filed)).estimates).toMatchObject([{ until: "2021-12-01" }]);
    const answer = { kind: "determined", dated: "2021-10-12", statesReasonsAndAppeal: true };
    value(await record(filed, answer));
    expect((await shown(filed)).estimates).toEqual([]);
  });
});
