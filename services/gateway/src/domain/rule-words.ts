import type { Violation } from '@spil/contracts';
import type { InLanguages, Language } from './languages';

/** One sentence per rule of JSON Schema that our contracts use; `{limit}` is filled in. */
export const ruleWords: Readonly<Record<string, InLanguages>> = {
  required: { nl: 'Dit veld is verplicht.', fr: 'Ce champ est obligatoire.', en: 'This field is required.' },
  additionalProperties: {
    nl: 'Hier staat een veld dat we niet kennen.',
    fr: 'Il y a ici un champ que nous ne connaissons pas.',
    en: 'There is a field here that we do not know.',
  },
  type: {
    nl: 'Dit heeft niet de juiste vorm ({type}).',
    fr: 'Ceci n’a pas la bonne forme ({type}).',
    en: 'This is not of the right kind ({type}).',
  },
  enum: { nl: 'Kies een van de mogelijkheden.', fr: 'Choisissez une des possibilités.', en: 'Choose one of the possibilities.' },
  const: { nl: 'Deze waarde kan hier niet.', fr: 'Cette valeur n’est pas possible ici.', en: 'This value is not possible here.' },
  anyOf: { nl: 'Kies een van de mogelijkheden.', fr: 'Choisissez une des possibilités.', en: 'Choose one of the possibilities.' },
  oneOf: { nl: 'Kies een van de mogelijkheden.', fr: 'Choisissez une des possibilités.', en: 'Choose one of the possibilities.' },
  pattern: { nl: 'Dit heeft niet de juiste vorm.', fr: 'Ceci n’a pas la bonne forme.', en: 'This is not of the right form.' },
  format: {
    nl: 'Dit heeft niet de juiste vorm ({format}).',
    fr: 'Ceci n’a pas la bonne forme ({format}).',
    en: 'This is not of the right form ({format}).',
  },
  minLength: {
    nl: 'Vul minstens {limit} teken in.',
    fr: 'Saisissez au moins {limit} caractère.',
    en: 'Fill in at least {limit} character.',
  },
  maxLength: { nl: 'Hoogstens {limit} tekens.', fr: 'Au maximum {limit} caractères.', en: 'At most {limit} characters.' },
  minimum: { nl: 'Minstens {limit}.', fr: 'Au moins {limit}.', en: 'At least {limit}.' },
  maximum: { nl: 'Hoogstens {limit}.', fr: 'Au maximum {limit}.', en: 'At most {limit}.' },
  exclusiveMinimum: { nl: 'Meer dan {limit}.', fr: 'Plus de {limit}.', en: 'More than {limit}.' },
  exclusiveMaximum: { nl: 'Minder dan {limit}.', fr: 'Moins de {limit}.', en: 'Less than {limit}.' },
  minItems: { nl: 'Geef er minstens {limit}.', fr: 'Donnez-en au moins {limit}.', en: 'Give at least {limit}.' },
  maxItems: { nl: 'Geef er hoogstens {limit}.', fr: 'Donnez-en au maximum {limit}.', en: 'Give at most {limit}.' },
  'forbidden-key': { nl: 'Deze veldnaam kan niet.', fr: 'Ce nom de champ est interdit.', en: 'This field name is not possible.' },
  'given-twice': {
    nl: 'Dit staat al in het adres.',
    fr: 'Ceci figure déjà dans l’adresse.',
    en: 'This is in the address already.',
  },
  'no-query': {
    nl: 'Zet niets achter het vraagteken van dit adres.',
    fr: 'Ne mettez rien après le point d’interrogation de cette adresse.',
    en: 'Put nothing after the question mark of this address.',
  },
  'not-an-object': { nl: 'Stuur een JSON-object.', fr: 'Envoyez un objet JSON.', en: 'Send a JSON object.' },
  'not-json': { nl: 'Dit is geen geldige JSON.', fr: 'Ceci n’est pas du JSON valide.', en: 'This is no valid JSON.' },
  'too-deep': { nl: 'Te diep genest.', fr: 'Imbriqué trop profondément.', en: 'Nested too deep.' },
};

const otherwise: InLanguages = { nl: 'Dit klopt niet.', fr: 'Ceci n’est pas correct.', en: 'This is not right.' };

/** The sentence of one violation, with its limits filled in; the value itself is never quoted. */
export const ruleSentence = ({ rule, params }: Violation, language: Language): string =>
  fill((ruleWords[rule] ?? otherwise)[language], params);

/** Fills `{name}` from params; what is not given disappears. */
export const fill = (sentence: string, params: Readonly<Record<string, string | number>> = {}): string =>
  sentence.replace(/\{([A-Za-z]+)\}/g, (_all, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : '')).trim();
