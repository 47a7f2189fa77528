import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { publicNames } from "#app/domain/document-kinds/index.ts";
import type { PageCatalog } from "./catalog.ts";
import type { PublishedPages } from "#app/domain/public-page/published.ts";
import { countedPages, listed } from "./english.ts";

const MONTHS = [
  "enero",
  "febrero",
  "marzo",
  "abril",
  "mayo",
  "junio",
  "julio",
  "agosto",
  "septiembre",
  "octubre",
  "noviembre",
  "diciembre",
] as const;

const PAPERS = publicNames("es");

const monthOf = (iso: string) => MONTHS[Number(iso.slice(5, 7)) - 1] ?? "";
/** "e" before a word that starts with the sound of i. */
const and = (parts: readonly string[]) =>
  listed(parts, /^h?i(?!e)/iu.test(parts.at(-1) ?? "") ? "e" : "y");

const pagesIn = (total: PublishedPages["full"], said: string, unknown: string) =>
  countedPages(total, { atLeast: "al menos", said, unknown });

const AGENCY_EVENTS: Readonly<Record<AgencyEventKind, string>> = {
  received: "Solicitud recibida",
  acknowledged: "Acuse de recibo",
  informationAsked: "Pregunta sobre la solicitud",
  informationAnswered: "Nuestra respuesta a la pregunta",
  feesAsked: "Pregunta sobre los costos",
  feesAnswered: "Nuestra respuesta sobre los costos",
  extended: "Prórroga por circunstancias inusuales",
  narrowingOffered: "Oferta de limitar la solicitud o acordar una fecha",
  dateAgreed: "Fecha acordada",
  expeditionGranted: "Trámite acelerado concedido",
  expeditionDenied: "Trámite acelerado denegado",
  feeWaiverGranted: "Exención de costos concedida",
  feeWaiverDenied: "Exención de costos denegada",
  feeCategoryDecided: "Categoría de costos decidida",
  interimResponse: "Respuesta provisional",
  determined: "Determinación",
  appealed: "Apelación enviada",
  appealExtended: "Prórroga de la apelación",
  appealDecided: "Apelación decidida",
  exhaustionAsserted: "Agotamiento alegado",
  closed: "Solicitud cerrada por nosotros",
  other: "Otro",
};

const pagesSaid = ({ releases, full, part, withheld }: PublishedPages, of: string) =>
  `Páginas hasta ahora, en ${releases === 1 ? "una entrega" : `${releases} entregas`}${of}: ${and([
    pagesIn(full, "entregadas por completo", "no consta cuántas se entregaron por completo"),
    pagesIn(part, "entregadas en parte", "no consta cuántas en parte"),
    pagesIn(withheld, "retenidas", "no consta cuántas se retuvieron"),
  ])}.`;

