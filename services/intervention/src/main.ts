import { startService } from '@spil/service-host';
import { intervention } from './intervention.service';

await startService(intervention);
