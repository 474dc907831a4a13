import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ArrowLeft, Printer } from 'lucide-react';
import { useAsk } from '../../api/use';
import { Button } from '../../components/button';
import { Asked } from '../../components/states';
import { AsOf } from '../../components/time';
import { WijkFigures } from './wijk-figures';
import { WijkOpen } from './wijk-open';
import { WijkPeople } from './wijk-people';

/** One wijk on one page, and on one sheet of paper: who answers, what is open, in figures, and where each figure comes from. */
export function WijkDetail({ wijkId }: { wijkId: string }) {
  const { t } = useTranslation();
  const wijk = useAsk('readNeighbourhood', { wijkId });
  return (
    <article className="detail wijk-page" aria-label={wijk.data?.wijkName}>
      <Link className="back no-print" to="/wijken">
        <ArrowLeft aria-hidden /> {t('app.back')}
      </Link>
      <Asked query={wijk}>
        {(data) => (
          <>
            <div className="scene-head">
              <div>
                <h2>{data.wijkName}</h2>
                <p className="card-line">{data.municipality}</p>
                <AsOf at={data.asOf} />
              </div>
              <Button look="quiet" className="no-print" icon={<Printer aria-hidden />} onPress={() => print()}>
                {t('scene.print')}
              </Button>
            </div>
            <WijkPeople wijk={data} />
            <WijkOpen wijk={data} />
            <WijkFigures wijk={data} />
          </>
        )}
      </Asked>
    </article>
  );
}
