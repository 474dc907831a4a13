import { startService } from '@spil/service-host';
import { wijk } from './wijk.service';

await startService(wijk);
