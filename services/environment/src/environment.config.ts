import { env, int } from '@spil/config';
import { standardConfig } from '@spil/service-host';

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** Metres a place may lie outside every border and still belong to the nearest wijk. */
    PLACE_TOLERANCE_METRES: int({ default: 25, max: 1_000 }),
  },
  { readme: 'services/environment/README.md' },
);
