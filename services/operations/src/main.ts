import { startService } from '@spil/service-host';
import { operations } from './operations.service';

await startService(operations);
