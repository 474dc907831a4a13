import 'reflect-metadata';
import { config } from './mediation.config';
import { mediationContainer } from './mediation.container';
import { indexes, mediationModule } from './mediation.module';

/** How this service is put together. */
export const mediation = { name: 'mediation' as const, config, indexes, container: mediationContainer, module: mediationModule };
