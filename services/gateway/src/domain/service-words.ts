import { callWords } from './call-words';
import type { Words } from './problem-words';

const outsideZone: Words = {
  nl: ['Buiten de zone', 'Deze plaats ligt niet in uw politiezone. Kies een plaats op de kaart.'],
  fr: ['Hors de la zone', 'Ce lieu n’est pas dans votre zone de police. Choisissez un lieu sur la carte.'],
  en: ['Outside the zone', 'This place is not in your police zone. Pick a place on the map.'],
};
const inFuture: Words = {
  nl: ['In de toekomst', 'Het tijdstip ligt in de toekomst. Pas het aan.'],
  fr: ['Dans le futur', 'Le moment est dans le futur. Corrigez-le.'],
  en: ['In the future', 'The time is in the future. Change it.'],
};
const periodEmpty: Words = {
  nl: ['Lege periode', 'Het einde ligt niet na het begin. Pas de periode aan.'],
  fr: ['Période vide', 'La fin n’est pas après le début. Corrigez la période.'],
  en: ['Empty period', 'The end is not after the beginning. Change the period.'],
};

/** Problems the services answer with by contract; a test fails when a contract names one that is not here. */
export const serviceWords: Readonly<Record<string, readonly [status: number, words: Words]>> = {
  ...callWords,
  'operations.no-such-letter': [
    404,
    {
      nl: ['Niet meer daar', 'Dit bericht ligt niet meer opzij: het is hernomen of verwijderd.'],
      fr: ['N’est plus là', 'Ce message n’est plus à l’écart : il a été repris ou supprimé.'],
      en: ['No longer there', 'This message is no longer set aside: it was replayed or dropped.'],
    },
  ],
  'operations.not-replayable': [
    422,
    {
      nl: ['Kan niet hernomen worden', 'De inhoud of de handtekening van dit bericht is weg. Verwijderen kan wel.'],
      fr: ['Impossible à reprendre', 'Le contenu ou la signature de ce message a disparu. Il peut seulement être supprimé.'],
      en: ['Cannot be replayed', 'The content or the signature of this message is gone. It can only be dropped.'],
    },
  ],
  'wijk.place-outside-zone': [422, outsideZone],
  'intervention.place-outside-zone': [422, outsideZone],
  'environment.place-outside-zone': [422, outsideZone],
  'wijk.observed-in-future': [422, inFuture],
  'intervention.received-in-future': [422, inFuture],
  'environment.observed-in-future': [422, inFuture],
  'wijk.period-empty': [422, periodEmpty],
  'information-sharing.period-empty': [422, periodEmpty],
  'wijk.classified-content': [
    422,
    {
      nl: ['Geclassificeerde inhoud', 'Geclassificeerde informatie hoort niet in dit systeem. Er is niets bewaard.'],
      fr: ['Contenu classifié', 'Les informations classifiées n’ont pas leur place dans ce système. Rien n’a été enregistré.'],
      en: ['Classified content', 'Classified information does not belong in this system. Nothing was saved.'],
    },
  ],
  'wijk.handling-text-required': [
    422,
    {
      nl: ['Voorwaarde ontbreekt', 'Bij deze behandelingscode hoort een zin die zegt wat mag. Vul die in.'],
      fr: ['Condition manquante', 'Ce code de traitement demande une phrase qui dit ce qui est permis. Complétez-la.'],
      en: ['Condition missing', 'This handling code needs a sentence that says what is allowed. Fill it in.'],
    },
  ],
  'wijk.address-unknown': [
    422,
    {
      nl: ['Adres niet gevonden', 'We kennen dit adres niet in deze zone. Duid de plaats aan op de kaart.'],
      fr: ['Adresse introuvable', 'Nous ne connaissons pas cette adresse dans cette zone. Indiquez le lieu sur la carte.'],
      en: ['Address not found', 'We do not know this address in this zone. Show the place on the map.'],
    },
  ],
  'wijk.address-ambiguous': [
    422,
    {
      nl: ['Adres niet eenduidig', 'Dit adres kan in meer dan een wijk liggen. Voeg huisnummer en gemeente toe.'],
      fr: ['Adresse ambiguë', 'Cette adresse peut se trouver dans plusieurs quartiers. Ajoutez le numéro et la commune.'],
      en: ['Address not unique', 'This address can lie in more than one wijk. Add the house number and the municipality.'],
    },
  ],
  'wijk.already-answered': [
    409,
    {
      nl: ['Al beantwoord', 'Iemand beantwoordde dit al. Er is niets gewijzigd.'],
      fr: ['Déjà répondu', 'Quelqu’un y a déjà répondu. Rien n’a été modifié.'],
      en: ['Answered already', 'Somebody answered this already. Nothing was changed.'],
    },
  ],
  'wijk.zone-refused': [
    422,
    {
      nl: ['Zonebestand geweigerd', 'Het bestand is niet ingeladen; de zone bleef zoals ze was. {sentence}'],
      fr: ['Fichier de zone refusé', 'Le fichier n’a pas été chargé ; la zone est restée telle quelle. {sentence}'],
      en: ['Zone file refused', 'The file was not loaded; the zone stayed as it was. {sentence}'],
    },
  ],
  'wijk.deputy-is-inspector': [
    422,
    {
      nl: ['Zelfde persoon', 'De vervanger moet iemand anders zijn dan de wijkinspecteur.'],
      fr: ['Même personne', 'Le remplaçant doit être une autre personne que l’inspecteur de quartier.'],
      en: ['Same person', 'The deputy must be another person than the inspector.'],
    },
  ],
  'information-sharing.already-settled': [
    409,
    {
      nl: ['Al afgehandeld', 'Dit item is al aanvaard of teruggestuurd. Vernieuw de inbox.'],
      fr: ['Déjà traité', 'Cet élément a déjà été accepté ou renvoyé. Actualisez la boîte.'],
      en: ['Already settled', 'This item was accepted or returned before. Refresh the inbox.'],
    },
  ],
  'information-sharing.rated-often': [
    409,
    {
      nl: ['Al vaak beoordeeld', 'U hebt uw oordeel over dit bericht al vaak gewijzigd. Het laatste blijft staan.'],
      fr: ['Déjà souvent évalué', 'Vous avez déjà souvent changé d’avis sur ce message. Le dernier avis reste.'],
      en: ['Rated often already', 'You have changed your verdict on this item many times. The last one stands.'],
    },
  ],
  'information-sharing.subscription-empty': [
    422,
    {
      nl: ['Niets om te volgen', 'Kies minstens een thema, wijk, plaats of woord.'],
      fr: ['Rien à suivre', 'Choisissez au moins un thème, un quartier, un lieu ou un mot.'],
      en: ['Nothing to follow', 'Choose at least a theme, wijk, place or word.'],
    },
  ],
  'information-sharing.theme-not-assigned': [
    422,
    {
      nl: ['Thema niet toegewezen', 'U kunt alleen thema’s en wijken van uw opdracht volgen.'],
      fr: ['Thème non attribué', 'Vous ne pouvez suivre que les thèmes et quartiers de votre mission.'],
      en: ['Theme not assigned', 'You can only follow themes and wijken of your assignment.'],
    },
  ],
  'intervention.wijk-unknown': [
    422,
    {
      nl: ['Wijk onbekend', 'Een van de wijken bestaat niet in deze zone.'],
      fr: ['Quartier inconnu', 'Un des quartiers n’existe pas dans cette zone.'],
      en: ['Wijk unknown', 'One of the wijken does not exist in this zone.'],
    },
  ],
  'intervention.unit-unknown': [
    422,
    {
      nl: ['Ploeg niet gekend', 'Deze ploeg is niet in dienst in uw zone. Kies een andere.'],
      fr: ['Patrouille inconnue', 'Cette patrouille n’est pas en service dans votre zone. Choisissez-en une autre.'],
      en: ['Unit unknown', 'This unit is not on duty in your zone. Choose another.'],
    },
  ],
  'intervention.team-unknown': [
    422,
    {
      nl: ['Team onbekend', 'Team {team} bestaat niet in deze zone. Kies een team van de zone.'],
      fr: ['Équipe inconnue', 'L’équipe {team} n’existe pas dans cette zone. Choisissez une équipe de la zone.'],
      en: ['Team unknown', 'There is no team {team} in this zone. Choose a team of the zone.'],
    },
  ],
  'intervention.status-not-possible': [
    422,
    {
      nl: ['Status kan nu niet', 'Deze ploeg kan van haar huidige status niet naar deze status.'],
      fr: ['Statut impossible', 'Cette patrouille ne peut pas passer de son statut actuel à celui-ci.'],
      en: ['Status not possible', 'This unit cannot go from its present status to this one.'],
    },
  ],
  'mediation.status-not-possible': [
    409,
    {
      nl: ['Dat kan nu niet', 'De aanvraag is intussen verder of al afgesloten. Bekijk ze opnieuw.'],
      fr: ['Impossible maintenant', 'La demande a avancé entre-temps ou est déjà clôturée. Consultez-la à nouveau.'],
      en: ['Not possible now', 'The request has moved on or is closed already. Look at it again.'],
    },
  ],
  'mediation.success-missing': [
    422,
    {
      nl: ['Akkoord of niet', 'Zeg bij het afsluiten of er een akkoord was.'],
      fr: ['Accord ou non', 'Indiquez à la clôture s’il y a eu un accord.'],
      en: ['Agreement or not', 'Say when closing whether there was an agreement.'],
    },
  ],
  'mediation.qualified-offence': [
    422,
    {
      nl: ['Niet voor bemiddeling', 'Dit lijkt een misdrijf. Maak een proces-verbaal in plaats van een bemiddeling.'],
      fr: ['Pas pour la médiation', 'Ceci ressemble à une infraction. Dressez un procès-verbal plutôt qu’une médiation.'],
      en: ['Not for mediation', 'This looks like an offence. Draw up a report instead of a mediation.'],
    },
  ],
};
