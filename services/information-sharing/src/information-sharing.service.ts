import { neighbourhoodCopyIndexes } from '@spil/service-host';
import { indexes } from './edge/mongo/documents';
import { config } from './information-sharing.config';
import { buildContainer } from './information-sharing.container';
import { informationSharingModule } from './information-sharing.module';

/** How this service is put together; `main.ts` starts it. */
export const service = {
  name: 'information-sharing' as const,
  config,
  indexes: { ...indexes, ...neighbourhoodCopyIndexes },
  container: buildContainer,
  module: informationSharingModule,
};
