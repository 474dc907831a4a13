import { env } from '@spil/config';
import { standardConfig } from '@spil/service-host';

/** Everything this service reads from its environment. */
export const config = env({ ...standardConfig }, { readme: 'services/information-sharing/README.md' });
