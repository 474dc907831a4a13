import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { service } from './information-sharing.service';

await startService(service);
