import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useAsk } from '../../api/use';
import { useFeedState } from '../../app/feed';
import { usePerson } from '../../app/session';
import { ChooseOne } from '../../components/choices';
import { Page } from '../../components/page';
import { Asked, Empty, Failed } from '../../components/states';
import { AsOf } from '../../components/time';
import { NewPill } from '../live/new-pill';
import { EntryDetail } from './entry-detail';
import { EntryList } from './entry-list';
import { KeyLegend } from './key-legend';
import { ReturnDialog } from './return-dialog';
import { useInbox, type Entry, type Status } from './use-inbox';
import { useInboxKeys } from './use-inbox-keys';
import { useNewEntries } from './use-new-entries';
import { useSettle } from './use-settle';

const statuses = ['new', 'accepted', 'returned'] as const satisfies readonly Status[];

/** Opsporing: a desk's inbox. Triage by j, k, a and r; the reason for a return in one more key. */
export default function Inbox() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const [status, setStatus] = useState<Status>('new');
  const { query, entries, asOf } = useInbox(status);
  const more = () => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage();
  const fresh = useNewEntries(entries);
  const triage = useTriage(entries, query.isSuccess);
  const title = roles.includes('investigator') ? t('inbox.title') : t('inbox.titleEnvironment');
  return (
    <Page title={title} wide side={<StatusFilter status={status} onChange={setStatus} />}>
      <KeyLegend />
      <NewPill count={status === 'new' ? fresh.count : 0} onShow={fresh.show} />
      {triage.settle.problem && <Failed problem={triage.settle.problem} />}
      {triage.absent && <Failed problem={triage.absent} />}
      <div className={triage.selected ? 'master-detail has-detail' : 'master-detail'}>
        <div className="master">
          <Asked query={query} rows={6}>
            {() => <Entries entries={entries} asOf={asOf} status={status} selectedId={triage.selected?.itemId} onEnd={more} />}
          </Asked>
        </div>
        {triage.selected ? (
          <EntryDetail
            key={triage.selected.itemId}
            entry={triage.selected}
            settling={triage.settle.isPending}
            onAccept={triage.accept}
            onReturn={() => triage.setReturning(true)}
          />
        ) : (
          entries.length > 0 && <p className="detail hint pick">{t('inbox.pick')}</p>
        )}
      </div>
      <ReturnDialog
        key={triage.selected?.itemId}
        open={triage.returning}
        onClose={() => triage.setReturning(false)}
        onReturn={triage.giveBack}
      />
    </Page>
  );
}

function StatusFilter({ status, onChange }: { status: Status; onChange: (status: Status) => void }) {
  const { t } = useTranslation();
  return (
    <ChooseOne
      hideLabel
      label={t('inbox.filter')}
      options={statuses}
      text={(one) => t(`inbox.tabs.${one}`)}
      value={status}
      onChange={onChange}
    />
  );
}

interface EntriesProps {
  entries: readonly Entry[];
  asOf?: string;
  status: Status;
  selectedId?: string;
  onEnd: () => void;
}

function Entries({ entries, asOf, status, selectedId, onEnd }: EntriesProps) {
  const live = useFeedState()?.phase === 'live';
  return (
    <>
      {!live && asOf && <AsOf at={asOf} />}
      {entries.length === 0 ? <NothingHere status={status} /> : <EntryList entries={entries} selectedId={selectedId} onEnd={onEnd} />}
    </>
  );
}

/**
 * Which entry is open, and what can be done with it; after each decision the next one opens. An address may name one that is not
 * in the list that is shown (settled long ago, found by search): that one is asked for by itself.
 */
function useTriage(entries: readonly Entry[], loaded: boolean) {
  const { itemId = '' } = useParams();
  const navigate = useNavigate();
  const [returning, setReturning] = useState(false);
  const index = entries.findIndex((entry) => entry.itemId === itemId);
  const elsewhere = useAsk('readItem', { itemId }, { enabled: loaded && itemId !== '' && index < 0 });
  const selected = index < 0 && itemId !== '' ? elsewhere.data : entries[index];
  const open = (entry: Entry | undefined) => void navigate(entry ? `/opsporing/${entry.itemId}` : '/opsporing', { replace: true });
  const settle = useSettle();
  const next = () => open(entries[index + 1] ?? entries[index - 1]);
  const accept = () => selected?.status === 'new' && settle.accept(selected, next);
  useInboxKeys({
    j: () => open(entries[Math.min(index + 1, entries.length - 1)]),
    k: () => open(entries[Math.max(index - 1, 0)]),
    a: accept,
    r: () => selected?.status === 'new' && setReturning(true),
  });
  return {
    selected,
    absent: selected || itemId === '' ? undefined : (elsewhere.error ?? undefined),
    settle,
    returning,
    setReturning,
    accept,
    giveBack: (reason: Parameters<typeof settle.giveBack>[1], remark?: string) => {
      setReturning(false);
      if (selected) settle.giveBack(selected, reason, { remark, then: next });
    },
  };
}

function NothingHere({ status }: { status: Status }) {
  const { t } = useTranslation();
  if (status !== 'new') return <Empty title={t('inbox.emptyOther')} />;
  return (
    <Empty title={t('inbox.emptyTitle')} text={t('inbox.emptyText')}>
      <Link className="button plain" to="/opsporing/volgen">
        {t('inbox.follow')}
      </Link>
    </Empty>
  );
}
