import 'reflect-metadata';
import { config } from './intervention.config';
import { interventionContainer, warmUp } from './intervention.container';
import { indexes, interventionModule } from './intervention.module';

/** How this service is put together. */
export const intervention = {
  name: 'intervention' as const,
  config,
  indexes,
  container: interventionContainer,
  module: interventionModule,
  warmUp,
};
