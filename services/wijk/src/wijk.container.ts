import { count } from '@spil/observability';
import { Outgoing, RequestHandling, WhoRead, type Platform } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { HmacFollowCodes } from './edge/follow-codes';
import { MongoAccountabilities, type AccountabilityDocument } from './edge/mongo/accountabilities.mongo';
import { MongoAddresses } from './edge/mongo/addresses.mongo';
import { MongoCitizenContacts, type ContactDocument } from './edge/mongo/citizen-contacts.mongo';
import { MongoReachabilities, type ReachabilityDocument } from './edge/mongo/reachabilities.mongo';
import { MongoDailyContacts, type DailyContactDocument } from './edge/mongo/daily-contacts.mongo';
import { MongoNotes, type NoteDocument } from './edge/mongo/notes.mongo';
import { MongoPicture } from './edge/mongo/picture.mongo';
import { MongoZoneFacts } from './edge/mongo/zone-facts.mongo';
import { MongoZones, type DrawingDocument, type ZoneDocument } from './edge/mongo/zones.mongo';
import { AppointInspector } from './use-cases/appoint-inspector/appoint-inspector';
import { CountCallWhenCounted } from './use-cases/count-call-when-counted/count-call-when-counted';
import { ShowPointWhenChanged } from './use-cases/show-point-when-changed/show-point-when-changed';
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
import type { ZoneMaps } from './use-cases/ports';
import { WhoAnswers } from './use-cases/who-answers';
import type { config } from './wijk.config';

const WARM_UP = Symbol('warm up');

/** Reads the zones' maps, and finishes telling others of an import that was cut off. */
export const warmUp = (container: DependencyContainer): Promise<void> => container.resolve<() => Promise<void>>(WARM_UP)();

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function wijkContainer(platform: Platform<ReturnType<typeof config>>): DependencyContainer {
  const c = root.createChildContainer();
  // Told from the start as none, so that the first note is growth.
  for (const { zone } of platform.zones) count('spil.notes.recorded', 0, { zone });
  const { clock, ids, sealer, readLog } = platform;
  const rules = { now: () => clock.now(), next: () => ids.next(), toleranceMetres: platform.config.PLACE_TOLERANCE_METRES };
  const outgoing = new Outgoing(ids);
  const notes = new MongoNotes(platform.store<NoteDocument>('notes'), outgoing, clock);
  const dailyContacts = new MongoDailyContacts(platform.store<DailyContactDocument>('dailyContacts'), platform.db);
  const zones = new MongoZones(platform.store<ZoneDocument>('zones'), platform.store<DrawingDocument>('drawings'), outgoing, clock);
  const people = new MongoAccountabilities(platform.store<AccountabilityDocument>('accountabilities'));
  const reachabilities = new MongoReachabilities(platform.store<ReachabilityDocument>('reachabilities'));
  const contacts = new MongoCitizenContacts(platform.store<ContactDocument>('citizenContacts'), platform.db);
  const making = { now: () => clock.now(), sealer, pictureDays: platform.config.PICTURE_DAYS };
  const answers = new WhoAnswers(people, reachabilities);
  const book = new MongoAddresses(platform.db);
  const picture = new MongoPicture(platform.db);

  c.registerInstance(RequestHandling, platform.handling);
  c.register(WARM_UP, { useValue: () => zones.warmUp(platform.zones.map(({ zone }) => zone)) });
  c.register(RecordNote, { useFactory: once(() => new RecordNote(notes, zones, sealer, rules)) });
  registerPresence(c, platform, { dailyContacts, zones, answers });
  c.register(ListMyNotes, { useFactory: once(() => new ListMyNotes(notes, readLog, sealer, clock)) });
  c.register(FindMyNotes, { useFactory: once(() => new FindMyNotes(notes, readLog, sealer, clock)) });
  c.register(WhoRead, { useFactory: once(() => new WhoRead(platform, { subjectTypes: ['note', 'citizen-contact'] })) });
  c.register(ReadNote, { useFactory: once(() => new ReadNote(notes, readLog, sealer)) });
  c.register(KeepLedgerWhenNoteProgressed, { useFactory: once(() => new KeepLedgerWhenNoteProgressed(notes)) });
  c.register(ImportZone, { useFactory: once(() => new ImportZone(zones, rules)) });
  c.register(ImportAddresses, { useFactory: once(() => new ImportAddresses(book)) });
  c.register(FindAddress, { useFactory: once(() => new FindAddress(book, zones, rules)) });
  c.register(LocatePlace, { useFactory: once(() => new LocatePlace(zones, people, rules)) });
  c.register(FindReferenceContact, { useFactory: once(() => new FindReferenceContact(zones, { people, reachabilities }, book, rules)) });
  c.register(ListNeighbourhoods, { useFactory: once(() => new ListNeighbourhoods(zones, people, clock)) });
  c.register(ReadNeighbourhood, {
    useFactory: once(() => new ReadNeighbourhood(zones, { accountabilities: people, reachabilities, contacts }, picture, making)),
  });
  c.register(AppointInspector, { useFactory: once(() => new AppointInspector(people, zones, clock)) });
  c.register(SetReachability, { useFactory: once(() => new SetReachability(reachabilities, clock)) });
  c.register(ReadReachability, { useFactory: once(() => new ReadReachability(reachabilities, clock)) });
  registerContacts(c, platform, { contacts, answers, area: { maps: zones, people, reachabilities } });
  c.register(ShowNuisanceWhenReported, { useFactory: once(() => new ShowNuisanceWhenReported(picture)) });
  c.register(CountCallWhenCounted, { useFactory: once(() => new CountCallWhenCounted(picture)) });
  c.register(ShowPointWhenChanged, { useFactory: once(() => new ShowPointWhenChanged(picture)) });
  c.register(CountMediationWhenRequested, { useFactory: once(() => new CountMediationWhenRequested(picture)) });
  return c;
}

