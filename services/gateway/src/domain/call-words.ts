import type { Words } from './problem-words';

/** From a registered call to an answer (I03, I05, I06). */
export const callWords: Readonly<Record<string, readonly [status: number, words: Words]>> = {
  'intervention.call-closed': [
    409,
    {
      nl: ['Oproep afgesloten', 'Deze oproep is al afgesloten. Er is niets gewijzigd.'],
      fr: ['Appel clôturé', 'Cet appel est déjà clôturé. Rien n’a été modifié.'],
      en: ['Call closed', 'This call is closed already. Nothing was changed.'],
    },
  ],
  'intervention.triage-missing': [
    409,
    {
      nl: ['Eerst de triage', 'Geef eerst ernst, dringendheid en aard op. Beslis daarna.'],
      fr: ['D’abord le triage', 'Indiquez d’abord la gravité, l’urgence et la nature. Décidez ensuite.'],
      en: ['Triage first', 'Say first how serious and urgent it is and of what nature. Then decide.'],
    },
  ],
  'intervention.deviation-needs-reason': [
    422,
    {
      nl: ['Reden ontbreekt', 'U beslist anders dan het voorstel. Schrijf kort waarom.'],
      fr: ['Raison manquante', 'Vous décidez autrement que proposé. Écrivez brièvement pourquoi.'],
      en: ['Reason missing', 'You decide otherwise than proposed. Write briefly why.'],
    },
  ],
  'intervention.notice-required': [
    422,
    {
      nl: ['Bericht aan de oproeper ontbreekt', 'De oproeper moet horen waarom en tegen wanneer. Vul beide in.'],
      fr: ['Message à l’appelant manquant', 'L’appelant doit savoir pourquoi et pour quand. Indiquez les deux.'],
      en: ['Notice to the caller missing', 'The caller must hear why and by when. Fill in both.'],
    },
  ],
  'intervention.expected-in-past': [
    422,
    {
      nl: ['Tijdstip voorbij', 'Het beloofde tijdstip is al voorbij. Kies een later tijdstip.'],
      fr: ['Moment passé', 'Le moment promis est déjà passé. Choisissez-en un plus tard.'],
      en: ['Time is over', 'The promised time is over already. Choose a later one.'],
    },
  ],
  'intervention.decision-missing': [
    409,
    {
      nl: ['Eerst beslissen', 'Beslis eerst of deze oproep nu of later een antwoord krijgt.'],
      fr: ['D’abord décider', 'Décidez d’abord si cet appel reçoit une réponse maintenant ou plus tard.'],
      en: ['Decide first', 'Decide first whether this call is answered now or later.'],
    },
  ],
  'intervention.notice-missing': [
    409,
    {
      nl: ['De oproeper weet nog niets', 'Een oproep sluit pas als de oproeper iets gehoord heeft. Noteer wat u zei.'],
      fr: ['L’appelant ne sait encore rien', 'Un appel ne se clôture que si l’appelant a été informé. Notez ce que vous avez dit.'],
      en: ['The caller knows nothing yet', 'A call closes only when the caller was told something. Note what you said.'],
    },
  ],
};