export const SPANISH: PageCatalog = {
  day: (iso) => `${Number(iso.slice(8))} de ${monthOf(iso)} de ${iso.slice(0, 4)}`,
  month: (iso) => `${monthOf(iso).slice(0, 3)} ${iso.slice(0, 4)}`,
  between: (from, until) => `entre el ${from} y el ${until}`,
  and,

  skip: "Ir al texto",
  inOtherLanguage: "In English",
  allPages: "Todos los asuntos publicados",
  indexTitle: "Asuntos publicados",
  indexLead:
    "Lo que las organizaciones pidieron al gobierno, lo que este respondió y lo que resultó en los tribunales.",
  indexEmpty: "Todavía no se ha publicado nada.",
  published: (day) => `Publicado el ${day}`,
  firstPublished: (day) => `Publicado por primera vez el ${day}`,
  publishedHere: (day) => `Publicado aquí el ${day}`,
  updated: (day) => `Última actualización: ${day}`,
  notTranslated: "El texto de esta página todavía no está traducido por completo.",
  by: "Por",
  organizations: "Organizaciones",
  leads: "coordina",

  press: "Contacto de prensa",

  filings: "Lo que se pidió",
  filed: (kind, day) => `${PAPERS[kind]}, presentada el ${day}`,
  papers: PAPERS,
  itemsOf: (labels, all) =>
    `${labels.length === 1 ? "Punto" : "Puntos"} ${and(labels)} de los ${all} de la solicitud presentada`,
  whatBecame: "Qué resultó",
  outcomes: {
    pending: { name: "Pendiente", sentence: "Todavía no hay respuesta." },
    "produced-in-full": {
      name: "Entregado por completo",
      sentence: "La agencia entregó estos documentos.",
    },
    "produced-in-part": {
      name: "Entregado en parte",
      sentence: "La agencia entregó una parte de estos documentos y retuvo el resto.",
    },
    "withheld-in-full": {
      name: "Retenido por completo",
      sentence: "La agencia encontró documentos y los retuvo todos.",
    },
    "no-records": {
      name: "No se encontraron documentos",
      sentence: "La agencia dice que no encontró documentos.",
    },
    referred: {
      name: "Remitido",
      sentence: "La agencia envió estos documentos a otra oficina, que debe responder por ellos.",
    },
    consulted: {
      name: "En consulta",
      sentence: "La agencia está consultando a otra oficina sobre estos documentos.",
    },
    "neither-confirmed-nor-denied": {
      name: "Ni confirmado ni desmentido",
      sentence: "La agencia ni confirma ni desmiente que tenga tales documentos.",
    },
    "closed-administratively": {
      name: "Cerrado por la agencia",
      sentence: "La agencia cerró esta parte sin decidirla.",
    },
    withdrawn: { name: "Retirado", sentence: "Esta parte de la solicitud se retiró." },
  },
  noAnswer: "No consta ninguna respuesta.",
  item: (label) => `Punto ${label}`,
  letterOf: (day) => `carta del ${day}`,
  to: (office) => `a ${office}`,
  claims: (exemptions) => `La agencia invoca ${exemptions}.`,
  exemptionsTitle: "Qué dicen las excepciones",
  exemptionsLead:
    "La ley permite a una agencia retener algunos documentos (5 U.S.C. 552(b)). Estas son las razones que la agencia dio aquí; si son válidas, puede decidirlo un tribunal.",
  exemptions: {
    "(b)(1)":
      "El documento está clasificado para proteger la defensa nacional o la política exterior.",
    "(b)(2)":
      "El documento se refiere únicamente a las normas y prácticas internas de personal de la agencia.",
    "(b)(3)": "Otra ley prohíbe o limita la divulgación del documento.",
    "(b)(4)": "El documento contiene secretos comerciales o información empresarial confidencial.",
    "(b)(5)":
      "El documento goza de privilegio dentro del gobierno, como los borradores de una decisión o los consejos de los abogados de la agencia.",
    "(b)(6)": "Divulgar el documento invadiría claramente la intimidad de una persona.",
    "(b)(7)(A)":
      "El documento se elaboró para hacer cumplir la ley, y divulgarlo podría interferir en un procedimiento en curso.",
    "(b)(7)(B)":
      "El documento se elaboró para hacer cumplir la ley, y divulgarlo privaría a alguien de un juicio justo.",
    "(b)(7)(C)":
      "El documento se elaboró para hacer cumplir la ley, y divulgarlo podría invadir la intimidad de una persona.",
    "(b)(7)(D)":
      "El documento se elaboró para hacer cumplir la ley, y divulgarlo podría revelar una fuente confidencial.",
    "(b)(7)(E)":
      "El documento revelaría técnicas o pautas para hacer cumplir la ley, lo que podría ayudar a eludirla.",
    "(b)(7)(F)":
      "El documento se elaboró para hacer cumplir la ley, y divulgarlo podría poner en peligro la vida o la seguridad de una persona.",
    "(b)(8)":
      "El documento se refiere a la supervisión de bancos y otras instituciones financieras.",
    "(b)(9)": "El documento contiene información geológica sobre pozos.",
  },
  pages: (pages) => pagesSaid(pages, ""),
  pagesOfThese: (pages) => pagesSaid(pages, " solo de esto"),
  withdrawnPaper: "Esta solicitud se retiró.",
  supersededPaper: "Otra solicitud la reemplazó.",
  noItems: "Los puntos de este escrito no se enumeran aquí.",
  asOf: (day) => `Solicitudes, respuestas y demandas tal como constaban el ${day}.`,

  documents: "Solicitudes y documentos",
  noDocuments: "Todavía no hay documentos publicados. Aparecerán aquí.",
  file: "Archivo",
  date: "Fecha",
  kinds: {
    ...PAPERS,
    "letter-of-agency": "Carta de la agencia",
    release: "Documentos entregados",
    "stamped-copy": "Copia sellada",
    proof: "Constancia de notificación",
    other: "Documento",
  },
  fingerprint: "SHA-256",
  howToCheck:
    "Cada archivo tiene una huella con la que cualquiera puede comprobar que no ha cambiado.",
  check: "Comprobar un archivo",
  undated: "Fecha no registrada",
  broughtIn: "Presentado en otro lugar: este es el PDF tal como se incorporó después.",
  fileWithdrawn: "Este archivo ya no se ofrece",
  fileWithdrawnLead:
    "Fue eliminado o retirado. La página en la que figuraba dice cuándo se actualizó por última vez, y por qué.",
  toPage: "Ir a la página",

  timeline: "Cronología",
  timelineLead: "Los números de la imagen son los de la lista que sigue.",
  lanes: { memo: "Memorandos", request: "Solicitudes", agency: "Agencia", court: "Tribunal" },
  today: "hoy",
  asOfLine: "esta página",
  agencyEvent: (kind, of) => {
    const name = AGENCY_EVENTS[kind];
    if (of === null) return name;
    return kind === "received" ? `${name}: ${of}` : `${name} sobre ${of}`;
  },
  docketEvent: (kind) => DOCKET_KINDS[kind].spanish,
  due: "Vencía el plazo para la determinación de la agencia",
  suitFiled: "Demanda presentada",
  source: (words) => `Fuente: ${words}`,
  entry: (number) => `Entrada ${number} del expediente`,
  invented: "inventado para esta demostración",
  seeEntry: (number) => `véase ${number}`,

  requests: (count) => (count === 1 ? "1 solicitud" : `${count} solicitudes`),
  itemsAnswered: (count, answered) =>
    `${count === 1 ? "1 punto" : `${count} puntos`}, ${answered === 0 ? "ninguno" : answered} con respuesta`,
  lawsuits: (count) => (count === 1 ? "1 demanda" : `${count} demandas`),
  others: (count) => `otras ${count}`,
  statusOn: (day) => `Al ${day}`,

  suits: "Demandas judiciales",
  caption: "Partes",
  versus: "contra",
  court: "Tribunal",
  caseNumber: "Número de caso",
  filedOn: "Presentada",
  notRecorded: "No consta",
  readMore: (title) => `Más sobre «${title}»`,
  note: "Nota",

  resources: "Recursos relacionados",
  sourceAsOf: (source, day) => `${source}, al ${day}`,
  visit: (title) => `Ir a ${title}`,

  updates: "Actualizaciones y correcciones",
  updateKinds: { first: "Publicación", update: "Actualización", correction: "Corrección" },
  changed: (parts) => `Cambió: ${and(parts)}.`,
  parts: {
    title: "título y fechas",
    notice: "aviso",
    narrative: "texto",
    organizations: "organizaciones",
    filings: "solicitudes y respuestas",
    documents: "documentos",
    suits: "demandas",
    timeline: "cronología",
    resources: "recursos relacionados",
    callToAction: "llamada a la acción",
  },
  subscribe: "Seguir las actualizaciones",

  withdrawnTitle: "Esta página se retiró",
  withdrawn: (day) => `La página publicada en esta dirección se retiró el ${day}.`,
  missingTitle: "No hay ninguna página en esta dirección",
  missing: "Compruebe la dirección o consulte todos los asuntos publicados.",
  brokenTitle: "Esta página no se puede mostrar en este momento",
  preview:
    "Vista previa: esto es lo que se publicaría. Aquí solo la ven las personas del propio asunto.",
  publishedBy: (lead) => `Publicado por ${lead}, que coordina este trabajo.`,
  publishedByLeads: "Cada página la publica la organización que coordina su trabajo.",
  printedFrom: (address) =>
    `Impreso desde ${address}, donde constan las actualizaciones y correcciones posteriores.`,
};
