import { translated, type Db, type IndexSpec } from '@spil/mongo';
import { wordsOf, type Address } from '../../domain/address';
import type { AddressSearch } from '../../use-cases/find-address/find-address';
import type { AddressBook } from '../../use-cases/import-addresses/import-addresses';

interface AddressDocument extends Omit<Address, 'addressId'> {
  _id: string;
  zone: string;
  words: string[];
}
interface WordDocument {
  _id: string;
  zone: string;
  word: string;
}

export const addressIndexes: Record<string, IndexSpec[]> = {
  addresses: [{ name: 'zone_words', key: { zone: 1, words: 1 } }],
  addressWords: [{ name: 'zone_word', key: { zone: 1, word: 1 } }],
};

/** Words at most that one typed piece may stand for; house numbers beginning with 1 are many, street words few. */
const mostWords = 300;

/**
 * Addresses and the words they are made of. What was typed is looked up in the zone's words (few), which then find the addresses
 * by equality: every step by an index, on every server we run on.
 */
export class MongoAddresses implements AddressBook, AddressSearch {
  constructor(private readonly db: Db) {}

  async put(zone: string, addresses: readonly Address[]): Promise<void> {
    const words = new Set(addresses.flatMap(wordsOf));
    await translated(async () => {
      await this.words().bulkWrite(
        [...words].map((word) => ({
          updateOne: { filter: { _id: `${zone}/${word}` }, update: { $setOnInsert: { zone, word } }, upsert: true },
        })),
        { ordered: false },
      );
      await this.addresses().bulkWrite(
        addresses.map(({ addressId, ...address }) => ({
          replaceOne: {
            filter: { _id: `${zone}/${addressId}` },
            replacement: { zone, ...address, words: wordsOf(address) },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    });
  }

  withWords(zone: string, typed: readonly string[], limit: number): Promise<Address[]> {
    return translated(async () => {
      const meant = await Promise.all(typed.map((piece) => this.wordsFor(zone, piece)));
      if (meant.some((words) => words.length === 0)) return [];
      return this.found(zone, { $and: meant.map((words) => ({ words: { $in: words } })) }, limit);
    });
  }

  withWhole(zone: string, words: readonly string[], limit: number): Promise<Address[]> {
    return translated(() => this.found(zone, { $and: words.map((word) => ({ words: word })) }, limit));
  }

  private async found(zone: string, condition: object, limit: number): Promise<Address[]> {
    const found = await this.addresses()
      .find({ zone, ...condition }, { limit, projection: { zone: 0, words: 0 } })
      .toArray();
    return found.map(({ _id, ...address }) => ({ addressId: _id.slice(zone.length + 1), ...address }));
  }

  /** Words beginning with what was typed; else, for three letters and more, words that contain it. */
  private async wordsFor(zone: string, piece: string): Promise<string[]> {
    const list = async (word: object): Promise<string[]> => {
      const found = await this.words()
        .find({ zone, word } as never, { limit: mostWords, sort: { word: 1 } })
        .toArray();
      return found.map((one) => one.word);
    };
    const beginning = await list({ $gte: piece, $lt: `${piece}\uffff` });
    // Normalised text has letters, digits and spaces only: nothing in it means anything to a regular expression.
    return beginning.length > 0 || piece.length < 3 ? beginning : list({ $regex: piece });
  }

  private addresses() {
    return this.db.collection<AddressDocument>('addresses');
  }

  private words() {
    return this.db.collection<WordDocument>('addressWords');
  }
}
