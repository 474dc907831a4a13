import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../api/routes';
import { useAsk, useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Page } from '../../components/page';
import { Asked, Empty, Failed } from '../../components/states';
import { Moment, useNow } from '../../components/time';
import { AssignForm } from './assign-form';
import { nameOf } from './name-of';

type Assignment = AnswerOf<'listAssignments'>['assignments'][number];

/** Toewijzingen: who acts where until when. Ending one closes that person's screens within a second, so it asks first. */
export default function Assignments() {
  const { t } = useTranslation();
  const [withEnded, setWithEnded] = useState(false);
  const [ending, setEnding] = useState<Assignment>();
  const list = useAsk('listAssignments', {});
  const end = useWish('endAssignment', ['listAssignments']);
  const now = new Date(useNow()).toISOString();
  const isOver = ({ endedAt, until }: Assignment) => endedAt !== undefined || (until !== undefined && until < now);
  return (
    <Page title={t('assignments.title')} wide>
      <p>{t('assignments.text')}</p>
      <div className="two-columns">
        <section aria-label={t('assignments.title')}>
          {end.isError && <Failed problem={end.error} />}
          {end.isSuccess && (
            <p className="notice good" role="status">
              {t('assignments.stopped', { person: nameOf(end.data) })}
            </p>
          )}
          <label className="check">
            <input type="checkbox" checked={withEnded} onChange={(event) => setWithEnded(event.target.checked)} />{' '}
            {t('assignments.showEnded')}
          </label>
          <Asked query={list} rows={6}>
            {({ assignments }) => {
              const shown = assignments.filter((one) => withEnded || !isOver(one));
              if (shown.length === 0) return <Empty title={t('assignments.emptyTitle')} text={t('assignments.emptyText')} />;
              return (
                <ul className="cards">
                  {shown.map((one) => (
                    <AssignmentCard key={one.assignmentId} one={one} over={isOver(one)} onEnd={() => setEnding(one)} />
                  ))}
                </ul>
              );
            }}
          </Asked>
        </section>
        <AssignForm />
      </div>
      <EndDialog
        person={ending && nameOf(ending)}
        onClose={() => setEnding(undefined)}
        onEnd={() => ending && end.mutate({ request: { assignmentId: ending.assignmentId } })}
      />
    </Page>
  );
}

function EndDialog({ person, onClose, onEnd }: { person?: string; onClose: () => void; onEnd: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('assignments.endTitle')} open={person !== undefined} onClose={onClose}>
      <p>{t('assignments.endText', { person: person ?? '' })}</p>
      <div className="row">
        <Button
          look="main"
          onPress={() => {
            onEnd();
            onClose();
          }}
        >
          {t('assignments.end')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  );
}

/** How long it lasts, as one says it: since when, until when, or when it ended; who ran out has ended as well. */
function spanOf({ from, until, endedAt }: Assignment, over: boolean) {
  const ended = endedAt ?? (over ? until : undefined);
  if (ended) return ['assignments.ended', ended] as const;
  return until ? (['assignments.runningUntil', until] as const) : (['assignments.running', from] as const);
}

function AssignmentCard({ one, over, onEnd }: { one: Assignment; over: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  const wijken = one.wijkIds ?? [];
  const where = wijken.length > 4 ? t('assignments.wijkCount', { count: wijken.length }) : wijken.map(wijkName).join(', ');
  const parts = [
    t(`word.role.${one.role}`),
    one.team && t('live.team', { team: one.team }),
    where,
    one.themes?.map((theme) => t(`word.theme.${theme}`)).join(', '),
  ].filter(Boolean);
  const [words, at] = spanOf(one, over);
  return (
    <li className={over ? 'card over' : 'card'}>
      <h2>{nameOf(one)}</h2>
      {one.displayName && <p className="card-line">{one.personId}</p>}
      <p className="card-line">{parts.join(' · ')}</p>
      <p className="card-line">
        {t(words, { time: '' })}
        <Moment at={at} />
      </p>
      {!over && (
        <Button look="quiet" onPress={onEnd} aria-label={t('assignments.endNamed', { person: nameOf(one) })}>
          {t('assignments.end')}
        </Button>
      )}
    </li>
  );
}
