import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { DocketForm } from "#app/document/details/docket-form.ts";
import type { DocketView, NewDocketView } from "#server/services/docket-views.ts";
import type { Resources } from "#server/services/resources.ts";
import { createDocket } from "./create.ts";
import { editDocket } from "./edit.ts";
import { newDocket, showDocket } from "./show.ts";

/** The lawsuits of a matter. */
export interface DocketServices {
  show(actor: Actor, slug: string, docketId: string): Promise<Outcome<DocketView>>;
  /** What the form for a new one begins with: the caption of a draft, or what the matter knows. */
  begin(actor: Actor, slug: string, documentId: string | null): Promise<Outcome<NewDocketView>>;
  create(actor: Actor, slug: string, form: DocketForm): Promise<Outcome<{ docketId: string }>>;
  /** Changes it, in the caption of every open draft that belongs to it. */
  edit(actor: Actor, slug: string, docketId: string, form: DocketForm): Promise<Outcome<void>>;
}

export function docketServices(resources: Resources): DocketServices {
  return {
    show: (actor, slug, docketId) => showDocket(resources, actor, slug, docketId),
    begin: (actor, slug, documentId) => newDocket(resources, actor, slug, documentId),
    create: (actor, slug, form) => createDocket(resources, actor, slug, form),
    edit: (actor, slug, docketId, form) => editDocket(resources, actor, slug, docketId, form),
  };
}
