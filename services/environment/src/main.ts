import { startService } from '@spil/service-host';
import { environment } from './environment.service';

await startService(environment);
