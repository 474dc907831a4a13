import type { Language } from './browser';

/** What everybody finds around their page, as a screen reader says it. */
export const around: Record<Language, readonly string[]> = {
  nl: ['link "Naar de inhoud"', 'banner', 'button "Zoek"', 'navigation "Pagina’s"', 'main'],
  fr: ['link "Aller au contenu"', 'banner', 'button "Chercher"', 'navigation "Pages"', 'main'],
};

/** The main controls of the first page of each role, by role and name; written by hand from what that person comes there to do. */
export const namesOf: Record<string, Record<Language, readonly string[]>> = {
  'inspector-1': {
    nl: ['heading "Vandaag" [level=1]', 'link "Noteer wat je verneemt"', 'link "Kort contact"', 'region "Wacht op jou"', 'link "Straat"'],
    fr: [
      'heading "Ma journée" [level=1]',
      'link "Noter ce que j’apprends"',
      'link "Contact bref"',
      'region "Ce qui vous attend"',
      'link "Rue"',
    ],
  },
  'chief-1': {
    nl: [
      'heading "Vandaag" [level=1]',
      'link "Morgen"',
      'link "Noteer wat je verneemt"',
      'region "Toewijzingen die binnen een week eindigen"',
    ],
    fr: ['heading "Ma journée" [level=1]', 'link "Demain"', 'link "Noter ce que j’apprends"', 'region "Également ici"'],
  },
  'crew-1': {
    nl: ['heading "Live" [level=1]', 'group "combi-noord"', 'button "Ter plaatse"', 'region "Uit de wijk"', 'region "Kaart van de zone"'],
    fr: ['heading "En direct" [level=1]', 'group "combi-noord"', 'button "Sur place"', 'region "Du quartier"', 'region "Carte de la zone"'],
  },
  'dispatcher-1': {
    nl: [
      ...[
        'heading "Oproepen" [level=1]',
        'form "Oproep registreren"',
        'combobox "Adres"',
        'radiogroup "Aard"',
        'radiogroup "Dringendheid"',
      ],
      ...['textbox "Wat is er aan de hand?"', 'group "Oproeper"', 'textbox "Telefoon"', 'button "Registreer oproep"', 'region "Oproepen"'],
    ],
    fr: [
      ...['heading "Appels" [level=1]', 'form "Enregistrer un appel"', 'combobox "Adresse"', 'radiogroup "Nature"', 'radiogroup "Urgence"'],
      ...['textbox "Que se passe-t-il ?"', 'group "Appelant"', 'textbox "Téléphone"', 'button "Enregistrer l’appel"', 'region "Appels"'],
    ],
  },
  'investigator-1': {
    nl: [
      'heading "Opsporing" [level=1]',
      'radiogroup "Welke berichten"',
      'radio "Nieuw" [checked]',
      'region "Berichten"',
      'link "Wat ik volg"',
    ],
    fr: [
      ...['heading "Recherche locale" [level=1]', 'radiogroup "Quels messages"', 'radio "Nouveaux" [checked]'],
      ...['region "Messages"', 'link "Mes suivis"'],
    ],
  },
  'environment-1': {
    nl: ['heading "Postvak Milieu" [level=1]', 'radiogroup "Welke berichten"', 'link "Wat ik volg"', 'link "Milieu"'],
    fr: ['heading "Boîte Environnement" [level=1]', 'radiogroup "Quels messages"', 'link "Mes suivis"', 'link "Environnement"'],
  },
  'mediator-1': {
    nl: [
      ...['heading "Bemiddeling" [level=1]', 'region "Aanvragen"', 'group "Wie vraagt het?"', 'form "Bemiddeling aanvragen"'],
      ...['radiogroup "Waarover gaat het?"', 'textbox "Het geschil in enkele zinnen"', 'button "Vraag bemiddeling"'],
    ],
    fr: [
      ...['heading "Médiation" [level=1]', 'region "Demandes"', 'group "Qui le demande ?"', 'form "Demander une médiation"'],
      ...['radiogroup "De quoi s’agit-il ?"', 'textbox "Le différend en quelques phrases"', 'button "Demander la médiation"'],
    ],
  },
  'clerk-1': {
    nl: [
      'heading "Bemiddeling" [level=1]',
      'form "Bemiddeling aanvragen"',
      'radiogroup "Wie vraagt het?"',
      'link "Milieu"',
      'link "Vragen"',
    ],
    fr: [
      ...['heading "Médiation" [level=1]', 'form "Demander une médiation"', 'radiogroup "Qui le demande ?"'],
      ...['link "Environnement"', 'link "Questions"'],
    ],
  },
  'administrator-1': {
    nl: [
      ...['heading "Toewijzingen" [level=1]', 'navigation "Delen van Toewijzingen"', 'region "Toewijzingen"', 'form "Wijs iemand toe"'],
      ...['checkbox "Toon ook beëindigde"', 'textbox "Gebruikersnaam"', 'combobox "Rol"', 'textbox "Tot"', 'button "Wijs toe"'],
    ],
    fr: [
      ...[
        'heading "Affectations" [level=1]',
        'navigation "Parties des affectations"',
        'region "Affectations"',
        'form "Affecter quelqu’un"',
      ],
      ...['checkbox "Afficher aussi les affectations terminées"', 'textbox "Nom d’utilisateur"', 'combobox "Rôle"', 'button "Affecter"'],
    ],
  },
  'auditor-1': {
    nl: ['heading "Inzage" [level=1]', 'textbox "Kenmerk"', 'button "Toon wie dit zag"', 'region "Wat hier niet staat"'],
    fr: ['heading "Consultations" [level=1]', 'textbox "Référence"', 'button "Montrer qui l’a vu"', 'region "Ce qui ne figure pas ici"'],
  },
  'operator-1': {
    nl: ['heading "Technisch overzicht" [level=1]', 'combobox "Periode"', 'region "Alarmen"', 'table "Per dienst"', 'link "Opzijgelegd"'],
    fr: ['heading "Aperçu technique" [level=1]', 'combobox "Période"', 'region "Alarmes"', 'table "Par service"', 'link "Mis à l’écart"'],
  },
};