interface PresenceParts {
  dailyContacts: MongoDailyContacts;
  zones: MongoZones;
  answers: WhoAnswers;
}

/** Contacts on the street, how people feel there (W77), and where to be tomorrow (X8). */
function registerPresence(
  c: DependencyContainer,
  { clock, ids, config: settings, db }: Platform<ReturnType<typeof config>>,
  { dailyContacts, zones, answers }: PresenceParts,
): void {
  const fewest = settings.FEELING_FEWEST_CONTACTS;
  const rules = { now: () => clock.now(), next: () => ids.next(), toleranceMetres: settings.PLACE_TOLERANCE_METRES };
  const planning = { now: () => clock.now(), rules: settings.PRESENCE_RULES, fewest };
  const facts = new MongoZoneFacts(db, dailyContacts);
  c.register(RecordDailyContact, { useFactory: once(() => new RecordDailyContact(dailyContacts, zones, rules)) });
  c.register(ReadFeelings, { useFactory: once(() => new ReadFeelings(dailyContacts, zones, clock, fewest)) });
  c.register(ProposePresence, { useFactory: once(() => new ProposePresence(facts, zones, answers, planning)) });
}

interface ContactParts {
  contacts: MongoCitizenContacts;
  answers: WhoAnswers;
  area: { maps: ZoneMaps; people: MongoAccountabilities; reachabilities: MongoReachabilities };
}

/** What residents ask, are answered (W04) and follow (O13). */
function registerContacts(
  c: DependencyContainer,
  { clock, ids, sealer, readLog, config: settings, keyFor }: Platform<ReturnType<typeof config>>,
  { contacts, answers, area }: ContactParts,
): void {
  const codes = new HmacFollowCodes(keyFor('follow codes'));
  const making = { now: () => clock.now(), next: () => ids.next(), sealer, codes };
  const rules = { ...making, toleranceMetres: settings.PLACE_TOLERANCE_METRES, terms: settings.ANSWER_TERMS };
  const followed = { ...making, terms: settings.FOLLOW_TERMS };
  const { maps } = area;
  c.register(RecordCitizenContact, { useFactory: once(() => new RecordCitizenContact(contacts, { maps, answers }, sealer, rules)) });
  c.register(FollowContact, { useFactory: once(() => new FollowContact(contacts, area, readLog, followed)) });
  c.register(ListCitizenContacts, { useFactory: once(() => new ListCitizenContacts(contacts, answers, readLog, making)) });
  c.register(AnswerCitizenContact, { useFactory: once(() => new AnswerCitizenContact(contacts, answers, sealer, clock)) });
}
