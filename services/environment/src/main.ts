import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { config } from './environment.config';
import { environmentContainer, warmUp } from './environment.container';
import { environmentModule, indexes } from './environment.module';

await startService({ name: 'environment', config, indexes, container: environmentContainer, module: environmentModule, warmUp });
