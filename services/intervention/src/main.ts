import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { config } from './intervention.config';
import { interventionContainer, warmUp } from './intervention.container';
import { indexes, interventionModule } from './intervention.module';

await startService({ name: 'intervention', config, indexes, container: interventionContainer, module: interventionModule, warmUp });
