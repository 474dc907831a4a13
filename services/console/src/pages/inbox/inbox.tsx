import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useAsk } from '../../api/use';
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
import { neighbourOf, stepFrom } from './triage';
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
      {triage.problem && <Failed problem={triage.problem} />}
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
            settling={triage.settling}
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

/** The feed tells what is filed, not what a colleague settled: the list is as old as it says. */
function Entries({ entries, asOf, status, selectedId, onEnd }: EntriesProps) {
  return (
    <>
      {asOf && <AsOf at={asOf} />}
      {entries.length === 0 ? <NothingHere status={status} /> : <EntryList entries={entries} selectedId={selectedId} onEnd={onEnd} />}
    </>
  );
}

/**
 * Which entry is open. An address may name one that is not in the list that is shown (settled long ago, found by search): that one
 * is asked for by itself.
 */
function useOpened(entries: readonly Entry[], loaded: boolean) {
  const { itemId = '' } = useParams();
  const navigate = useNavigate();
  const index = entries.findIndex((entry) => entry.itemId === itemId);
  const elsewhere = useAsk('readItem', { itemId }, { enabled: loaded && itemId !== '' && index < 0 });
  const selected = index < 0 && itemId !== '' ? elsewhere.data : entries[index];
  const absent = selected || itemId === '' ? undefined : (elsewhere.error ?? undefined);
  const open = (entry: Entry | undefined) => void navigate(entry ? `/opsporing/${entry.itemId}` : '/opsporing', { replace: true });
  return { itemId, index, selected, absent, open };
}

/** What can be done with the open entry; after each decision the next one opens. */
function useTriage(entries: readonly Entry[], loaded: boolean) {
  const { itemId, index, selected, absent, open } = useOpened(entries, loaded);
  const [returningId, setReturningId] = useState<string>();
  const settle = useSettle();
  const shown = useRef({ entries, itemId, place: 0 });
  useLayoutEffect(() => {
    shown.current = { entries, itemId, place: index < 0 ? shown.current.place : index };
  });
  // Asked when the answer comes: the reader may have gone on to another one meanwhile, and stays there.
  const after = (settled: string) => () => {
    if (shown.current.itemId === settled) open(neighbourOf(shown.current.entries, settled));
  };
  const accept = () => selected?.status === 'new' && settle.accept(selected, after(selected.itemId));
  useInboxKeys({
    j: () => open(stepFrom(entries, shown.current, 1)),
    k: () => open(stepFrom(entries, shown.current, -1)),
    a: accept,
    r: () => selected?.status === 'new' && setReturningId(selected.itemId),
  });
  return {
    selected,
    problem: settle.problem ?? absent,
    settling: settle.isPending,
    returning: selected !== undefined && returningId === selected.itemId,
    setReturning: (yes: boolean) => setReturningId(yes ? selected?.itemId : undefined),
    accept,
    giveBack: (reason: Parameters<typeof settle.giveBack>[1], remark?: string) => {
      setReturningId(undefined);
      if (selected) settle.giveBack(selected, reason, { remark, then: after(selected.itemId) });
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
