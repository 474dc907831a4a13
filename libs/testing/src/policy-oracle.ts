/**
 * Who gets what, written a second time: straight from the matrix of need-to-know as prose says it, slow and without a look
 * at the policy code or file. Tests and replays compare the two; where they differ one of them is wrong.
 */
export interface OracleNote {
  noteId: string;
  zone: string;
  wijkId: string;
  point: readonly [number, number];
  theme: string;
  handling: string;
  purpose: string;
  texts: {
    headline?: string;
    fact?: string;
    assessment?: string;
    safetyLine?: string;
    placeDescription?: string;
    handlingText?: string;
    person?: { category?: string; name?: string; description?: string };
  };
}
export interface OracleAssignment {
  role: string;
  team?: string;
  wijkIds?: readonly string[];
  themes?: readonly string[];
  from?: string;
  until?: string;
  endedAt?: string;
}
export interface OraclePerson {
  personId: string;
  zone: string;
  roles: readonly string[];
  assignments: readonly OracleAssignment[];
}
export interface OracleSubscription {
  personId: string;
  criteria: {
    themes?: readonly string[];
    wijkIds?: readonly string[];
    near?: { point: readonly [number, number]; radiusMetres: number };
    text?: string;
  };
}
/** A crew on duty. */
export interface OracleUnit {
  zone: string;
  team: string;
  wijkIds: readonly string[];
}

const presentFields = (note: OracleNote): string[] => {
  const { person, ...texts } = note.texts;
  const plain = Object.keys(texts).filter((name) => texts[name as keyof typeof texts] !== undefined);
  const about = Object.keys(person ?? {}).filter((name) => person?.[name as keyof typeof person] !== undefined);
  return [...plain, ...about.map((name) => `person.${name}`)];
};
const only = (note: OracleNote, ...allowed: string[]): string[] => presentFields(note).filter((name) => allowed.includes(name));

/** "A crew whose area covers the place gets the briefing line of H0; of H1 and H2 the cleared safety line, if there is one." */
function crewFields(note: OracleNote): string[] {
  if (note.purpose === 'service') return [];
  if (note.handling === 'H0') return only(note, 'headline', 'placeDescription', 'safetyLine');
  if (note.handling === 'H1' || note.handling === 'H2') return only(note, 'safetyLine');
  return [];
}

const publicOrder = ['noise', 'nuisance', 'vandalism', 'publicDomain', 'schoolSafety', 'traffic', 'activity'];
const environmental = ['illegalDumping', 'pollution'];

/** "Desks get H0 only: local investigation all of it; public order and environment their own themes, without the person." */
function deskFields(note: OracleNote, desk: string): string[] {
  if (note.handling !== 'H0' || note.purpose === 'service') return [];
  if (desk === 'local-investigation') return presentFields(note).filter((name) => name !== 'handlingText');
  if (note.purpose !== 'administrative') return [];
  if (desk === 'administrative-police' && publicOrder.includes(note.theme)) {
    return only(note, 'headline', 'placeDescription', 'safetyLine', 'fact', 'assessment');
  }
  if (desk === 'environment' && environmental.includes(note.theme)) return only(note, 'headline', 'placeDescription', 'safetyLine', 'fact');
  return [];
}

export const oracleDesks = ['local-investigation', 'administrative-police', 'environment', 'mediation'] as const;

/** Audiences (`crews` or a desk) and the fields each is given of a note. */
export function oracleRoute(note: OracleNote): { audience: string; fields: string[] }[] {
  const all = ['crews', ...oracleDesks].map((audience) => ({
    audience,
    fields: audience === 'crews' ? crewFields(note) : deskFields(note, audience),
  }));
  return all.filter(({ fields }) => fields.length > 0);
}

function isLiving(assignment: OracleAssignment, now: string): boolean {
  const begun = assignment.from === undefined || new Date(assignment.from) <= new Date(now);
  const over = [assignment.until, assignment.endedAt].some((end) => end !== undefined && !(new Date(end) > new Date(now)));
  return begun && !over;
}

/** Fields of a note a person may see at an audience (`crew-noord`, `environment`, …) at a moment; none: it does not exist for her. */
export function oracleSees(person: OraclePerson, note: OracleNote, audience: string, now: string): string[] {
  if (person.zone !== note.zone) return [];
  if (audience.startsWith('crew-')) return crewSight(person, note, audience, now) ? crewFields(note) : [];
  if (audience === 'environment') return person.roles.includes('environment-officer') ? deskFields(note, audience) : [];
  const posted = person.roles.includes('investigator') && person.assignments.some((one) => worksOn(one, note, audience, now));
  return posted ? deskFields(note, audience) : [];
}

