import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, RequestHandling, WhoRead, type IndexPlans, type Resolver } from '@spil/service-host';
import { accountabilityIndexes } from './edge/mongo/accountabilities.mongo';
import { addressIndexes } from './edge/mongo/addresses.mongo';
import { dailyContactIndexes } from './edge/mongo/daily-contacts.mongo';
import { noteIndexes } from './edge/mongo/notes.mongo';
import { pictureIndexes } from './edge/mongo/picture.mongo';
import { drawingIndexes } from './edge/mongo/zones.mongo';
import { contactIndexes } from './edge/mongo/citizen-contacts.mongo';
import { reachabilityIndexes } from './edge/mongo/reachabilities.mongo';
import { ContactsController } from './edge/nats/contacts.controller';
import { ReachabilityController } from './edge/nats/reachability.controller';
import { DailyContactsController } from './edge/nats/daily-contacts.controller';
import { FactsController } from './edge/nats/facts.controller';
import { FollowController } from './edge/nats/follow.controller';
import { NeighbourhoodsController } from './edge/nats/neighbourhoods.controller';
import { NotesController } from './edge/nats/notes.controller';
import { PresenceController } from './edge/nats/presence.controller';
import { PlacesController } from './edge/nats/places.controller';
import { SearchController } from './edge/nats/search.controller';
import { WhoReadController } from './edge/nats/who-read.controller';
import { ZoneController } from './edge/nats/zone.controller';
import { AppointInspector } from './use-cases/appoint-inspector/appoint-inspector';
import { CountCallWhenCounted } from './use-cases/count-call-when-counted/count-call-when-counted';
import { ShowPointWhenChanged } from './use-cases/show-point-when-changed/show-point-when-changed';
import { PictureController } from './edge/nats/picture.controller';
import { CountMediationWhenRequested } from './use-cases/count-mediation-when-requested/count-mediation-when-requested';
import { FindAddress } from './use-cases/find-address/find-address';
import { FindMyNotes } from './use-cases/find-my-notes/find-my-notes';
import { FindReferenceContact } from './use-cases/find-reference-contact/find-reference-contact';
import { ImportAddresses } from './use-cases/import-addresses/import-addresses';
import { ImportZone } from './use-cases/import-zone/import-zone';
import { KeepLedgerWhenNoteProgressed } from './use-cases/keep-ledger-when-note-progressed/keep-ledger-when-note-progressed';
import { ListMyNotes } from './use-cases/list-my-notes/list-my-notes';
import { ListNeighbourhoods } from './use-cases/list-neighbourhoods/list-neighbourhoods';
import { LocatePlace } from './use-cases/locate-place/locate-place';
import { ProposePresence } from './use-cases/propose-presence/propose-presence';
import { ReadFeelings } from './use-cases/read-feelings/read-feelings';
import { ReadNeighbourhood } from './use-cases/read-neighbourhood/read-neighbourhood';
import { ReadNote } from './use-cases/read-note/read-note';
import { RecordDailyContact } from './use-cases/record-daily-contact/record-daily-contact';
import { RecordNote } from './use-cases/record-note/record-note';
import { ShowNuisanceWhenReported } from './use-cases/show-nuisance-when-reported/show-nuisance-when-reported';
import { SetReachability } from './use-cases/set-reachability/set-reachability';
import { ReadReachability } from './use-cases/read-reachability/read-reachability';
import { RecordCitizenContact } from './use-cases/record-citizen-contact/record-citizen-contact';
import { ListCitizenContacts } from './use-cases/list-citizen-contacts/list-citizen-contacts';
import { FollowContact } from './use-cases/follow-contact/follow-contact';
import { AnswerCitizenContact } from './use-cases/answer-citizen-contact/answer-citizen-contact';

export const indexes: IndexPlans = {
  notes: { aggregate: true, indexes: noteIndexes },
  dailyContacts: { aggregate: true, indexes: dailyContactIndexes },
  zones: { aggregate: true },
  drawings: { aggregate: true, indexes: drawingIndexes },
  accountabilities: { aggregate: true, indexes: accountabilityIndexes },
  reachabilities: { aggregate: true, indexes: reachabilityIndexes },
  citizenContacts: { aggregate: true, indexes: contactIndexes },
  ...addressIndexes,
  ...pictureIndexes,
};

const useCases = [
  CountCallWhenCounted,
  ShowPointWhenChanged,
  SetReachability,
  ReadReachability,
  RecordCitizenContact,
  ListCitizenContacts,
  AnswerCitizenContact,
  FollowContact,
  AppointInspector,
  CountMediationWhenRequested,
  FindAddress,
  FindMyNotes,
  FindReferenceContact,
  ImportAddresses,
  ImportZone,
  KeepLedgerWhenNoteProgressed,
  ListMyNotes,
  ListNeighbourhoods,
  LocatePlace,
  ProposePresence,
  ReadFeelings,
  ReadNeighbourhood,
  ReadNote,
  RecordDailyContact,
  RecordNote,
  ShowNuisanceWhenReported,
];

@Module({})
class WijkModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const wijkModule = (container: Resolver): DynamicModule => ({
  module: WijkModule,
  controllers: [
    NotesController,
    NeighbourhoodsController,
    PlacesController,
    PresenceController,
    ZoneController,
    FactsController,
    PictureController,
    ContactsController,
    FollowController,
    DailyContactsController,
    ReachabilityController,
    SearchController,
    WhoReadController,
  ],
  providers: fromContainer(container, [RequestHandling, WhoRead, ...useCases]),
});
