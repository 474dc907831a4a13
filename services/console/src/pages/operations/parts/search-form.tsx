import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Search as SearchIcon } from 'lucide-react';
import { Button } from '../../../components/button';
import { SelectField, TextField } from '../../../components/field';
import { useOperations, useServices } from '../api/use-telemetry';
import { RangeChoice } from './range';

const sorts = ['newest', 'slowest'] as const;
/** The same in every language: what is typed is what the query API takes. */
const examples = { min: '100ms', tags: 'spil.zone=demo', id: '4bf92f35…' };
const traceIdForm = /^[0-9a-f]{32}$/i;

type Put = (more: Record<string, string>) => void;

function useAddress(): { of: (name: string) => string; put: Put } {
  const [params, setParams] = useSearchParams();
  const put: Put = (more) =>
    setParams((before) => {
      for (const [name, value] of Object.entries(more)) {
        if (value === '') before.delete(name);
        else before.set(name, value);
      }
      return before;
    });
  return { of: (name) => params.get(name) ?? '', put };
}

/** What to look for. Everything stands in the address; typed fields follow on Enter or the button. */
export function SearchForm() {
  const { t } = useTranslation();
  const { of, put } = useAddress();
  const [min, tags] = [of('min'), of('tags')];
  const [typed, setTyped] = useState({ min, tags });
  useEffect(() => setTyped({ min, tags }), [min, tags]);
  const wrongDuration = typed.min !== '' && !/^\d+(\.\d+)?(us|ms|s|m)$/.test(typed.min);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrongDuration) put(typed);
  };
  return (
    <form className="trace-search" role="search" onSubmit={submit}>
      <WhoAndWhat />
      <TextField
        label={t('operations.traces.min')}
        value={typed.min}
        onText={(text) => setTyped({ ...typed, min: text })}
        placeholder={examples.min}
        error={wrongDuration ? t('operations.traces.minForm') : undefined}
      />
      <TextField
        label={t('operations.traces.tags')}
        value={typed.tags}
        onText={(text) => setTyped({ ...typed, tags: text })}
        placeholder={examples.tags}
        spellCheck={false}
      />
      <RangeChoice />
      <HowToShow />
      <Button type="submit" look="main" icon={<SearchIcon aria-hidden />}>
        {t('operations.traces.search')}
      </Button>
      <TraceById />
    </form>
  );
}

function WhoAndWhat() {
  const { t } = useTranslation();
  const { of, put } = useAddress();
  const service = of('service') || 'gateway';
  const services = useServices().data ?? [];
  const operations = useOperations(service).data ?? [];
  return (
    <>
      <SelectField
        label={t('operations.traces.service')}
        value={service}
        options={[...new Set([service, ...services])].sort()}
        text={(name) => name}
        onChoose={(name) => put({ service: name, operation: '' })}
      />
      <SelectField
        label={t('operations.traces.operation')}
        value={of('operation')}
        options={[...new Set(['', of('operation'), ...operations])]}
        text={(name) => name || t('operations.traces.any')}
        onChoose={(name) => put({ operation: name })}
      />
    </>
  );
}

function HowToShow() {
  const { t } = useTranslation();
  const { of, put } = useAddress();
  return (
    <>
      <SelectField
        label={t('operations.traces.sort')}
        value={of('sort') === 'slowest' ? 'slowest' : 'newest'}
        options={sorts}
        text={(sort) => t(`operations.traces.sorts.${sort}`)}
        onChoose={(sort) => put({ sort })}
      />
      <SelectField
        label={t('operations.traces.ended')}
        value={of('failed') === 'true' ? 'failed' : 'all'}
        options={['all', 'failed'] as const}
        text={(one) => t(`operations.traces.endings.${one}`)}
        onChoose={(one) => put({ failed: one === 'failed' ? 'true' : '' })}
      />
    </>
  );
}

/** Log lines and problem answers name a trace: paste it here. */
function TraceById() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const take = (text: string) => {
    setId(text);
    const found = traceIdForm.exec(text.trim())?.[0];
    if (found) void navigate(`/operaties/sporen/${found.toLowerCase()}`);
  };
  return <TextField label={t('operations.traces.byId')} value={id} onText={take} placeholder={examples.id} spellCheck={false} />;
}
