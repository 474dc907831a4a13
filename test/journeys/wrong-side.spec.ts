import { describe, expect, it } from '@jest/globals';
import {
  assign,
  endAssignment,
  listAssignments,
  listBriefings,
  listCalls,
  listCitizenContacts,
  listInbox,
  listMediationRequests,
  listMyNotes,
  listNeighbourhoods,
  listNuisances,
  listReferralAnswers,
  listUnits,
  readNeighbourhood,
  readNote,
  readSceneCard,
  recordNote,
  registerCall,
  requestMediation,
  requests,
  settleMediationRequest,
  whoReadGateway,
  whoReadInformationSharing,
  whoReadWijk,
} from '@spil/contracts';
import { Api, aNote, places, runningSuite, Screen, waitFor } from './suite';

const suite = runningSuite();
const api = (person: string): Api => new Api(suite, person);
const everybody = suite.signIns.map((person) => person.personId);
const rolesOf = (person: string): string[] => suite.signIns.find((one) => one.personId === person)?.roles ?? [];

/** Asks as the holder of a token; waits when the gateway says that too many strangers are asking. */
async function asked(path: string, token: string | undefined, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as object), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  for (;;) {
    const answer = await fetch(new URL(path, suite.api), { ...init, headers });
    if (answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
  }
}
/** The sample without what stands in the path. */
const bodyOf = ({ contract, path }: (typeof routes)[number]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(contract.sample.request as object).filter(([name]) => !path.includes(`:${name}`))));
const concrete = (path: string): string =>
  path
    .replace(/:wijkId/g, 'DEMO-W01')
    .replace(/:zone/g, suite.zone.id)
    .replace(/:[A-Za-z]+/g, '01939f6e-0000-7000-8000-000000000001');
const routes = requests.flatMap((contract) => (contract.http && contract.roles.length > 0 ? [{ contract, ...contract.http }] : []));

