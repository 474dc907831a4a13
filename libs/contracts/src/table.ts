import type { EventContract, FrameContract, RequestContract } from './define';
import * as fromInformationSharing from './events/information-sharing';
import * as fromOthers from './events/others';
import * as fromWijk from './events/wijk';
import * as fromCallCounted from './events/intervention-call-counted';
import * as fromSensitivePoint from './events/environment-sensitive-point-changed';
import * as frameFile from './frames/frames';
import * as informationSharingRequests from './requests/information-sharing';
import * as operationsRequests from './requests/operations';
import * as callRequests from './requests/calls';
import * as otherRequests from './requests/others';
import * as mediationRequests from './requests/mediation-desk';
import * as pointRequests from './requests/sensitive-points';
import * as sceneRequests from './requests/scene';
import * as triageRequests from './requests/triage';
import * as readRequests from './requests/who-read';
import * as wijkRequests from './requests/wijk';
import * as contactRequests from './requests/wijk-contacts';
import * as dailyContactRequests from './requests/wijk-daily-contact';
import * as pictureRequests from './requests/wijk-picture';
import * as presenceRequests from './requests/wijk-presence';
import * as searchRequests from './requests/wijk-search';
import * as zoneRequests from './requests/wijk-zone';

const all: unknown[] = [
  fromWijk,
  fromInformationSharing,
  fromOthers,
  fromCallCounted,
  fromSensitivePoint,
  frameFile,
  wijkRequests,
  searchRequests,
  dailyContactRequests,
  pictureRequests,
  presenceRequests,
  zoneRequests,
  contactRequests,
  informationSharingRequests,
  operationsRequests,
  callRequests,
  otherRequests,
  sceneRequests,
  triageRequests,
  mediationRequests,
  pointRequests,
  readRequests,
].flatMap((file) => Object.values(file));
const ofKind = <T>(kind: string): T[] =>
  all.filter((entry): entry is T => typeof entry === 'object' && entry !== null && 'kind' in entry && entry.kind === kind);

/** The single table: everything that crosses a service. Types, validators, AsyncAPI, OpenAPI, permissions and telemetry edges come from it. */
export const events: readonly EventContract[] = ofKind<EventContract>('event');
export const frames: readonly FrameContract[] = ofKind<FrameContract>('frame');
export const requests: readonly RequestContract[] = ofKind<RequestContract>('request');

/** The contract of a CloudEvents type, or undefined. */
export const contractOfType = (type: string): EventContract | FrameContract | undefined => byType.get(type);
const byType = new Map<string, EventContract | FrameContract>([...events, ...frames].map((contract) => [contract.type, contract]));
