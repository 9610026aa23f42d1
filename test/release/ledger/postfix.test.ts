import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../../src/release/ledger/delivery.ts'
import { readPostfixLog } from '../../../src/release/ledger/postfix.ts'
import { judgeByLog } from '../../../src/release/ledger/resolve.ts'

const LOG = `
Nov 23 10:00:01 mail postfix/smtpd[11]: connect from localhost[127.0.0.1]
Nov 23 10:00:01 mail postfix/cleanup[12]: 4A1B2C: message-id=<queued@d>
Nov 23 10:00:01 mail postfix/qmgr[13]: 4A1B2C: from=<stats@d>, size=91234, nrcpt=1 (queue active)
Nov 23 10:00:02 mail postfix/cleanup[12]: 4A1B2D: message-id=<dropped@d>
Nov 23 10:00:02 mail postfix/smtpd[11]: lost connection after DATA (91000 bytes) from localhost[127.0.0.1]
2026-11-23T10:00:03.123456+01:00 mail postfix/cleanup[12]: 4A1B2C: message-id=<again@d>
2026-11-23T10:00:03.223456+01:00 mail postfix/out/qmgr[13]: 4A1B2C: from=<stats@d>, size=91234, nrcpt=1 (queue active)
2026-11-23T10:00:03.323456+01:00 mail postfix/qmgr[13]: 4A1B2C: removed
2026-11-23T10:00:04 mail postfix/qmgr[13]: 4A1B2E: from=<other@d>, size=1, nrcpt=1 (queue active)
`
const delivery = (messageId: string | null) => ({ messageId }) as Delivery

describe('the log of Postfix', () => {
  it('proves what the queue manager took, and nothing by the name of a message alone', () => {
    expect([...readPostfixLog(LOG).queued]).toEqual(['<queued@d>', '<again@d>'])
  })

  it('settles what is unknown: what is queued was sent; what is not stays unknown unless the log is whole', () => {
    const unknown = ['<queued@d>', '<dropped@d>', '<never@d>', null].map(delivery)
    const states = (whole: boolean) => judgeByLog(unknown, readPostfixLog(LOG), whole).map(({ state }) => state)
    expect(states(false)).toEqual(['sent', 'unknown', 'unknown', 'unknown'])
    expect(states(true)).toEqual(['sent', 'planned', 'planned', 'unknown'])
  })
})
