import type { today as nl } from '../nl/today';

export const today: typeof nl = {
  today: {
    title: 'Aujourd’hui',
    note: 'Noter ce que j’apprends',
    asked: 'Vous attend',
    askedNone: 'Rien ne vous attend.',
    askedWhy: 'Un service a demandé plus, ou a renvoyé un signalement.',
    lately: 'La suite de vos signalements',
    latelyNone: 'Pas encore de nouvelles de vos signalements.',
    wijken: 'Vos quartiers',
    wijkenNone: 'Vous n’êtes pas encore affecté à un quartier.',
    also: 'Également ici',
    ending: 'Affectations qui prennent fin dans la semaine',
    endingNone: 'Aucune affectation ne prend fin dans la semaine.',
    until: '{{person}}, jusqu’au',
  },
};