describe('who may ask', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s: no token, a broken one and another role’s are refused',
    async (_name, route) => {
      const { method, path, contract } = route;
      const body =
        method === 'GET' || method === 'DELETE'
          ? {}
          : {
              body: bodyOf(route),
              headers: { 'content-type': 'application/json', 'idempotency-key': 'wrong-side' },
            };
      const init = { method, ...body };
      expect((await asked(concrete(path), undefined, init)).status).toBe(401);
      expect((await asked(concrete(path), 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbmlzdHJhdG9yLTEifQ.', init)).status).toBe(401);
      const token = await api('inspector-1').accessToken();
      const altered = `${token.slice(0, -6)}${token.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
      expect((await asked(concrete(path), altered, init)).status).toBe(401);
      const outsider = everybody.find((person) => !rolesOf(person).some((role) => (contract.roles as readonly string[]).includes(role)));
      if (!outsider) return;
      const answer = await asked(concrete(path), await api(outsider).accessToken(), init);
      expect([outsider, answer.status]).toEqual([outsider, 403]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'forbidden', status: 403 });
    },
  );
});

describe('a zone is a hard wall (O03)', () => {
  it('shows a crew next door no map, no call, no briefing, no count of this zone', async () => {
    const neighbour = api('crew-3');
    expect((await neighbour.ask(listNeighbourhoods, {})).features).toEqual([]);
    expect((await neighbour.ask(listCalls, {})).calls).toEqual([]);
    expect((await neighbour.ask(listBriefings, {})).briefings).toEqual([]);
    expect((await neighbour.ask(listUnits, {})).units).toEqual([]);
    const where = await places(suite);
    const receivedAt = new Date(Date.now() - 1_000).toISOString();
    const call = { point: where.noord, nature: 'noise', urgency: 'urgent' as const, summary: 'x', receivedAt };
    const { callId } = await api('dispatcher-1').ask(registerCall, call);
    const refused = async (person: string, id: string) =>
      api(person)
        .ask(readSceneCard, { callId: id })
        .catch((error: unknown) => error);
    const [foreign, otherTeam, absent] = [
      await refused('crew-3', callId),
      await refused('crew-2', callId),
      await refused('crew-3', '01939f6e-0000-7000-8000-00000000dead'),
    ];
    expect([foreign, otherTeam]).toEqual([expect.objectContaining({ status: 404 }), expect.objectContaining({ status: 404 })]);
    expect((foreign as Error).message).toBe((absent as Error).message);
    expect((otherTeam as Error).message).toBe((absent as Error).message);
    await expect(neighbour.ask(readNeighbourhood, { wijkId: 'DEMO-W01' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('what is mine', () => {
  it('an inspector reads own notes; a colleague’s do not exist for her', async () => {
    const where = await places(suite);
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord));
    expect((await api('inspector-1').ask(readNote, { noteId })).form.headline).toBe(recordNote.sample.request.headline);
    const hidden = await api('inspector-2')
      .ask(readNote, { noteId })
      .catch((error: unknown) => error);
    const absent = await api('inspector-2')
      .ask(readNote, { noteId: '01939f6e-0000-7000-8000-00000000dead' })
      .catch((error: unknown) => error);
    expect(hidden).toMatchObject({ status: 404, code: 'not-found' });
    expect((hidden as Error).message).toBe((absent as Error).message);
    const { notes } = await api('inspector-2').ask(listMyNotes, { limit: 100 });
    expect(notes.some((note) => note.noteId === noteId)).toBe(false);
  });

  it('mediation stays in mediation (M01, M04): a number for the asker, content for mediators only', async () => {
    const told = { origin: 'CITIZEN' as const, disputeType: 'noise', description: 'MEDIATION-CONTENT-STAYS' };
    const { number } = await api('inspector-1').ask(requestMediation, told);
    expect(number).toMatch(/^BEM-\d{4}-\d+$/);
    const { requests: received } = await api('mediator-1').ask(listMediationRequests, {});
    expect(received.some((request) => request.number === number && request.description === 'MEDIATION-CONTENT-STAYS')).toBe(true);
    const counts = await waitFor(async () => {
      const { mediationRequests } = await api('inspector-1').ask(readNeighbourhood, { wijkId: 'DEMO-W01' });
      return mediationRequests.find((one) => one.origin === 'CITIZEN');
    }, 10_000);
    expect(counts.count).toBeGreaterThan(0);
    const requestId = received.find((request) => request.number === number)?.requestId ?? '';
    await api('mediator-1').ask(settleMediationRequest, { requestId, status: 'accepted' });
    await api('mediator-1').ask(settleMediationRequest, { requestId, status: 'closed', success: false });
    const { answers } = await api('inspector-1').ask(listReferralAnswers, {});
    const outcome = answers.find((one) => one.number === number);
    expect(outcome).toMatchObject({ origin: 'CITIZEN', status: 'closed', success: false });
    expect(Object.keys(outcome ?? {}).sort()).toEqual(['number', 'origin', 'receivedAt', 'status', 'success']);
    expect((await api('inspector-2').ask(listReferralAnswers, {})).answers.filter((one) => one.number === number)).toEqual([]);
    const elsewhere = [
      await api('investigator-1').ask(listInbox, { limit: 100 }),
      await api('inspector-2').ask(readNeighbourhood, { wijkId: 'DEMO-W01' }),
      await api('chief-1').ask(listCitizenContacts, {}),
      await api('environment-1').ask(listNuisances, { limit: 100 }),
      await api('dispatcher-1').ask(listBriefings, { limit: 100 }),
      answers,
    ];
    for (const answer of elsewhere) expect(JSON.stringify(answer)).not.toMatch(new RegExp(`MEDIATION-CONTENT-STAYS|${requestId}`));
  });
});

describe('F30: positions of a feed', () => {
  it('a forged position, and another person’s, are refused without a frame', async () => {
    const crew = await Screen.open(suite, 'crew-1');
    const position = await waitFor(() => crew.frames.find((frame) => frame.id !== undefined)?.id, 5_000);
    crew.close();
    const resume = async (person: string, id: string): Promise<{ status: number; code: string }> => {
      const headers = { accept: 'text/event-stream', 'last-event-id': id };
      const answer = await asked('/v1/feed', await api(person).accessToken(), { headers });
      return { status: answer.status, code: ((await answer.json()) as { code: string }).code };
    };
    const forged = `${position.slice(0, -4)}AAAA`;
    for (const [person, id] of [
      ['crew-1', forged],
      ['crew-1', '17'],
      ['crew-2', position],
      ['dispatcher-1', position],
    ] as const) {
      expect([person, await resume(person, id)]).toEqual([person, { status: 400, code: 'feed.cursor-invalid' }]);
    }
  });
});

describe('rights end at once (F28)', () => {
  it('an ended assignment closes that person’s open feed within a second, and lists are empty', async () => {
    const admin = api('administrator-1');
    const where = await places(suite);
    const { assignments } = await admin.ask(listAssignments, {});
    const mine = assignments.find((one) => one.personId === 'crew-2' && one.endedAt === undefined);
    if (!mine) throw new Error('crew-2 has no assignment');
    const screen = await Screen.open(suite, 'crew-2');
    const ended = Date.now();
    await admin.ask(endAssignment, { assignmentId: mine.assignmentId });
    const cut = await waitFor(() => screen.states.find(({ state, at }) => state === 'cut' && at >= ended), 5_000);
    expect(cut.at - ended).toBeLessThan(1_000);
    const { noteId } = await api('inspector-2').ask(recordNote, aNote(where.zuid));
    const call = {
      point: where.zuid,
      nature: 'noise',
      urgency: 'urgent' as const,
      summary: 'x',
      receivedAt: new Date(Date.now() - 1_000).toISOString(),
    };
    const { callId } = await api('dispatcher-1').ask(registerCall, call);
    await waitFor(
      async () =>
        (await api('inspector-2').ask(listMyNotes, { limit: 10 })).notes
          .find((note) => note.noteId === noteId)
          ?.steps.some((step) => step.step === 'briefed'),
      5_000,
    );
    expect([screen.has(noteId), screen.has(callId)]).toEqual([false, false]);
    expect((await api('crew-2').ask(listBriefings, {})).briefings).toEqual([]);
    const { assignmentId: _id, version: _version, endedAt: _end, ...again } = mine;
    await admin.ask(assign, again);
    screen.close();
    await waitFor(async () => (await api('crew-2').ask(listBriefings, {})).briefings.length > 0, 5_000);
  });
});

describe('who must account for reads', () => {
  it('learns who read a note and why, and by no route what it says; nobody else learns who read it', async () => {
    const where = await places(suite);
    const parts = { handling: 'H1', headline: 'AUDITOR-SEES-NO-CONTENT', safetyLine: 'AUDITOR-SEES-NO-CONTENT either' } as const;
    const crew = await Screen.open(suite, 'crew-1');
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord, parts));
    await crew.frameOf(noteId);
    crew.close();
    await api('inspector-1').ask(readNote, { noteId });
    const { related } = await api('auditor-1').ask(whoReadInformationSharing, { recordId: noteId });
    const also = related.map(({ recordId }) => recordId);
    const told = [
      await api('auditor-1').ask(whoReadWijk, { recordId: noteId, also, proof: true }),
      await api('auditor-1').ask(whoReadGateway, { recordId: noteId, also, proof: true }),
    ];
    expect(told[0]?.lines).toContainEqual(expect.objectContaining({ actor: 'inspector-1', action: 'read-note', rule: 'own-note' }));
    expect(told[1]?.lines).toContainEqual(expect.objectContaining({ actor: 'crew-1', action: 'deliver-frame', decision: 'shown' }));
    // By its items' numbers the note is found as well, and asking shows in its own history.
    const again = await api('auditor-1').ask(whoReadInformationSharing, { recordId: also[0] ?? '' });
    expect(again.related).toContainEqual({ recordId: noteId, subjectType: 'note' });
    expect(again.looks?.lines).toContainEqual(expect.objectContaining({ actor: 'auditor-1', action: 'who-read', subjectType: 'read-log' }));
    expect(JSON.stringify([told, again])).not.toContain('AUDITOR-SEES-NO-CONTENT');
    const token = await api('auditor-1').accessToken();
    for (const { method, path, contract } of routes.filter(({ method }) => method === 'GET')) {
      const answer = await asked(concrete(path), token, { method });
      const allowed = (contract.roles as readonly string[]).includes('auditor');
      expect([path, answer.status === 403]).toEqual([path, !allowed]);
    }
    for (const person of everybody.filter((one) => !rolesOf(one).includes('auditor')))
      await expect(api(person).ask(whoReadGateway, { recordId: noteId })).rejects.toMatchObject({ status: 403 });
  });
});
