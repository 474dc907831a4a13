import 'reflect-metadata';
import { config } from './wijk.config';
import { warmUp, wijkContainer } from './wijk.container';
import { indexes, wijkModule } from './wijk.module';

/** How this service is put together. The steps of a note wait a moment for each other, to be written together (`Gathered`). */
export const wijk = {
  name: 'wijk' as const,
  config,
  indexes,
  container: wijkContainer,
  module: wijkModule,
  warmUp,
  handlersAtOnce: 256,
};
