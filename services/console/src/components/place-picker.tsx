import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LocateFixed, MapPin } from 'lucide-react';
import type { AnswerOf } from '../api/routes';
import { useAsk } from '../api/use';
import { AddressSearch, type Address } from './address-search';
import { Button } from './button';
import { useGps } from './use-gps';
import { useProblemText } from './states';
import { ZoneMap } from './zone-map';
import type { LonLat } from './zone-map-view';

/** Without a point: the place that was chosen holds no longer. */
export interface Picked {
  point?: LonLat;
  accuracyMetres?: number;
  address?: string;
}

interface Props {
  value?: LonLat;
  accuracyMetres?: number;
  onPick: (picked: Picked) => void;
  error?: string;
  /** A desk does not need its own position. */
  withGps?: boolean;
  /** What the place is for, where a page asks for several. */
  of?: string;
}

/** The ways exclude each other: what one of them chose is not shown by another, and the last one pressed holds. */
function useWays(value: LonLat | undefined, onPick: Props['onPick']) {
  const { state, locate } = useGps();
  const [address, setAddress] = useState('');
  const [round, setRound] = useState(0);
  const turn = useRef(0);
  const latestPick = useRef(onPick);
  useEffect(() => {
    latestPick.current = onPick;
  });
  const otherWay = (chosen: string) => {
    turn.current += 1;
    setAddress(chosen);
  };
  useEffect(() => {
    if (!value) setAddress('');
  }, [value]);
  // A place that is found after the page was left belongs to nothing.
  useEffect(() => () => void (turn.current += 1), []);
  const here = async () => {
    const mine = (turn.current += 1);
    setRound((before) => before + 1);
    const fix = await locate();
    if (!fix || mine !== turn.current) return;
    setAddress('');
    latestPick.current(fix);
  };
  return {
    state,
    address,
    /** Grows when what is typed in the address search, but not chosen, is set aside by another way. */
    round,
    here: () => void here(),
    found: ({ label, point }: Address) => {
      otherWay(label);
      onPick({ point, address: label });
    },
    edited: () => {
      otherWay('');
      onPick({});
    },
    tapped: (point: LonLat) => {
      otherWay('');
      setRound((before) => before + 1);
      onPick({ point });
    },
  };
}

/** Three ways to a place: where I am, an address, the map. Says which wijk it is and who is responsible there. */
export function PlacePicker({ value, accuracyMetres, onPick, error, withGps = true, of }: Props) {
  const { t } = useTranslation();
  const { state, address, round, here, found, edited, tapped } = useWays(value, onPick);
  return (
    <div className="place-picker">
      {withGps && (
        <Button className="wide-button" icon={<LocateFixed aria-hidden />} onPress={here} isDisabled={state === 'asking'}>
          {state === 'asking' ? t('street.locating') : t('street.myPlace')}
        </Button>
      )}
      {state === 'failed' && (
        <p className="hint" role="status">
          {t('street.noGps')}
        </p>
      )}
      <AddressSearch key={round} label={t('street.address')} value={address} onChoose={found} onEdit={edited} />
      <ZoneMap className="picker" of={of} chosen={value} look={value} onPick={tapped} />
      <LocatedCard point={value} accuracyMetres={accuracyMetres} error={error} />
    </div>
  );
}

interface Located {
  point?: LonLat;
  accuracyMetres?: number;
  error?: string;
}

/** Which wijk the point is in, and whose it is. */
export function LocatedCard({ point, accuracyMetres, error }: Located) {
  const { t } = useTranslation();
  if (!point)
    return (
      <p className={error ? 'located error' : 'located hint'}>
        {error ?? `${t('app.labelled', { label: t('street.noPlace') })}${t('street.tapMap')}.`}
      </p>
    );
  return (
    <div className="located" aria-live="polite">
      <MapPin aria-hidden />
      <div>
        {error ? <p className="error">{error}</p> : <WijkOf point={point} />}
        {accuracyMetres !== undefined && <p className="hint">{t('street.accuracy', { metres: accuracyMetres })}</p>}
      </div>
    </div>
  );
}

function WijkOf({ point }: { point: LonLat }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { data, error: problem } = useAsk('locate', { point }, { freshMs: 300_000 });
  if (data) return <Responsible found={data} />;
  // Without network the place is good enough: the server finds the wijk when the note arrives.
  if (problem && problem.status !== 0) return <p className="error">{problemText(problem)}</p>;
  return <p className="hint">{problem ? t('street.unknownWijk') : t('street.locatingWijk')}</p>;
}

function Responsible({ found }: { found: AnswerOf<'locate'> }) {
  const { t } = useTranslation();
  const { inspector, deputy } = found;
  return (
    <>
      <p className="strong">{t('street.wijk', { wijk: found.wijkName, municipality: found.municipality })}</p>
      <p className="hint">
        {inspector ? t('street.responsible', { name: inspector.displayName }) : t('street.unassigned')}
        {inspector && deputy && ` · ${t('street.deputy', { name: deputy.displayName })}`}
      </p>
    </>
  );
}
