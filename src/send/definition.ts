/** What a factsheet's definition says about its messages. */
import { z } from 'zod'
import { readAddress } from './address.ts'

const Address = z.string().refine((text) => 'address' in readAddress(text), 'must be an e-mail address')

const Page = z
  .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
  .describe(
    'Page that takes one click: {recipient} and {factsheet} in it become who and what; RFC 8058 asks for a POST',
  )

/** kB; what a mail server takes is a third less than the limit that it tells, since attachments grow when encoded. */
const LARGEST = 3000

export const MailSpec = z
  .strictObject({
    from: Address.describe('Sender; the message `mail.sender` is the name shown'),
    reply: Address.optional().describe('Where answers go'),
    unsubscribe: z.strictObject({
      mail: Address.describe('Mailbox that takes those who unsubscribe'),
      page: Page.optional(),
    }),
    languages: z
      .union([z.literal('own'), z.array(z.string()).min(1)])
      .default('own')
      .describe("The subscriber's own language, or these one after the other, in every message"),
    attach: z
      .int()
      .min(0)
      .default(LARGEST)
      .describe('Largest size in kB of the PDFs of a message together; larger ones are linked, which needs `site`'),
    dkim: z
      .strictObject({
        selector: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'a selector is a name in the DNS'),
        domain: z.string().optional().describe('That of the sender when absent'),
      })
      .optional()
      .describe('Where the public key stands; the private one is named by DIPTYCH_DKIM_KEY'),
  })
  .describe('How editions are mailed')
export type MailSpec = Readonly<z.infer<typeof MailSpec>>
