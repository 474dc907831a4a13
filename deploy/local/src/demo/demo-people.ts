import type { Role, Theme } from '@spil/contracts';

/** A made-up person of the demo; names say their work, so that nobody takes them for somebody. */
export interface DemoPerson {
  personId: string;
  name: string;
  roles: Role[];
  /** What the person does, for the sign-in page. */
  title: { nl: string; fr: string };
  team?: 'noord' | 'zuid';
  themes?: Theme[];
  /** Only for the one person of a neighbouring zone, who shows that the wall between zones holds. */
  zone?: string;
}

const investigated: Theme[] = ['drugs', 'burglary', 'theft', 'socialFraud', 'cyberFraud', 'violence'];

/** Teams of every zone the launcher loads; each crew covers one half of its wijken. */
export const demoTeams = ['noord', 'zuid'] as const;

/** Zones on the bus of one machine: the loaded one, and an empty neighbour. */
export const demoTopology = (zone: string): { zone: string; teams: string[] }[] => [
  { zone, teams: [...demoTeams] },
  { zone: 'buur', teams: ['buur'] },
];

export const demoPeople: readonly DemoPerson[] = [
  person('inspector-1', 'Ina Demo', 'inspector', {
    title: { nl: 'wijkinspecteur noord', fr: 'inspectrice de quartier nord' },
    team: 'noord',
  }),
  person('inspector-2', 'Ivo Demo', 'inspector', { title: { nl: 'wijkinspecteur zuid', fr: 'inspecteur de quartier sud' }, team: 'zuid' }),
  person('chief-1', 'Tine Demo', 'team-chief', { title: { nl: 'teamchef', fr: 'cheffe d’équipe' } }),
  person('crew-1', 'Ploeg Noord Demo', 'crew', {
    title: { nl: 'interventieploeg noord', fr: 'équipe d’intervention nord' },
    team: 'noord',
  }),
  person('crew-2', 'Ploeg Zuid Demo', 'crew', { title: { nl: 'interventieploeg zuid', fr: 'équipe d’intervention sud' }, team: 'zuid' }),
  person('crew-3', 'Ploeg Buurzone Demo', 'crew', {
    title: { nl: 'interventieploeg van een buurzone', fr: 'équipe d’intervention d’une zone voisine' },
    zone: 'buur',
  }),
  person('dispatcher-1', 'Dirk Demo', 'dispatcher', { title: { nl: 'dispatcher', fr: 'dispatcher' } }),
  person('investigator-1', 'Rika Demo', 'investigator', {
    title: { nl: 'lokale recherche, drugs en inbraak', fr: 'recherche locale, drogues et cambriolages' },
    themes: investigated,
  }),
  person('investigator-2', 'Rob Demo', 'investigator', {
    title: { nl: 'lokale recherche, verkeer', fr: 'recherche locale, circulation' },
    themes: ['traffic', 'vandalism'],
  }),
  person('mediator-1', 'Mia Demo', 'mediator', { title: { nl: 'bemiddelaar', fr: 'médiatrice' } }),
  person('clerk-1', 'Klara Demo', 'clerk', { title: { nl: 'onthaal en administratie', fr: 'accueil et administration' } }),
  person('environment-1', 'Milan Demo', 'environment-officer', {
    title: { nl: 'dienst Milieu', fr: 'service Environnement' },
    themes: ['illegalDumping', 'pollution'],
  }),
  person('operator-1', 'Otto Demo', 'operator', { title: { nl: 'technisch beheer', fr: 'gestion technique' } }),
  person('auditor-1', 'Ada Demo', 'auditor', {
    title: { nl: 'functionaris gegevensbescherming', fr: 'déléguée à la protection des données' },
  }),
  person('administrator-1', 'Bea Demo', 'administrator', { title: { nl: 'zonebeheer', fr: 'gestion de la zone' } }),
];

function person(personId: string, name: string, role: Role, more: Omit<DemoPerson, 'personId' | 'name' | 'roles'>): DemoPerson {
  return { personId, name, roles: [role], ...more };
}
