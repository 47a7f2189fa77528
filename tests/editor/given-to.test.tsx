// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { threadsAnswerSchema, type ThreadView } from "#app/document/margin/thread-view.ts";
import { Agreed } from "#app/editor/threads/Agreed.tsx";
import { Composer } from "#app/editor/threads/Composer.tsx";
import { cardId } from "#app/editor/threads/card-focus.ts";
import { GiveActs, GivenLine } from "#app/editor/threads/GivenTo.tsx";
import type { ThreadStore, UnsentComment } from "#app/editor/threads/thread-store.ts";
import { withWaiting } from "#app/editor/threads/with-waiting.ts";
import { suggestion } from "./open-suggestion.ts";

const person = (userId: string, name: string, organization: string) => ({
  userId,
  name,
  organization,
  colour: 0,
  organizationIds: [organization],
});
const [ANA, INES] = [person("ana", "Ana Sample", "Council"), person("ines", "Ines Sample", "ILRC")];
const RIGHTS = {
  people: [ANA, INES],
  scopes: [{ id: "ILRC", shortName: "ILRC" }],
  may: { comment: true, decide: true },
};

/** The part of a store that a card asks, for Ines. */
const store = { userId: "ines", answer: RIGHTS } as unknown as ThreadStore;

const thread = (part: Partial<ThreadView> = {}): ThreadView => ({
  ...suggestion("t", [], []),
  suggestion: null,
  comments: [
    {
      id: "c",
      author: ANA,
      text: "Is this so?",
      mentions: [],
      at: "2026-01-01T00:00:00Z",
      editedAt: null,
      removedAt: null,
      isMine: false,
      agreed: [],
      word: null,
    },
  ],
  ...part,
});
const given = (part: Partial<NonNullable<ThreadView["assignment"]>> = {}) =>
  thread({ assignment: { to: INES, askedBy: ANA, dueOn: "2026-12-04", state: "open", ...part } });

function sending() {
  const sent: ThreadChange[] = [];
  return {
    sent,
    onSend: async (change: ThreadChange) => void sent.push(change),
  };
}

