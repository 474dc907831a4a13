import 'reflect-metadata';
import { config } from './environment.config';
import { environmentContainer, warmUp } from './environment.container';
import { environmentModule, indexes } from './environment.module';

/** How this service is put together. */
export const environment = {
  name: 'environment' as const,
  config,
  indexes,
  container: environmentContainer,
  module: environmentModule,
  warmUp,
};
