import { startService } from '@spil/service-host';
import { mediation } from './mediation.service';

await startService(mediation);
