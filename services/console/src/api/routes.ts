import type * as contracts from '@spil/contracts';

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** A repeat must carry the same Idempotency-Key. */
  idempotent?: true;
}

/** The routes the pages use; routes.spec.ts compares them with the contracts' table. */
export const routes = {
  recordNote: { method: 'POST', path: '/v1/notes', idempotent: true },
  listMyNotes: { method: 'GET', path: '/v1/notes' },
  findMyNotes: { method: 'POST', path: '/v1/notes/search' },
  readNote: { method: 'GET', path: '/v1/notes/:noteId' },
  recordDailyContact: { method: 'POST', path: '/v1/daily-contacts', idempotent: true },
  readFeelings: { method: 'GET', path: '/v1/feelings' },
  proposePresence: { method: 'GET', path: '/v1/presence-proposal' },
  locate: { method: 'POST', path: '/v1/locate' },
  findAddress: { method: 'POST', path: '/v1/addresses/search' },
  listNeighbourhoods: { method: 'GET', path: '/v1/neighbourhoods' },
  readNeighbourhood: { method: 'GET', path: '/v1/neighbourhoods/:wijkId' },
  setReachability: { method: 'PUT', path: '/v1/inspectors/:personId/reachability' },
  readReachability: { method: 'GET', path: '/v1/inspectors/:personId/reachability' },
  recordCitizenContact: { method: 'POST', path: '/v1/citizen-contacts', idempotent: true },
  listCitizenContacts: { method: 'GET', path: '/v1/citizen-contacts' },
  answerCitizenContact: { method: 'POST', path: '/v1/citizen-contacts/:contactId/answer' },
  listInbox: { method: 'GET', path: '/v1/inbox' },
  findItems: { method: 'POST', path: '/v1/inbox/search' },
  trySubscription: { method: 'POST', path: '/v1/subscriptions/try' },
  readItem: { method: 'GET', path: '/v1/inbox/:itemId' },
  acceptItem: { method: 'POST', path: '/v1/inbox/:itemId/accept' },
  returnItem: { method: 'POST', path: '/v1/inbox/:itemId/return' },
  rateItem: { method: 'POST', path: '/v1/items/:itemId/rating' },
  listSubscriptions: { method: 'GET', path: '/v1/subscriptions' },
  subscribe: { method: 'POST', path: '/v1/subscriptions', idempotent: true },
  unsubscribe: { method: 'DELETE', path: '/v1/subscriptions/:subscriptionId' },
  listAssignments: { method: 'GET', path: '/v1/assignments' },
  assign: { method: 'POST', path: '/v1/assignments', idempotent: true },
  endAssignment: { method: 'DELETE', path: '/v1/assignments/:assignmentId' },
  registerCall: { method: 'POST', path: '/v1/calls', idempotent: true },
  listCalls: { method: 'GET', path: '/v1/calls' },
  listPromises: { method: 'GET', path: '/v1/promises' },
  triageCall: { method: 'PUT', path: '/v1/calls/:callId/triage' },
  decideResponse: { method: 'PUT', path: '/v1/calls/:callId/decision' },
  informCaller: { method: 'PUT', path: '/v1/calls/:callId/notice' },
  closeCall: { method: 'PUT', path: '/v1/calls/:callId/closing' },
  listUnits: { method: 'GET', path: '/v1/units' },
  readSceneCard: { method: 'GET', path: '/v1/calls/:callId/scene' },
  assignUnit: { method: 'PUT', path: '/v1/calls/:callId/units/:unitId' },
  formUnit: { method: 'PUT', path: '/v1/units/:unitId' },
  appointInspector: { method: 'PUT', path: '/v1/neighbourhoods/:wijkId/inspector' },
  setUnitStatus: { method: 'PUT', path: '/v1/units/:unitId/status' },
  listBriefings: { method: 'GET', path: '/v1/briefings' },
  requestMediation: { method: 'POST', path: '/v1/mediation-requests', idempotent: true },
  listMediationRequests: { method: 'GET', path: '/v1/mediation-requests' },
  settleMediationRequest: { method: 'PUT', path: '/v1/mediation-requests/:requestId/status' },
  listReferralAnswers: { method: 'GET', path: '/v1/referral-answers' },
  identifySensitivePoint: { method: 'POST', path: '/v1/sensitive-points', idempotent: true },
  verifySensitivePoint: { method: 'POST', path: '/v1/sensitive-points/:pointId/verifications' },
  listSensitivePoints: { method: 'GET', path: '/v1/sensitive-points' },
  reportNuisance: { method: 'POST', path: '/v1/nuisances', idempotent: true },
  listNuisances: { method: 'GET', path: '/v1/nuisances' },
  listDeadLetters: { method: 'GET', path: '/v1/operations/dead-letters' },
  replayDeadLetter: { method: 'POST', path: '/v1/operations/dead-letters/:number/replay' },
  whoReadWijk: { method: 'GET', path: '/v1/reads/wijk/:recordId' },
  whoReadInformationSharing: { method: 'GET', path: '/v1/reads/information-sharing/:recordId' },
  whoReadIntervention: { method: 'GET', path: '/v1/reads/intervention/:recordId' },
  whoReadGateway: { method: 'GET', path: '/v1/reads/gateway/:recordId' },
  dropDeadLetter: { method: 'POST', path: '/v1/operations/dead-letters/:number/drop' },
} as const satisfies Partial<Record<keyof typeof contracts, Route>>;

export type RouteName = keyof typeof routes;
export type RequestOf<N extends RouteName> = contracts.RequestOf<(typeof contracts)[N]>;
export type AnswerOf<N extends RouteName> = contracts.AnswerOf<(typeof contracts)[N]>;

export interface Prepared {
  method: Route['method'];
  url: string;
  body?: string;
}

/** Puts a request in its route: path parameters in the path, the rest in the query or the body. */
export function prepare<N extends RouteName>(name: N, request: RequestOf<N>): Prepared {
  const { method, path }: Route = routes[name];
  const rest: Record<string, unknown> = { ...(request as Record<string, unknown>) };
  const filled = path.replace(/:([A-Za-z]+)/g, (_all, parameter: string) => {
    const value = encodeURIComponent(String(rest[parameter]));
    delete rest[parameter];
    return value;
  });
  if (method === 'POST' || method === 'PUT') return { method, url: filled, body: JSON.stringify(rest) };
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return { method, url: query ? `${filled}?${query}` : filled };
}
