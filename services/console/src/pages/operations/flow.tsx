import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ChartId, TableId } from '@spil/charts';
import { Page } from '../../components/page';
import { Chart } from './parts/chart';
import { Grid } from './parts/grid';
import { RangeChoice, useRange } from './parts/range';
import { ServiceMap } from './parts/service-map';
import './operations.css';

/** Each part of the way: what waits there now, and how that came. */
const parts: readonly { name: 'durables' | 'relay' | 'streams' | 'feeds'; table: TableId; charts: readonly ChartId[] }[] = [
  { name: 'durables', table: 'durable', charts: ['consumerAge', 'consumerPending', 'handled', 'redelivered'] },
  { name: 'relay', table: 'relay', charts: ['relayBacklog', 'relayAge'] },
  { name: 'streams', table: 'stream', charts: ['streamMessages', 'streamFull'] },
  { name: 'feeds', table: 'feed', charts: ['feedClients', 'feedFrames', 'feedsCut'] },
];

/** Stromen: where messages are on their way, and what waits. */
export default function Flow() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const marked = (params.get('mark') ?? '').split(' ').filter(Boolean);
  return (
    <Page title={t('operations.flow.title')} wide side={<RangeChoice />}>
      {parts.slice(0, 2).map((part) => (
        <Part key={part.name} {...part} marked={marked} />
      ))}
      <ServiceMap />
      {parts.slice(2).map((part) => (
        <Part key={part.name} {...part} marked={marked} />
      ))}
    </Page>
  );
}

function Part({ name, table, charts, marked }: (typeof parts)[number] & { marked: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const { seconds } = useRange();
  return (
    <section className="flow-part">
      <h2>{t(`operations.flow.${name}`)}</h2>
      <p className="quiet">{t(`operations.flow.says.${name}`)}</p>
      <Grid id={table} marked={marked} {...(table === 'relay' ? { link: tracesOf } : {})} />
      <div className="charts">
        {charts.map((id) => (
          <Chart key={id} id={id} seconds={seconds} />
        ))}
      </div>
    </section>
  );
}

const tracesOf = ({ service_name: service = '' }: Readonly<Record<string, string>>): string => `/operaties/sporen?service=${service}`;
