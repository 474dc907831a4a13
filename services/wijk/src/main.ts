import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { config } from './wijk.config';
import { warmUp, wijkContainer } from './wijk.container';
import { indexes, wijkModule } from './wijk.module';

await startService({ name: 'wijk', config, indexes, container: wijkContainer, module: wijkModule, warmUp });
