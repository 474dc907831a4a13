import { useTranslation } from 'react-i18next';
import { Printer } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { Button } from '../../components/button';
import { Asked } from '../../components/states';
import { AsOf } from '../../components/time';

type Wijk = AnswerOf<'readFeelings'>['wijken'][number];

/** In hundredths: how many of the contacts did not feel safe. Undefined when too few were asked. */
const share = ({ contacts, feelings }: Wijk['now']): number | undefined =>
  feelings && contacts > 0 ? Math.round((100 * ((feelings.unsafe ?? 0) + (feelings.uneasy ?? 0))) / contacts) : undefined;

/** Where people feel less safe than before, the worst first: where somebody should be tomorrow, and why. */
export function Feelings() {
  const { t } = useTranslation();
  const asked = useAsk('readFeelings', { days: 30 });
  return (
    <section className="part" aria-label={t('contact.table')}>
      <h2>{t('contact.table')}</h2>
      <Asked query={asked}>
        {({ days, fewest, wijken, asOf }) => (
          <>
            <p className="hint">{t('contact.tableWhy', { days, fewest })}</p>
            <AsOf at={asOf} />
            {wijken.length === 0 ? <p className="hint">{t('contact.none')}</p> : <Printable wijken={wijken} />}
          </>
        )}
      </Asked>
    </section>
  );
}

function Printable({ wijken }: { wijken: readonly Wijk[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Button className="no-print" icon={<Printer aria-hidden />} onPress={() => window.print()}>
        {t('contact.print')}
      </Button>
      <Table wijken={wijken} />
    </>
  );
}

function Table({ wijken }: { wijken: readonly Wijk[] }) {
  const { t } = useTranslation();
  const name = useWijkName();
  const worstFirst = [...wijken].sort((a, b) => (share(b.now) ?? -1) - (share(a.now) ?? -1) || b.now.contacts - a.now.contacts);
  const told = (part: number | undefined) => (part === undefined ? t('contact.few') : `${part}\u00a0%`);
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t('contact.wijk')}</th>
          <th scope="col">{t('contact.contacts')}</th>
          <th scope="col">{t('contact.unsafe')}</th>
          <th scope="col">{t('contact.before')}</th>
        </tr>
      </thead>
      <tbody>
        {worstFirst.map(({ wijkId, now, before }) => (
          <tr key={wijkId}>
            <th scope="row">{name(wijkId)}</th>
            <td data-label={t('contact.contacts')}>{now.contacts}</td>
            <td data-label={t('contact.unsafe')}>{told(share(now))}</td>
            <td data-label={t('contact.before')}>{told(share(before))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