/** Does this assignment put an investigator at this desk, on this theme, in this wijk, now? */
function worksOn(assignment: OracleAssignment, note: OracleNote, audience: string, now: string): boolean {
  if (assignment.role !== 'investigator' || !isLiving(assignment, now)) return false;
  if (!(assignment.themes ?? []).includes(note.theme)) return false;
  if (assignment.wijkIds && !assignment.wijkIds.includes(note.wijkId)) return false;
  return audience === (assignment.team === 'administrative-police' ? 'administrative-police' : 'local-investigation');
}

function crewSight(person: OraclePerson, note: OracleNote, audience: string, now: string): boolean {
  if (person.roles.includes('dispatcher')) return true;
  if (!person.roles.includes('crew')) return false;
  return person.assignments.some(
    (one) =>
      one.role === 'crew' &&
      isLiving(one, now) &&
      audience === `crew-${one.team ?? ''}` &&
      (one.wijkIds === undefined || one.wijkIds.includes(note.wijkId)),
  );
}

const plain = (text: string): string => [...text.toLowerCase().normalize('NFD')].filter((letter) => !/\p{M}/u.test(letter)).join('');

function metresApart([lon1, lat1]: readonly [number, number], [lon2, lat2]: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const cosine = Math.sin(lat1 * rad) * Math.sin(lat2 * rad) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.cos((lon2 - lon1) * rad);
  return 6_371_008.8 * Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** Does a note, as far as a desk has it, fit what somebody follows? */
export function oracleFollows({ criteria }: OracleSubscription, note: OracleNote, desk: string): boolean {
  const { themes, wijkIds, near, text } = criteria;
  const fields = deskFields(note, desk).filter((name) => !name.startsWith('person.'));
  const texts = fields.map((name) => plain(String(note.texts[name as 'headline'])));
  return [
    !themes?.length || themes.includes(note.theme),
    !wijkIds?.length || wijkIds.includes(note.wijkId),
    !near || metresApart(near.point, note.point) <= near.radiusMetres,
    !text || texts.some((each) => each.includes(plain(text.trim()))),
  ].every(Boolean);
}

export interface OracleQuestion {
  notes: readonly OracleNote[];
  people: readonly OraclePerson[];
  subscriptions: readonly OracleSubscription[];
  units: readonly OracleUnit[];
  now: string;
}
export interface OracleAnswer {
  /** `<zone>/<team>` → ids of notes the crew is briefed on. */
  crews: Record<string, string[]>;
  /** `<zone>/<desk>` → ids of notes filed at the desk. */
  desks: Record<string, string[]>;
  /** person → `<desk>/<noteId>` in her inbox. */
  inboxes: Record<string, string[]>;
}

type Lists = Record<string, string[]>;
function add(to: Lists, key: string, what: string): void {
  const list = (to[key] ??= []);
  if (!list.includes(what)) list.push(what);
}

/** Given notes, people, what they follow and who is on duty: who gets what. */
export function whoGetsWhat(question: OracleQuestion): OracleAnswer {
  const answer: OracleAnswer = { crews: {}, desks: {}, inboxes: {} };
  for (const note of question.notes) {
    for (const { audience } of oracleRoute(note)) {
      if (audience === 'crews') brief(answer.crews, note, question.units);
      else add(answer.desks, `${note.zone}/${audience}`, note.noteId);
    }
    for (const person of question.people) file(answer.inboxes, note, person, question);
  }
  return answer;
}

function brief(crews: Lists, note: OracleNote, units: readonly OracleUnit[]): void {
  for (const { zone, team, wijkIds } of units) {
    if (zone === note.zone && wijkIds.includes(note.wijkId)) add(crews, `${zone}/${team}`, note.noteId);
  }
}

function file(inboxes: Lists, note: OracleNote, person: OraclePerson, { subscriptions, now }: OracleQuestion): void {
  for (const desk of oracleDesks) {
    if (oracleSees(person, note, desk, now).length === 0) continue;
    const follows = subscriptions.some((one) => one.personId === person.personId && oracleFollows(one, note, desk));
    // Only local investigation works by subscription; the other desks' items are of everybody working there.
    if (desk !== 'local-investigation' || follows) add(inboxes, person.personId, `${desk}/${note.noteId}`);
  }
}
