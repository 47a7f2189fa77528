/**
 * The text of the demonstration's public page, in both languages, written for this software. Its
 * facts are those of the organizations' own page about the matter (demo-matter.ts). Links lead to
 * example.org.
 */

export const TITLE_ES =
  "Solicitudes de documentos: ¿cumple el ICE las prioridades de control migratorio del DHS?";

export const NOTICE = {
  en: "This page is a demonstration of a piece of software. The requests, dates, memoranda and lawsuits that it tells of are real, taken from the organizations’ public pages; the texts and the papers offered here were written for this software and were sent to nobody. What the agency and the court are said to have done since is made up wherever it is marked so, and what is not known is shown as not recorded. Links lead to example.org.",
  es: "Esta página es una demostración de un programa informático. Las solicitudes, fechas, memorandos y demandas de que trata son reales y proceden de las páginas públicas de las organizaciones; los textos y los escritos que se ofrecen aquí se redactaron para este programa y no se enviaron a nadie. Lo que se dice que hicieron después la agencia y el tribunal es inventado donde así se indica, y lo que no se sabe aparece como no registrado. Los enlaces llevan a example.org.",
} as const;

export const NARRATIVE = {
  en: [
    "Enforcing the immigration laws of the United States has long been the task of the federal executive branch, which may set priorities so that the resources of the Department of Homeland Security (DHS) are used where they count.",
    "On January 20, 2021, the Biden administration issued a memorandum that named the groups of people who were to be priorities for enforcement, and gave U.S. Immigration and Customs Enforcement (ICE) guidance on how and when to use prosecutorial discretion. A second memorandum, of February 18, directs ICE to collect data and to issue reports on enforcement actions and removals. It also directs ICE officers to ask for approval in advance before they act against somebody who does not meet the priorities of the two memoranda.",
    "The American Immigration Council, the Immigrant Legal Resource Center (ILRC) and the Mijente Support Committee have filed requests for information on whether ICE did so: on the data and reports about enforcement actions and removals, and on the requests for approval of actions against people who do not meet the priorities.",
    "Access to these records is one way in which the public can make sure that ICE keeps to its own directives, and hold it accountable.",
  ],
  es: [
    "Hacer cumplir las leyes de inmigración de los Estados Unidos es desde hace mucho tarea del poder ejecutivo federal, que puede fijar prioridades para que los recursos del Departamento de Seguridad Nacional (DHS) se usen donde importan.",
    "El 20 de enero de 2021 el gobierno de Biden emitió un memorando que señalaba a qué grupos de personas daría prioridad y orientaba al Servicio de Inmigración y Control de Aduanas (ICE) sobre cómo y cuándo usar la discreción procesal. Un segundo memorando, del 18 de febrero, ordena al ICE reunir datos y emitir informes sobre las acciones de control migratorio y las expulsiones. También ordena a sus agentes pedir aprobación previa antes de emprender una acción de control migratorio contra alguien que no entra en las prioridades de los dos memorandos.",
    "El American Immigration Council, el Immigrant Legal Resource Center (ILRC) y el Mijente Support Committee presentaron solicitudes de información para saber si el ICE lo hizo: sobre los datos e informes de acciones de control migratorio y expulsiones, y sobre las peticiones de aprobación de tales acciones contra personas que no entran en las prioridades.",
    "El acceso a estos documentos es una manera de que el público compruebe que el ICE cumple sus propias directrices y de exigirle cuentas.",
  ],
} as const;

const SEEKS = { en: "The FOIA request seeks:", es: "La solicitud FOIA pide:" } as const;

/** The page's text about each request, by document. */
export const REQUESTS = [
  [
    "demo-request-weekly-reports-filed",
    {
      heading: {
        en: "Requesting information on data collection and reports on enforcement actions and removals",
        es: "Información sobre la recopilación de datos y los informes de acciones de control migratorio y expulsiones",
      },
      leadIn: SEEKS,
      items: [
        {
          en: "The written reports that the memoranda directed ICE to make, week by week, on its enforcement actions. They should say whether each person falls within one of the priorities, why the action was taken, and where and when.",
          es: "Los informes escritos que los memorandos ordenaron al ICE elaborar, semana por semana, sobre sus acciones de control migratorio. Deben decir si cada persona entra en una de las prioridades, por qué se emprendió la acción, y dónde y cuándo.",
        },
        {
          en: "The written reports on weekly removals that ICE was directed to issue under the memorandum of February 18.",
          es: "Los informes escritos sobre las expulsiones de cada semana que el memorando del 18 de febrero ordenó al ICE emitir.",
        },
        {
          en: "The internal guidance that officers received on how to comply with the reporting requirement.",
          es: "Las instrucciones internas que recibieron los agentes para cumplir con la obligación de informar.",
        },
      ],
    },
  ],
  [
    "demo-request-outside-priorities-filed",
    {
      heading: {
        en: "Requesting information on enforcement actions against people who don’t meet the priorities",
        es: "Información sobre acciones de control migratorio contra personas que no entran en las prioridades",
      },
      leadIn: SEEKS,
      items: [
        {
          en: "Records that DHS produced to help ICE officers follow the preapproval process that is needed to act against people who fall outside its enforcement guidelines.",
          es: "Documentos que el DHS elaboró para que los agentes del ICE siguieran el proceso de aprobación previa, necesario para actuar contra personas ajenas a sus directrices.",
        },
        {
          en: "Copies of the requests that officers submitted to their supervisors for approval to act against people who did not meet the new priorities.",
          es: "Copias de las peticiones que los agentes presentaron a sus supervisores para poder actuar contra personas que no entraban en las nuevas prioridades.",
        },
        {
          en: "The data that ICE keeps about these requests.",
          es: "Los datos que el ICE guarda sobre esas peticiones.",
        },
      ],
    },
  ],
] as const;

