import type { Language } from './languages';

/** Title and sentence: what happened, what is safe, what to do. Never a text from inside. */
export type Words = Readonly<Record<Language, readonly [title: string, detail: string]>>;

/** Problems any route may answer with. */
export const generalWords: Readonly<Record<string, readonly [status: number, words: Words]>> = {
  'invalid-request': [
    400,
    {
      nl: ['Er klopt iets niet', 'Sommige velden zijn niet goed ingevuld. Er is niets bewaard.'],
      fr: ['Quelque chose ne va pas', 'Certains champs ne sont pas bien remplis. Rien n’a été enregistré.'],
      en: ['Something is not right', 'Some fields are not filled in well. Nothing was saved.'],
    },
  ],
  'idempotency-key-missing': [
    400,
    {
      nl: ['Sleutel ontbreekt', 'Stuur de header Idempotency-Key mee (8 tot 128 tekens), zodat herhalen niets verdubbelt.'],
      fr: ['Clé manquante', 'Envoyez l’en-tête Idempotency-Key (8 à 128 caractères), pour qu’une répétition ne crée pas de doublon.'],
      en: ['Key missing', 'Send the Idempotency-Key header (8 to 128 characters), so that a repeat doubles nothing.'],
    },
  ],
  unauthenticated: [
    401,
    {
      nl: ['Niet aangemeld', 'Meld u aan en probeer opnieuw.'],
      fr: ['Non connecté', 'Connectez-vous et réessayez.'],
      en: ['Not signed in', 'Sign in and try again.'],
    },
  ],
  forbidden: [
    403,
    {
      nl: ['Niet voor uw functie', 'Uw functie geeft hier geen toegang toe.'],
      fr: ['Pas pour votre fonction', 'Votre fonction ne donne pas accès à ceci.'],
      en: ['Not for your function', 'Your function gives no access to this.'],
    },
  ],
  'not-found': [
    404,
    {
      nl: ['Niet gevonden', 'Dit bestaat niet, of het is niet voor u bestemd.'],
      fr: ['Introuvable', 'Ceci n’existe pas, ou ne vous est pas destiné.'],
      en: ['Not found', 'This does not exist, or is not meant for you.'],
    },
  ],
  'method-not-allowed': [
    405,
    {
      nl: ['Zo kan het niet', 'Dit adres kent deze methode niet.'],
      fr: ['Pas de cette façon', 'Cette adresse ne connaît pas cette méthode.'],
      en: ['Not this way', 'This address does not know this method.'],
    },
  ],
  conflict: [
    409,
    {
      nl: ['Intussen gewijzigd', 'Iemand anders wijzigde dit net. Bekijk het opnieuw en probeer nog eens.'],
      fr: ['Modifié entre-temps', 'Quelqu’un vient de modifier ceci. Consultez-le à nouveau et réessayez.'],
      en: ['Changed meanwhile', 'Somebody else just changed this. Look again and retry.'],
    },
  ],
  'payload-too-large': [
    413,
    {
      nl: ['Te groot', 'Wat u stuurt is te groot. Er is niets bewaard.'],
      fr: ['Trop volumineux', 'Ce que vous envoyez est trop volumineux. Rien n’a été enregistré.'],
      en: ['Too large', 'What you send is too large. Nothing was saved.'],
    },
  ],
  'unsupported-media-type': [
    415,
    {
      nl: ['Onbekende vorm', 'Stuur JSON (Content-Type: application/json).'],
      fr: ['Format inconnu', 'Envoyez du JSON (Content-Type: application/json).'],
      en: ['Unknown form', 'Send JSON (Content-Type: application/json).'],
    },
  ],
  'idempotency-key-reused': [
    422,
    {
      nl: ['Sleutel al gebruikt', 'Deze Idempotency-Key hoort al bij een andere inhoud. Er is niets bewaard.'],
      fr: ['Clé déjà utilisée', 'Cette Idempotency-Key appartient déjà à un autre contenu. Rien n’a été enregistré.'],
      en: ['Key already used', 'This Idempotency-Key already belongs to other content. Nothing was saved.'],
    },
  ],
  'too-many-requests': [
    429,
    {
      nl: ['Even wachten', 'Er komen te veel vragen tegelijk. Probeer over {retryAfter} s opnieuw.'],
      fr: ['Un instant', 'Trop de demandes à la fois. Réessayez dans {retryAfter} s.'],
      en: ['One moment', 'Too many requests at once. Try again in {retryAfter} s.'],
    },
  ],
  'too-many-streams': [
    429,
    {
      nl: ['Te veel open schermen', 'U volgt al op {limit} schermen. Sluit er eerst een.'],
      fr: ['Trop d’écrans ouverts', 'Vous suivez déjà sur {limit} écrans. Fermez-en d’abord un.'],
      en: ['Too many open screens', 'You already follow on {limit} screens. Close one first.'],
    },
  ],
  'read-log-broken': [
    500,
    {
      nl: [
        'Leeslogboek klopt niet',
        'Regel {seq} van dit leeslogboek is niet zoals ze geschreven werd. Er is geen bewijs gemaakt. Verwittig het technisch beheer.',
      ],
      fr: [
        'Journal de lecture altéré',
        'La ligne {seq} de ce journal de lecture n’est plus telle qu’elle a été écrite. Aucune preuve n’a été établie. Prévenez la gestion technique.',
      ],
      en: ['Read log altered', 'Line {seq} of this read log is not as it was written. No proof was made. Tell the technical desk.'],
    },
  ],
  'read-log-key-changed': [
    500,
    {
      nl: [
        'Leeslogboek onder een andere sleutel',
        'De sleutel van dit leeslogboek is veranderd. Vroegere raadplegingen zijn bewaard, maar kunnen nu niet worden opgezocht. Verwittig het technisch beheer.',
      ],
      fr: [
        'Journal de lecture sous une autre clé',
        'La clé de ce journal de lecture a changé. Les consultations antérieures sont conservées, mais ne peuvent pas être recherchées pour l’instant. Prévenez la gestion technique.',
      ],
      en: [
        'Read log under another key',
        'The key of this read log has changed. Earlier reads are kept, but cannot be looked up now. Tell the technical desk.',
      ],
    },
  ],
  internal: [
    500,
    {
      nl: ['Er ging iets mis', 'De fout ligt bij ons. Probeer later opnieuw; vermeld de trace bij een melding.'],
      fr: ['Une erreur s’est produite', 'L’erreur vient de nous. Réessayez plus tard ; mentionnez la trace si vous la signalez.'],
      en: ['Something went wrong', 'The fault is ours. Try again later; name the trace when you report it.'],
    },
  ],
  unavailable: [
    503,
    {
      nl: [
        'Even niet bereikbaar',
        'Een onderdeel is nu niet bereikbaar. Probeer over enkele seconden opnieuw met dezelfde Idempotency-Key.',
      ],
      fr: ['Momentanément indisponible', 'Un composant est indisponible. Réessayez dans quelques secondes avec la même Idempotency-Key.'],
      en: ['Not reachable now', 'A part is not reachable now. Try again in some seconds with the same Idempotency-Key.'],
    },
  ],
  'outbox-full': [
    503,
    {
      nl: ['Even geen plaats', 'Er wacht te veel om verstuurd te worden. Er is niets bewaard; probeer straks opnieuw.'],
      fr: ['Plus de place pour le moment', 'Trop d’éléments attendent l’envoi. Rien n’a été enregistré ; réessayez bientôt.'],
      en: ['No room just now', 'Too much waits to be sent. Nothing was saved; try again soon.'],
    },
  ],
  'read-not-logged': [
    503,
    {
      nl: ['Niet getoond', 'De raadpleging kon niet gelogd worden en wordt daarom niet getoond. Probeer straks opnieuw.'],
      fr: ['Non affiché', 'La consultation n’a pas pu être journalisée et n’est donc pas affichée. Réessayez bientôt.'],
      en: ['Not shown', 'The read could not be logged and is therefore not shown. Try again soon.'],
    },
  ],
  timeout: [
    504,
    {
      nl: ['Geen antwoord op tijd', 'Het antwoord bleef uit. Herhaal met dezelfde Idempotency-Key: er wordt niets dubbel bewaard.'],
      fr: [
        'Pas de réponse à temps',
        'La réponse n’est pas venue. Répétez avec la même Idempotency-Key : rien ne sera enregistré deux fois.',
      ],
      en: ['No answer in time', 'The answer did not come. Repeat with the same Idempotency-Key: nothing is saved twice.'],
    },
  ],
  'feed.cursor-invalid': [
    400,
    {
      nl: ['Onbekende positie', 'De Last-Event-ID is niet van deze aanmelding. Open de feed opnieuw zonder Last-Event-ID.'],
      fr: ['Position inconnue', 'Le Last-Event-ID n’est pas de cette connexion. Rouvrez le flux sans Last-Event-ID.'],
      en: ['Unknown position', 'The Last-Event-ID is not of this sign-in. Open the feed again without Last-Event-ID.'],
    },
  ],
};
