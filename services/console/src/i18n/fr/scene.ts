import type { scene as nl } from '../nl/scene';

export const scene: typeof nl = {
  scene: {
    title: 'Ce qui vous attend sur place',
    shown: { sent: 'Votre mission', new: 'Nouvel appel dans votre secteur', chosen: 'Autour de cet appel' },
    known: 'Ce que nous savons',
    nothing: 'Rien de connu à proximité de cet appel.',
    looked: 'Recherché jusqu’à {{metres}} m autour de l’appel, sur {{days}} jours.',
    print: 'Imprimer',
    earlier: 'Appel antérieur : {{nature}}',
    point: 'Point sensible : {{label}}',
    verified: 'vérifié pour la dernière fois',
    here: 'Au même endroit.',
    distance: 'À environ {{metres}} m de l’appel.',
    rules: {
      'crew-reads-own-area': 'Votre équipe est de service dans ce quartier.',
      'crew-reads-on-call': 'Votre patrouille est envoyée à un appel à cet endroit.',
      'dispatcher-reads-briefing': 'Le dispatching voit ce que les équipes peuvent savoir.',
      'earlier-call': 'Il y a déjà eu un appel ici ; seulement la nature et le moment.',
      'sensitive-point': 'Le service Environnement suit ce lieu ; vous voyez ce qui compte pour votre sécurité.',
    },
    attention: { warn: 'Dure longtemps', alert: 'Dure trop longtemps' },
    noPosition: 'position inconnue',
    sendWho: 'Quelle patrouille ?',
    sendPick: 'Choisissez une patrouille',
    gone: '{{unit}} ne peut plus partir. Choisissez une autre patrouille.',
    send: 'Envoyer la patrouille',
    sent: 'envoyé : {{units}}',
    sentNow: 'La patrouille voit l’appel et ce qui l’attend.',
    nobodyFree: 'Aucune autre patrouille ne peut partir.',
  },
};
