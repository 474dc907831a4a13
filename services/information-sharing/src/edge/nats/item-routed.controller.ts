import { Controller, Inject } from '@nestjs/common';
import { deskItem, type CloudEvent, type DataOf, type ItemTexts } from '@spil/contracts';
import { OnFrame, type JetStreamContext } from '@spil/messaging';
import type { Sealer } from '@spil/mongo';
import { inSpan } from '@spil/observability';
import { FileInInboxWhenItemRouted } from '../../use-cases/file-in-inbox-when-item-routed/file-in-inbox-when-item-routed';
import { zoneOf } from './note-recorded.controller';
import { SEALER } from './tokens';

@Controller()
export class ItemRoutedController {
  constructor(
    @Inject(FileInInboxWhenItemRouted) private readonly fileInInbox: FileInInboxWhenItemRouted,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  @OnFrame(deskItem)
  async file(event: CloudEvent<DataOf<typeof deskItem>>, context: JetStreamContext): Promise<void> {
    const { sealed, desk, ...item } = event.data as DataOf<typeof deskItem>;
    const attributes = { 'spil.use_case': 'file-in-inbox-when-item-routed', 'spil.item_id': item.itemId, 'spil.audience': desk };
    await inSpan('file the item in the inboxes', { attributes }, async (span) => {
      const texts = this.sealer.open<ItemTexts>(sealed, item.itemId);
      const entry = await this.fileInInbox.run(event.id, { zone: zoneOf(context), desk, item, texts });
      span.set({ 'spil.count': entry.subscribers.length });
    });
  }
}