const LITIGATION = { en: "Litigation", es: "Litigio" } as const;

export const CARDS = [
  {
    docketId: "demo-docket-weekly-reports",
    label: LITIGATION,
    title: {
      en: "Council Sues to Obtain ICE’s Reports on Enforcement Actions and Removals",
      es: "El Council demanda para obtener los informes del ICE sobre acciones de control migratorio y expulsiones",
    },
    summary: {
      en: "This FOIA lawsuit seeks to compel ICE to disclose the weekly reports that it was required to produce about its enforcement activities and removals, under the memoranda of January 20 and February 18 that set new immigration enforcement priorities.",
      es: "Esta demanda FOIA busca que se obligue al ICE a divulgar los informes semanales que debía elaborar sobre sus acciones de control migratorio y expulsiones, según los memorandos del 20 de enero y del 18 de febrero que fijaron nuevas prioridades de control migratorio.",
    },
    link: "https://example.org/litigation/weekly-reports",
    footnote: {
      en: "The organizations’ own page says that the suit is to compel “DHS and ICE”. Its caption names ICE alone, and so does this page. It was filed on a Monday in late 2021, before November 29; the day is not recorded.",
      es: "La página de las organizaciones dice que la demanda se dirige al «DHS and ICE». La carátula nombra solo al ICE, y así lo hace esta página. Se presentó un lunes de finales de 2021, antes del 29 de noviembre; el día no consta.",
    },
  },
  {
    docketId: "demo-docket-outside-priorities",
    label: LITIGATION,
    title: {
      en: "A Second Suit: Enforcement Actions Outside the Priorities",
      es: "Una segunda demanda: acciones de control migratorio fuera de las prioridades",
    },
    summary: {
      en: "This FOIA lawsuit seeks the records of the second request: the instructions on preapproval, the requests that officers made, and the data that ICE keeps about them.",
      es: "Esta demanda FOIA pide los documentos de la segunda solicitud: las instrucciones sobre la aprobación previa, las peticiones de los agentes y los datos que el ICE guarda sobre ellas.",
    },
    link: "https://example.org/litigation/outside-priorities",
    footnote: null,
  },
] as const;

export const RESOURCES = [
  {
    id: "map-the-impact",
    label: { en: "Map the Impact", es: "Map the Impact" },
    title: {
      en: "Explore immigration data where you live",
      es: "Explore datos sobre inmigración donde usted vive",
    },
    text: {
      en: "The Council’s Map the Impact tool covers more than 100 data points about immigrants and their contributions, in all 50 states and the country as a whole. It has been cited in places from Governor Newsom’s declaration for California’s Immigrant Heritage Month to a Forbes article and PBS’ Two Cents, a series for Millennials and Gen Z.",
      es: "La herramienta Map the Impact del Council reúne más de 100 datos sobre los inmigrantes y sus aportes, en los 50 estados y en todo el país. La han citado desde la declaración del gobernador Newsom para el Mes de la Herencia Inmigrante de California hasta un artículo de Forbes y la serie Two Cents de PBS, dirigida a los milénials y la generación Z.",
    },
    link: "https://example.org/map-the-impact",
    statistic: {
      figure: "100+",
      label: {
        en: "data points about immigrants and their contributions",
        es: "datos sobre los inmigrantes y sus aportes",
      },
      source: "The Council’s public page of this matter",
      sourceEs: "La página pública del Council sobre este asunto",
      asOf: "2021-09-09",
    },
  },
] as const;

export const CALL = {
  title: { en: "Make a contribution", es: "Haga una contribución" },
  text: {
    en: "Make a direct impact on the lives of immigrants.",
    es: "Influya de manera directa en la vida de los inmigrantes.",
  },
  button: { en: "Contribute", es: "Contribuir" },
  link: "https://example.org/contribute",
} as const;

const SOURCE = {
  source: "The organizations’ public page of this matter",
  sourceEs: "La página pública de las organizaciones sobre este asunto",
} as const;

/** The dates of the memoranda, in the order of demo-matter.ts. */
export const DAYS = [
  {
    words: {
      en: "DHS memorandum sets interim enforcement priorities",
      es: "Un memorando del DHS fija prioridades provisionales de control migratorio",
    },
    ...SOURCE,
  },
  {
    words: {
      en: "ICE memorandum asks for data, weekly reports and preapproval",
      es: "Un memorando del ICE pide datos, informes semanales y aprobación previa",
    },
    ...SOURCE,
  },
  {
    words: {
      en: "A later memorandum on enforcement priorities takes effect",
      es: "Entra en vigor otro memorando sobre las prioridades de control migratorio",
    },
    ...SOURCE,
  },
] as const;