beforeEach(() => {
  // No part of jsdom.
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);

describe("[M27] the card of a comment that is given", () => {
  it("says for whom it is and by which day, in a line", () => {
    const { rerender } = render(<GivenLine thread={given()} userId="ana" />);
    expect(screen.getByText("For Ines Sample, by Friday, December 4")).toBeTruthy();
    rerender(<GivenLine thread={given({ dueOn: null })} userId="ines" />);
    expect(screen.getByText("For you")).toBeTruthy();
    rerender(<GivenLine thread={given({ state: "left" })} userId="ana" />);
    expect(screen.getByText(/can no longer read it/u)).toBeTruthy();
    rerender(<GivenLine thread={given({ state: "resolved" })} userId="ana" />);
    expect(document.querySelector("span")).toBeNull();
  });

  it("is done, handed on to somebody who may read it with a day, or given back", () => {
    const { sent, onSend } = sending();
    const own = { id: "ILRC", shortName: "ILRC" };
    render(<GiveActs thread={{ ...given(), organization: own }} store={store} onSend={onSend} />);
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    fireEvent.click(screen.getByRole("button", { name: "Give back" }));
    fireEvent.click(screen.getByRole("button", { name: "Hand on" }));
    const people = screen.getByRole("combobox", { name: "Give to" });
    expect(document.activeElement).toBe(people);
    expect([...people.querySelectorAll("option")].map((one) => one.textContent)).toEqual([
      "Choose a person",
      "Ines Sample (ILRC)",
    ]);
    fireEvent.change(screen.getByLabelText(/^By/u), { target: { value: "2026-12-11" } });
    fireEvent.click(screen.getByRole("button", { name: "Give" }));
    expect(sent).toEqual([
      { do: "done", threadId: "t", isDone: true },
      { do: "take-back", threadId: "t" },
      { do: "give", threadId: "t", userId: "ines", dueOn: "2026-12-11" },
    ]);
  });
});

describe("[M27] what is done with a comment that is given", () => {
  const card = (view: ThreadView, who = store) => {
    const { onSend } = sending();
    return (
      <article id={cardId("t")} tabIndex={-1}>
        <GiveActs thread={view} store={who} onSend={onSend} />
      </article>
    );
  };
  /** Presses what has the focus, and says where it is then. */
  const pressed = (name: string) => {
    const button = screen.getByRole("button", { name });
    button.focus();
    fireEvent.click(button);
    return document.activeElement;
  };

  it("leaves the focus at its card when the pressed button goes", () => {
    const { rerender } = render(card(given()));
    const article = screen.getByRole("article");
    expect(pressed("Done")).toBe(article);
    expect(pressed("Give back")).toBe(article);
    pressed("Hand on");
    expect(pressed("Cancel")).toBe(article);
    pressed("Hand on");
    expect(pressed("Give")).toBe(article);
    rerender(card(given({ state: "done" })));
    expect(pressed("Not done after all")).toBe(article);
  });

  it("is let go of while it waits for somebody, and by whom it was given to in words of theirs", () => {
    const { rerender } = render(card(given()));
    const ana = { ...store, userId: "ana" } as unknown as ThreadStore;
    const word = () => screen.queryByText(/back$/u)?.textContent ?? null;
    const words = (state: NonNullable<ThreadView["assignment"]>["state"]) =>
      [store, ana].map((who) => {
        rerender(card(given({ state }), who));
        return word();
      });
    for (const state of ["open", "left", "closed"] as const) {
      expect(words(state)).toEqual(["Give back", "Take back"]);
    }
    for (const state of ["done", "resolved", "removed"] as const) {
      expect(words(state)).toEqual([null, null]);
    }
  });
});

describe("[M27] the box of a comment", () => {
  it("offers to give it to whom it names, and to nobody whose name is gone again", () => {
    let sent: UnsentComment | null = null;
    const box = (text: string) => (
      <Composer
        key={text}
        label="Your comment"
        rights={RIGHTS}
        first={{ text, mentions: ["ines"], organizationId: null }}
        gives
        send="Comment"
        onChange={() => {}}
        onCancel={() => {}}
        onSend={(unsent) => {
          sent = unsent;
        }}
      />
    );
    const { rerender } = render(box("@Ines Sample, please"));
    fireEvent.click(screen.getByRole("checkbox", { name: "Give to Ines Sample" }));
    fireEvent.change(screen.getByLabelText(/^By/u), { target: { value: "2026-12-04" } });
    fireEvent.click(screen.getByRole("button", { name: "Comment" }));
    expect(sent).toMatchObject({ give: { userId: "ines", dueOn: "2026-12-04" } });
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Nobody" } });
    expect(screen.queryByRole("checkbox")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Comment" }));
    expect(sent).toMatchObject({ mentions: [], give: null });
    rerender(box("Nobody is named"));
    expect(screen.queryByRole("checkbox")).toBeNull();
  });
});

describe("[M27] agreeing with a comment", () => {
  it("is one press, taken back by another, in words that are no sign-off's", () => {
    const { sent, onSend } = sending();
    const card = (agreed: (typeof INES)[]) => {
      const [comment] = thread().comments;
      return comment ? (
        <Agreed comment={{ ...comment, agreed }} thread={thread()} store={store} onSend={onSend} />
      ) : null;
    };
    const { rerender, container } = render(card([]));
    const name = "Agree with the comment by Ana Sample";
    // Its name has what one sees, for who speaks to it: that it is pressed says its state.
    const press = () => {
      const button = screen.getByRole("button", { name });
      expect(button.textContent).toBe("Agree");
      fireEvent.click(button);
    };
    press();
    rerender(card([INES]));
    expect(screen.getByRole("button", { name, pressed: true })).toBeTruthy();
    expect(screen.getByText("Agreed with this comment: you")).toBeTruthy();
    expect(container.textContent).not.toMatch(/sign|approve/iu);
    press();
    const agree = { do: "agree", threadId: "t", commentId: "c" };
    expect(sent).toEqual([
      { ...agree, agrees: true },
      { ...agree, agrees: false },
    ]);
  });
});

describe("[M27] what a page knows of threads", () => {
  it("shows what waits without a connection as it will stand", () => {
    const shown = (...changes: ThreadChange[]) => {
      const waiting = changes.map((change, order) => ({
        id: String(order),
        documentId: "d",
        at: "2026-01-02T00:00:00Z",
        order,
        change,
        refused: null,
      }));
      const own = { you: INES, people: [ANA, INES], scopes: [] };
      return withWaiting(new Map([["t", thread()]]), waiting, own).get("t");
    };
    const give = { do: "give", threadId: "t", userId: "ines", dueOn: null } as const;
    expect(shown(give)?.assignment).toMatchObject({ to: INES, askedBy: INES, state: "open" });
    const finish = { do: "done", threadId: "t", isDone: true } as const;
    expect(shown(give, finish)?.assignment).toMatchObject({ state: "done" });
    expect(shown(give, { do: "take-back", threadId: "t" })?.assignment).toBeNull();
    const agree = { do: "agree", threadId: "t", commentId: "c", agrees: true } as const;
    expect(shown(agree, agree)?.comments[0]?.agreed).toEqual([INES]);
  });

  it("takes what a device kept before there was this: given to nobody, agreed with by nobody", () => {
    const { assignment: _none, comments, ...before } = thread();
    const kept = comments.map(({ agreed: _nobody, ...comment }) => comment);
    const answer = { threads: [{ ...before, comments: kept }], ...RIGHTS };
    const [read] = threadsAnswerSchema.parse(answer).threads;
    expect(read?.assignment).toBeNull();
    expect(read?.comments[0]?.agreed).toEqual([]);
  });
});
