import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FollowCodes } from '../use-cases/ports';

const idBytes = 16;
const macBytes = 16;

/** Codes of a contact's id and half of an HMAC-SHA-256 over zone and id: nobody guesses one, and none is kept anywhere. */
export class HmacFollowCodes implements FollowCodes {
  constructor(private readonly key: Buffer) {}

  of(zone: string, contactId: string): string {
    const id = Buffer.from(contactId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, this.mac(zone, contactId)]).toString('base64url');
  }

  contactOf(zone: string, code: string): string | undefined {
    const bytes = Buffer.from(code, 'base64url');
    // One contact, one code: the decoder forgives letters it does not know and bits that do not count.
    if (bytes.length !== idBytes + macBytes || bytes.toString('base64url') !== code) return undefined;
    const contactId = uuidOf(bytes.subarray(0, idBytes));
    return timingSafeEqual(this.mac(zone, contactId), bytes.subarray(idBytes)) ? contactId : undefined;
  }

  private mac(zone: string, contactId: string): Buffer {
    return createHmac('sha256', this.key).update(`follow\n${zone}\n${contactId}`).digest().subarray(0, macBytes);
  }
}

const uuidOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
