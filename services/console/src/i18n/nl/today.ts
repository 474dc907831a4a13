/** Vandaag: the work of the day, for who starts in the street. */
export const today = {
  today: {
    title: 'Vandaag',
    note: 'Noteer wat je verneemt',
    asked: 'Wacht op jou',
    askedNone: 'Niets wacht op jou.',
    askedWhy: 'Een dienst vroeg meer, of gaf een melding terug.',
    lately: 'Wat met je meldingen gebeurde',
    latelyNone: 'Nog geen nieuws over je meldingen.',
    wijken: 'Jouw wijken',
    wijkenNone: 'Je bent nog niet aan een wijk toegewezen.',
    also: 'Ook hier',
    ending: 'Toewijzingen die binnen een week eindigen',
    endingNone: 'Geen toewijzing eindigt binnen een week.',
    until: '{{person}}, tot',
  },
};
