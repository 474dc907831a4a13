import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { config } from './mediation.config';
import { mediationContainer } from './mediation.container';
import { indexes, mediationModule } from './mediation.module';

await startService({ name: 'mediation', config, indexes, container: mediationContainer, module: mediationModule });
